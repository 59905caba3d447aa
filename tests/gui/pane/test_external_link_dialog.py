from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from qtbrowser.gui.pane.external_link_dialog import OutsideDialog, outside_url
from tests.gui.pane.conftest import Reader

Show = Callable[[str], Reader]
ADDRESS = "https://example.org/a?b=1&amp;c=2#d"
WRITTEN = "https://example.org/a?b=1&c=2#d"


def ask(show: Show, address: str) -> tuple[Reader, OutsideDialog]:
    """Follows a link to `address` by a click."""
    reader = show(f'<p><a href="{address}">look</a></p>')
    reader.click_link(address.replace("&amp;", "&"))
    dialog = reader.pane.findChild(OutsideDialog)
    assert dialog is not None
    return reader, dialog


def click(reader: Reader, dialog: OutsideDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    reader.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_web_link_opens_after_agreeing_only(show: Show, opened: list[QUrl]) -> None:
    reader, dialog = ask(show, ADDRESS)
    assert opened == []
    field = dialog.findChild(QPlainTextEdit, "outside_address")
    assert field is not None
    assert field.toPlainText() == WRITTEN
    with reader.qtbot.waitSignal(reader.pane.outside_requested) as told:
        click(reader, dialog, "outside_open")
    assert told.args == [WRITTEN]
    assert opened == [QUrl(WRITTEN)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_open_nothing(show: Show, opened: list[QUrl], key: Qt.Key) -> None:
    reader, dialog = ask(show, ADDRESS)
    reader.qtbot.keyClick(dialog, key)
    reader.wait(lambda: reader.pane.findChild(OutsideDialog) is None)
    assert opened == []


def test_the_address_can_be_copied(show: Show, opened: list[QUrl]) -> None:
    reader, dialog = ask(show, ADDRESS)
    click(reader, dialog, "outside_copy")
    assert QGuiApplication.clipboard().text() == WRITTEN
    assert dialog.isVisible()
    assert opened == []


def test_the_window_is_not_blocked(show: Show) -> None:
    _, dialog = ask(show, ADDRESS)
    assert dialog.isVisible()
    assert dialog.windowModality() is Qt.WindowModality.WindowModal


def test_a_name_that_looks_like_another_is_shown_in_ascii(show: Show) -> None:
    _, dialog = ask(show, "https://b\u00fccher.example/")
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("xn--bcher-kva.example" in text for text in texts)
    assert any("bücher.example" in text for text in texts)


def test_the_site_is_named_for_an_address_with_a_user(show: Show) -> None:
    _, dialog = ask(show, "https://bank.example@evil.example/")
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("evil.example" in text and "bank" not in text for text in texts)


def test_labels_are_plain_text(show: Show) -> None:
    _, dialog = ask(show, "https://example.org/<b>x</b>".replace("<", "%3C").replace(">", "%3E"))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/x",
        "https:",
        "https:///nohost",
        "mailto:",
        "vnc://example.org",
        "",
    ],
)
def test_other_addresses_are_never_opened(show: Show, opened: list[QUrl], address: str) -> None:
    reader = show("<p>x</p>")
    reader.pane.follow(address)
    assert reader.pane.findChild(OutsideDialog) is None
    assert outside_url(address) is None
    assert opened == []


def test_mail_is_asked_for_too(show: Show, opened: list[QUrl]) -> None:
    reader, dialog = ask(show, "mailto:someone@example.org")
    click(reader, dialog, "outside_open")
    assert opened == [QUrl("mailto:someone@example.org")]


def test_an_opener_that_fails_is_told_and_not_reported(show: Show) -> None:
    reader = show(f'<p><a href="{ADDRESS}">look</a></p>')
    reader.pane.opener = lambda url: False
    reader.click_link(WRITTEN)
    dialog = reader.pane.findChild(OutsideDialog)
    assert dialog is not None
    with reader.qtbot.assertNotEmitted(reader.pane.outside_requested):
        click(reader, dialog, "outside_open")
    failure = dialog.findChild(QLabel, "outside_failure")
    assert failure is not None
    assert failure.isVisible()
