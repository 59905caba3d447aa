"""Tells once of each script for which there is no font, so that nobody wonders at empty boxes in a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontDatabase

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.scripts import scripts_of
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight

_LOOKED_AT = 100_000
"""Characters of a page that are looked at."""

_SYSTEMS = {
    name: (system,) for name, system in QFontDatabase.WritingSystem.__members__.items() if name not in ("Any", "Symbol")
} | {
    "Chinese": (
        QFontDatabase.WritingSystem.SimplifiedChinese,
        QFontDatabase.WritingSystem.TraditionalChinese,
        QFontDatabase.WritingSystem.Japanese,
        QFontDatabase.WritingSystem.Korean,
    )
}


def has_font(script: str) -> bool:
    """Whether any font has the letters of a script.

    Args:
        script: a name of `scripts_of`.
    """
    return any(QFontDatabase.families(system) for system in _SYSTEMS[script])


class ScriptNotices(QObject):
    """Looks at each shown page.

    Args:
        parent: the owner.
        reading: says when a document is shown.
        pane: has its page.
        messages: the message bar.
        is_there: whether there is a font for a script.
    """

    def __init__(
        self,
        *,
        parent: QObject,
        reading: Reading,
        pane: AnswerPane,
        messages: MessageBar,
        is_there: Callable[[str], bool] = has_font,
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._messages = messages
        self._is_there = is_there
        self._known: set[str] = set()
        reading.document_shown.connect(self._look)

    def _look(self, *_: object) -> None:
        page = self._pane.page()
        new = set() if page is None else scripts_of(page.html[:_LOOKED_AT]) - self._known
        self._known |= new
        if missing := sorted(script for script in new if not self._is_there(script)):
            words = self.tr("There is no font for this script on this computer: {0}. Noto Sans {1} is a free one.")
            self._messages.show_message(words.format(", ".join(missing), missing[0]), Weight.NOTICE)
