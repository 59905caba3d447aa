"""The dialog that tells which program this is: its version and age, where newer ones are, and whose work is in it."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qtbrowser import __version__
from qtbrowser.gui.pane.external_link_dialog import Opener, OutsideDialog
from qtbrowser.gui.widgets.button_row import close_box
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.release import RELEASES, release_day
from qtbrowser.resources import resource_path

LICENCES = "licenses/THIRD-PARTY.md"
ICON_SIZE = 64
WIDTH = 520
PORTION = 30_000
"""Characters of the licences that are added at a time: about 4 ms of work."""

_CONTEXT = "AboutDialog"


def release_words(day: Date | None, today: Date) -> str:
    """When this version was made and how long ago that is: a sentence.

    Args:
        day: of the release; None for a checkout.
        today: from which the age is counted. A day before the release gives no age: that clock is wrong.
    """
    translate = QCoreApplication.translate
    if day is None:
        return translate(_CONTEXT, "Run from its sources, not from a release.")
    when = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
    days = (today - day).days
    if days < 0:
        return translate(_CONTEXT, "Released on {0}.").format(when)
    if days == 0:
        return translate(_CONTEXT, "Released today.")
    if days < 60:
        age = counted(days, translate(_CONTEXT, "1 day"), translate(_CONTEXT, "{0} days"))
    elif days < 730:
        age = counted(days * 12 // 365, translate(_CONTEXT, "1 month"), translate(_CONTEXT, "{0} months"))
    else:
        age = counted(days // 365, translate(_CONTEXT, "1 year"), translate(_CONTEXT, "{0} years"))
    return translate(_CONTEXT, "Released on {0}, {1} ago.").format(when, age)


class AboutDialog(QDialog):
    """Version, age, the address of the releases and the licences.

    Args:
        parent: the window.
        day: of the release; None for a checkout.
        today: from which its age is counted.
        opener: opens the address of the releases, after the user has confirmed it.
    """

    def __init__(self, parent: QWidget, day: Date | None, today: Date, opener: Opener) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About QtBrowser"))
        self._opener = opener
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(self.tr("About QtBrowser"))
        told = (
            self.tr("QtBrowser {0}").format(__version__),
            self.tr("Browse, search and read a folder of question-and-answer documents, offline."),
            release_words(day, today),
            self.tr("It never looks for a newer version by itself. Releases are at\n{0}").format(RELEASES),
            self.tr(
                "Under the MIT licence. It is made with Qt and PySide6, under the GNU LGPL 3, and with other work."
            ),
        )
        self.words.setText("\n\n".join(told))
        icon = QLabel(self)
        icon.setPixmap(parent.windowIcon().pixmap(ICON_SIZE, ICON_SIZE))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = close_box(self)
        self.releases = buttons.addButton(self.tr("&Releases"), QDialogButtonBox.ButtonRole.ActionRole)
        self.licences = buttons.addButton(self.tr("&Licences"), QDialogButtonBox.ButtonRole.ActionRole)
        self.releases.clicked.connect(self._open_releases)
        self.licences.clicked.connect(self._show_licences)
        told_in = QWidget(self)
        above = QHBoxLayout(told_in)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(icon)
        above.addWidget(self.words, 1)
        above.setSpacing(16)
        # On the smallest screen large text is scrolled.
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("About QtBrowser"))
        area.setWidget(told_in)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        apply_style_sheets(self)
        open_at(self, WIDTH, WIDTH)
        margins = layout.contentsMargins()
        needed = above.totalHeightForWidth(self.width() - margins.left() - margins.right())
        needed += margins.top() + layout.spacing() + buttons.sizeHint().height() + margins.bottom()
        self.resize(self.width(), min(self.height(), needed))

    def _open_releases(self) -> None:
        dialog = OutsideDialog(QUrl(RELEASES), self._opener, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_licences(self) -> None:
        dialog = LicencesDialog(self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def about_dialog(window: QWidget) -> AboutDialog:
    """The dialog about this program, as of today."""
    return AboutDialog(window, release_day(), datetime.now().astimezone().date(), QDesktopServices.openUrl)


class LicencesDialog(QDialog):
    """The licences of all that is in the program and is not ours, in full."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Licences"))
        open_at(self, 760, 640)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licences"))
        self._left = self._words()
        # The texts are long: all at once would hold the window up.
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._add_portion)
        self._add_portion()
        self._filling.start()
        buttons = close_box(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        apply_style_sheets(self)

    def _add_portion(self) -> None:
        portion, self._left = self._left[:PORTION], self._left[PORTION:]
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(portion)
        if not self._left:
            self._filling.stop()

    def _words(self) -> str:
        try:
            return resource_path(LICENCES).read_text(encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            return self.tr("The file of the licences can't be read: {0}").format(reason)
