"""The dialog that asks before anything is opened outside the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from qtbrowser.gui.pane.page_links import OUTSIDE_SCHEMES
from qtbrowser.gui.pane.plain_tooltips import shorten_middle, visible

Opener = Callable[[QUrl], bool]


def outside_url(address: str) -> QUrl | None:
    """The address as a URL for the system's browser or mail program, or None if it isn't valid."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid():
        url = QUrl(address, QUrl.ParsingMode.TolerantMode)
    if not url.isValid() or url.scheme() not in OUTSIDE_SCHEMES:
        return None
    named = url.path() if url.scheme() == "mailto" else url.host()
    return url if named else None


class OutsideDialog(QDialog):
    """Shows a web or mail address in full and asks whether to open it.

    Args:
        url: from `outside_url`.
        opener: opens it, and returns whether that worked.
        parent: the window it belongs to.

    Signals:
        opened: the address that was opened, after the user has confirmed it.
    """

    opened = Signal(str)

    def __init__(self, url: QUrl, opener: Opener, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = url
        self._opener = opener
        self.setObjectName("outside_dialog")
        self.setWindowTitle(self.tr("Open outside QtBrowser?"))
        layout = QVBoxLayout(self)
        layout.addWidget(self._plain_label(self._question()))
        layout.addWidget(self._address_field())
        letters = visible(QUrl.fromAce(self._host().encode(), QUrl.AceProcessingOption.IgnoreIDNWhitelist))
        if letters != self._host():
            layout.addWidget(self._plain_label(self.tr("The site's name in letters: {0}").format(letters)))
        self._failure = self._plain_label("")
        self._failure.setObjectName("outside_failure")
        self._failure.hide()
        layout.addWidget(self._failure)
        layout.addWidget(self._buttons())
        self.resize(560, self.sizeHint().height())

    def address(self) -> str:
        """The whole address in ASCII, percent-encoded and in punycode."""
        return self._url.toString(QUrl.ComponentFormattingOption.FullyEncoded)

    def _question(self) -> str:
        if self._url.scheme() == "mailto":
            return self.tr("This link opens your mail program:")
        return self.tr("This link leaves the library and opens {0} in your web browser:").format(self._host())

    def _host(self) -> str:
        """The host name in ASCII, in which no letter can be mistaken for one of another script."""
        return self._url.host(QUrl.ComponentFormattingOption.FullyEncoded)

    def _plain_label(self, text: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(text)
        return label

    def _address_field(self) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setObjectName("outside_address")
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setAccessibleName(self.tr("Address"))
        field.setPlainText(shorten_middle(self.address()))
        field.setFixedHeight(field.fontMetrics().lineSpacing() * 4 + 12)
        return field

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        open_button = QPushButton(self._open_words(), self)
        open_button.setObjectName("outside_open")
        copy_button = QPushButton(self.tr("&Copy address"), self)
        copy_button.setObjectName("outside_copy")
        box.addButton(open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        cancel_button = box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel_button.setDefault(True)
        open_button.clicked.connect(self._agree)
        copy_button.clicked.connect(self._copy)
        box.rejected.connect(self.reject)
        return box

    def _agree(self) -> None:
        if self._opener(self._url):
            self.accept()
            self.opened.emit(self.address())
        else:
            self._failure.setText(self.tr("No program could be started for it. You can copy the address instead."))
            self._failure.show()

    def _open_words(self) -> str:
        return self.tr("&Open mail program") if self._url.scheme() == "mailto" else self.tr("&Open in browser")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address())
