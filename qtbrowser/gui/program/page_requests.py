"""What the links of a page ask for beside documents: a search, a subject, another file, a document that is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight


class PageRequests(QObject):
    """Follows the links of a page.

    Args:
        pane: the page, which becomes the parent.
        search: the search field.
        subjects: the tree.
        similar: lists similar documents.
        messages: shows sentences to the reader.
        offer_file: offers to open another file of the library, by its library path.
    """

    def __init__(
        self,
        *,
        pane: AnswerPane,
        search: SearchBar,
        subjects: SubjectPanel,
        similar: QAction,
        messages: MessageBar,
        offer_file: Callable[[str], object],
    ) -> None:
        super().__init__(pane)
        self._search = search
        self._subjects = subjects
        self._messages = messages
        pane.search_requested.connect(search.set_text)
        pane.subject_requested.connect(self.select_subject)
        pane.missing_requested.connect(self._report_missing)
        pane.file_requested.connect(offer_file)
        pane.similar_requested.connect(similar.trigger)

    def select_subject(self, key: str) -> None:
        """Show a subject's documents instead of a search."""
        self._search.set_text("")
        if not self._subjects.select_subject(key):
            self._messages.show_message(self.tr("This library has no subject {0}.").format(key), Weight.NOTICE)

    def _report_missing(self, target: str) -> None:
        sentence = self.tr("The document that this link leads to is not in this library: {0}").format(target)
        self._messages.show_message(sentence, Weight.NOTICE)
