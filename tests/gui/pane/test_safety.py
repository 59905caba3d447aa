"""Hostile pages: nothing but the library's own pictures is ever asked for, whatever a page says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from qtbrowser.documents.document import Document
from qtbrowser.gui.pane.blocks import blocks_of
from qtbrowser.gui.pane.external_link_dialog import OutsideDialog
from qtbrowser.gui.pane.images import BYTE_LIMIT, PictureScale, decode_picture
from qtbrowser.rendering.limits import LONGEST_ANSWER
from qtbrowser.rendering.render import render_document
from tests.gui.conftest import next_turn
from tests.gui.pane.conftest import Reader, make_page, marker

Show = Callable[[str], Reader]
RED = QColor(255, 0, 0)


def picture_bytes(width: int = 40, height: int = 30, form: str = "PNG") -> bytes:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(RED)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, form.encode()).write(picture)
    return bytes(buffer.data().data())


def shown_red(reader: Reader) -> int:
    """How many pixels of the view are of the pictures' red."""
    shot = reader.view.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return bytes(shot.constBits()).count(bytes([0, 0, 255, 255]))


def test_pictures_of_the_library_are_shown(reader: Reader) -> None:
    asked: list[str] = []

    def load(path: str) -> bytes | None:
        asked.append(path)
        return picture_bytes()

    reader.pane.set_image_loader(load)
    reader.pane.show_page(make_page('<p>a <img src="qtbrowser:image/img/a%20b.png"> b</p>'))
    reader.wait(lambda: shown_red(reader) == 40 * 30)
    assert asked == ["img/a b.png"]


def test_pictures_that_arrive_have_their_heights(reader: Reader) -> None:
    reader.pane.set_image_loader(lambda path: picture_bytes(20, 300 if path == "a b.png" else 200))
    address = "qtbrowser:image/{}"
    twice, once = address.format("a%20b.png"), address.format("ä.png")
    reader.pane.show_page(
        make_page(f'<p><img src="{twice}"></p><p>Text</p><p><img src="{once}"><img src="{twice}"></p>')
    )
    document = reader.view.document()
    reader.wait(lambda: document.size().height() > 600)
    layout = document.documentLayout()
    heights = [layout.blockBoundingRect(block).height() for block in blocks_of(document) if "\ufffc" in block.text()]
    assert [height >= 300 for height in heights] == [True, True]


def test_a_picture_that_arrives_does_not_move_the_reader(reader: Reader) -> None:
    reader.pane.set_image_loader(lambda path: picture_bytes(300, 400))
    html = '<p><img src="qtbrowser:image/a.png"></p>' + "".join(f"<p>Line {line}</p>" for line in range(200))
    reader.pane.show_page(make_page(html))
    reader.view.verticalScrollBar().setValue(2000)
    words = reader.top_words()
    before = reader.view.document().size().height()
    reader.wait(lambda: reader.view.document().size().height() > before + 300)
    assert reader.top_words() == words


def test_hostile_addresses_reach_neither_disk_nor_network(reader: Reader, tmp_path: Path, qtbot: QtBot) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture_bytes())
    server = QTcpServer()
    assert server.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost))
    calls: list[object] = []
    server.newConnection.connect(lambda: calls.append("connected"))
    port = server.serverPort()
    addresses = [
        secret.as_uri(),
        str(secret),
        f"//{secret}",
        f"qtbrowser:image/{secret}",
        f"qtbrowser:image/../../../../../../../../..{secret}",
        "qtbrowser:image/%2e%2e/%2e%2e/etc/passwd",
        f"qtbrowser:document/{secret}",
        f"http://127.0.0.1:{port}/x.png",
        f"//127.0.0.1:{port}/x.png",
        ":/qt-project.org/styles/commonstyle/images/file-16.png",
        "qrc:/qt-project.org/styles/commonstyle/images/file-16.png",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
    ]
    hostile = "".join(
        f'<img src="{address}" width="60" height="60"><p style="background-image:url({address})">x</p>'
        f'<table background="{address}"><tr><td>y</td></tr></table><link rel="stylesheet" href="{address}">'
        f"<style>@import url({address}); p {{ background-image:url({address}); }}</style>"
        for address in addresses
    )
    reader.pane.set_image_loader(calls.append)
    reader.pane.show_page(make_page(hostile + "<script>1</script><iframe src='x'></iframe><object data='x'></object>"))
    reader.view.reload()
    assert shown_red(reader) == 0
    next_turn()
    # Connections are taken in the order in which they were asked for, so this one comes after any of the page's.
    own = QTcpSocket()
    own.connectToHost(QHostAddress(QHostAddress.SpecialAddress.LocalHost), port)
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == ["connected"]
    assert server.nextPendingConnection().peerPort() == own.localPort()
    assert not server.hasPendingConnections()
    own.abort()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "other.md", "/etc/passwd"])
def test_hostile_links_do_nothing(show: Show, opened: list[QUrl], address: str) -> None:
    reader = show(f'<p><a href="{address}">click me</a></p>')
    text = reader.view.toPlainText()
    reader.click_link(address)
    assert opened == []
    assert reader.pane.findChild(OutsideDialog) is None
    assert reader.view.toPlainText() == text


