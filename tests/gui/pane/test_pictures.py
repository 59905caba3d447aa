"""Pictures opened large, by mouse and keyboard."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from qtbrowser.gui.pane.images import REST_MS, PageImages, PictureScale
from qtbrowser.gui.pane.picture_dialog import PictureDialog, PictureView
from qtbrowser.gui.pane.qt_html import qt_html
from tests.gui.pane.conftest import WAIT_MS, Reader, make_page
from tests.gui.pane.test_safety import picture_bytes

ADDRESS = "qtbrowser:image/a.png"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<img src="{ADDRESS}" alt="x">', f'<a href="{ADDRESS}"><img src="{ADDRESS}" alt="x"></a>'),
        (f'<a href="#x"><img src="{ADDRESS}"></a>', f'<a href="#x"><img src="{ADDRESS}"></a>'),
        ('<img src="qtbrowser:formula/0">', '<img src="qtbrowser:formula/0">'),
        ("<p>&lt;img&gt;</p>", "<p>&lt;img&gt;</p>"),
    ],
)
def test_a_picture_leads_to_itself(html: str, expected: str) -> None:
    assert qt_html(html) == expected


def open_picture(reader: Reader, size: tuple[int, int] | None) -> PictureDialog:
    content = None if size is None else picture_bytes(*size)
    reader.pane.set_image_loader(lambda _path: content)
    reader.pane.show_page(make_page(f'<p><img src="{ADDRESS}"></p>'))
    reader.press(Qt.Key.Key_Tab)
    reader.press(Qt.Key.Key_Return)
    dialog = reader.pane.findChild(PictureDialog)
    assert isinstance(dialog, PictureDialog)
    return dialog


def test_it_is_fitted_zoomed_and_closed_by_keys(reader: Reader) -> None:
    dialog = open_picture(reader, (3000, 200))
    view = dialog.findChild(PictureView)
    assert isinstance(view, PictureView)
    reader.wait(view.isVisible)
    fitted = view.magnification()
    assert 3000 * fitted == pytest.approx(view.viewport().width(), abs=2)
    reader.qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.magnification() == pytest.approx(1.25 * fitted)
    reader.qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.magnification() == pytest.approx(1)
    reader.qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.magnification() == pytest.approx(fitted)
    reader.qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_small_one_keeps_its_size(reader: Reader) -> None:
    view = open_picture(reader, (40, 30)).findChild(PictureView)
    assert isinstance(view, PictureView)
    reader.wait(view.isVisible)
    assert view.magnification() == pytest.approx(1)


def test_one_that_is_not_there_is_told(reader: Reader) -> None:
    dialog = open_picture(reader, None)
    label = dialog.findChild(QLabel)
    assert isinstance(label, QLabel)
    reader.wait(lambda: label.text() == "This picture can't be shown.")


def test_pictures_that_make_a_page_long_stay_within_its_width(reader: Reader) -> None:
    content = picture_bytes(3000, 2000)
    reader.pane.set_image_loader(lambda _path: content)
    reader.pane.resize(420, 500)
    reader.pane.show_page(make_page("".join(f'<p><img src="qtbrowser:image/{name}.png"></p>' for name in "abcd")))
    bars = reader.view.horizontalScrollBar(), reader.view.verticalScrollBar()
    reader.wait(lambda: bars[1].maximum() > 0)
    assert bars[0].maximum() == 0


def test_pictures_follow_the_width_of_the_page(reader: Reader) -> None:
    content = picture_bytes(3000, 2000)
    reader.pane.set_image_loader(lambda _path: content)
    reader.pane.resize(420, 500)
    reader.pane.show_page(make_page("".join(f'<p><img src="qtbrowser:image/{name}.png"></p>' for name in "abcd")))
    bars = reader.view.horizontalScrollBar(), reader.view.verticalScrollBar()
    reader.wait(lambda: bars[1].maximum() > 500)
    narrow = bars[1].maximum()
    reader.pane.resize(720, 500)
    reader.wait(lambda: bars[1].maximum() > narrow + 500)
    wide = bars[1].maximum()
    reader.pane.resize(420, 500)
    reader.wait(lambda: abs(bars[1].maximum() - narrow) < 5)
    assert bars[0].maximum() == 0
    reader.pane.resize(720, 500)
    reader.wait(lambda: abs(bars[1].maximum() - wide) < 5)
    assert bars[0].maximum() == 0


def widths_of(images: PageImages) -> list[tuple[int, float]]:
    """The width of each picture that is passed from now on: its own, and the one that it is shown in."""
    widths: list[tuple[int, float]] = []

    def note(_address: str, picture: QImage) -> None:
        widths.append((picture.width(), picture.deviceIndependentSize().width()))

    images.picture_ready.connect(note)
    return widths


def test_a_picture_for_which_there_is_more_room_when_it_comes_takes_it(reader: Reader) -> None:
    is_asked, may_come = Event(), Event()

    def load(_path: str) -> bytes:
        is_asked.set()
        may_come.wait(WAIT_MS / 1000)
        return picture_bytes(600, 30)

    images = PageImages(load, PictureScale(1.0, 300), reader.pane)
    assert images.ask(ADDRESS)
    assert is_asked.wait(WAIT_MS / 1000)
    images.fit(500)
    widths = widths_of(images)
    rest = QTimer(singleShot=True, interval=REST_MS)
    with reader.qtbot.waitSignal(rest.timeout):
        rest.start()
    may_come.set()
    reader.wait(lambda: len(widths) == 2)
    assert widths == [(300, 300), (500, 500)]


def test_a_picture_is_decoded_for_the_width_in_which_it_stays(reader: Reader) -> None:
    images = PageImages(lambda _path: picture_bytes(600, 30), PictureScale(1.0, 333, 1.1), reader.pane)
    widths = widths_of(images)
    assert images.ask(ADDRESS)
    reader.wait(lambda: len(widths) == 1)
    for width in (400, 200):
        images.fit(width)
        reader.wait(lambda: len(widths) > 1)
        pixels, shown = widths.pop()
        assert pixels == round(width * 1.1)
        assert shown == pytest.approx(width)