def test_a_source_is_never_set(show: Show, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text("<p>other</p>")
    reader = show("<p>mine</p>")
    reader.view.setSource(QUrl.fromLocalFile(str(other)))
    reader.view.home()
    reader.view.backward()
    assert reader.view.toPlainText() == "mine"
    assert reader.view.source().isEmpty()


def test_nothing_can_be_dropped_or_typed_in(show: Show) -> None:
    reader = show("<p>mine</p>")
    dropped = QMimeData()
    dropped.setText("dropped")
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(reader.view.viewport(), event)
    reader.qtbot.keyClicks(reader.view, "typed")
    reader.view.paste()
    assert reader.view.toPlainText() == "mine"
    assert not reader.view.acceptDrops()
    assert not reader.view.viewport().acceptDrops()


def test_a_copy_carries_words_and_harmless_html(show: Show) -> None:
    reader = show(
        '<p style="color:#ff0000; background-color:#00ff00">One <a href="qtbrowser:document/a.md">inside</a>, '
        '<a href="https://example.org/">outside</a> <img src="qtbrowser:image/a.png">end</p><ul><li>item</li></ul>'
    )
    reader.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    reader.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "One inside, outside end\nitem"
    html = copied.html()
    assert "https://example.org/" in html
    assert "qtbrowser:" not in html
    assert "<img" not in html
    assert "ff0000" not in html
    assert "00ff00" not in html


@pytest.mark.parametrize("form", ["PNG", "JPG", "BMP"])
def test_pictures_are_decoded_no_larger_than_shown(qtbot: QtBot, form: str) -> None:
    picture = decode_picture(picture_bytes(800, 400, form), PictureScale(1.0, 200, 2.0))
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (400, 200, 2.0)


@pytest.mark.parametrize(
    ("zoom", "width", "shown"), [(1.0, 600, 40), (2.0, 600, 80), (3.0, 100, 100), (0.5, 600, 20), (1.0, 0, 1)]
)
def test_pictures_follow_the_zoom_within_the_column(qtbot: QtBot, zoom: float, width: int, shown: int) -> None:
    picture = decode_picture(picture_bytes(), PictureScale(zoom, width))
    assert round(picture.deviceIndependentSize().width()) == shown


def test_a_picture_of_endless_height_is_shown_small(qtbot: QtBot) -> None:
    picture = decode_picture(picture_bytes(20, 40_000), PictureScale(1.0, 600))
    assert (picture.width(), picture.height()) == (2, 4000)


def test_what_is_no_picture_or_too_large_is_not_decoded(qtbot: QtBot) -> None:
    bomb = bytearray(picture_bytes(1, 1, "BMP"))
    bomb[18:26] = (60000).to_bytes(4, "little") + (60000).to_bytes(4, "little")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    scale = PictureScale(1.0, 600)
    assert decode_picture(bytes(bomb), scale).isNull()
    assert decode_picture(svg, scale).isNull()
    assert decode_picture(b"", scale).isNull()
    assert decode_picture(b"nonsense", scale).isNull()
    assert decode_picture(picture_bytes() + bytes(BYTE_LIMIT), scale).isNull()


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "<div>" * 3000 + "deep",
        "<ul><li>" * 300 + "deep",
        "<p>\x00\ud800\u202e\ufffe x</p>",
        "<table>" * 60,
        "<p>" + "x" * 20_000,
        "<" * 1000,
        "&" * 1000,
    ],
    ids=["divs", "lists", "characters", "tables", "word", "open", "entities"],
)
def test_odd_pages_are_shown_and_left(show: Show, html: str) -> None:
    reader = show(html)
    reader.pane.set_marks(marker(lambda plain: [(0, len(plain))]))
    reader.pane.show_page(make_page("<p>after</p>", "after.md"))
    assert reader.view.toPlainText() == "after"


@pytest.mark.parametrize(
    "answer", ["word " * 10_000_000, "line\n" * 10_000_000, "# a\n\n" * 100_000], ids=["line", "lines", "headings"]
)
def test_of_fifty_megabytes_one_part_is_laid_out_at_once(reader: Reader, answer: str) -> None:
    document = Document(path="big.md", title="Big?", raw_answer=answer)
    page = render_document(document, lambda _target, _base: None, in_parts=True)
    assert page.later is not None
    assert page.later.length <= LONGEST_ANSWER * 1.01
    reader.pane.show_page(page)
    assert len(reader.view.toPlainText()) < 100_000


def test_the_menu_offers_what_fits(show: Show) -> None:
    reader = show('<p>words <a href="qtbrowser:document/a%20b.md">link</a></p>')
    place = reader.link_place("qtbrowser:document/a%20b.md")
    copies = ["Copy as Markdown", "Copy as Plain Text", "Copy Citation", "Copy Link to This Question"]
    everywhere = ["Copy", "Select All", *copies, "More Like This", "Find…"]
    links = ["Open Link", "Open Link in New Tab", "Open Link Beside", "Copy Link Address"]
    assert menu_texts(reader, place) == [*links, *everywhere]
    assert menu_texts(reader, QPoint(5, 5)) == everywhere


def menu_texts(reader: Reader, place: QPoint) -> list[str]:
    viewport = reader.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = reader.view.findChild(QMenu, "page_menu")
    assert menu is not None
    texts = [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]
    menu.close()
    reader.wait(lambda: reader.view.findChild(QMenu, "page_menu") is None)
    return texts
