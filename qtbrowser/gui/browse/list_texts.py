"""The heading of the list, its count, and the scope of a search in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from qtbrowser.gui.browse.facet_chip import chosen_facets
from qtbrowser.gui.browse.rows import ListRequest, RowsPage
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.nouns import Noun


class ListTexts(QObject):
    """Makes the texts above the list."""

    def header(self, page: RowsPage, label: str, noun: Noun) -> tuple[str, str]:
        """The heading and the line below it, which tells the count.

        Args:
            page: the list.
            label: what is selected in the subject tree; empty while the tree is not loaded.
            noun: what the documents are called.
        """
        request = page.request
        label = label or noun.everything
        if request.is_similar:
            return self.tr("Like: {0}").format(request.similar_title), noun.counted_similar(page.total)
        if not request.is_search:
            number = noun.counted(page.total - page.entries)
            return label, self._without_known(number, request)
        hits = counted(page.distinct, self.tr("1 hit"), self.tr("{0} hits"))
        if page.documents > page.distinct:
            hits = self.tr("{0} in {1} documents").format(hits, QLocale().toString(page.documents))
        # What the chips leave out is no part of the place.
        if scope := self.scope(request, label):
            place = self.tr("in {0}").format(scope)
        else:
            # Shorter beside what is left out: both fit in a list of the usual width.
            place = self.tr("in the library") if request.hides_known else self.tr("in the whole library")
        return hits, self._without_known(place, request)

    def _without_known(self, words: str, request: ListRequest) -> str:
        """The words, and that the list leaves out what the reader knows, where it does."""
        return self.tr("{0}, without known ones").format(words) if request.hides_known else words

    def scope(self, request: ListRequest, label: str) -> str:
        """The scope of a search in words; empty for the whole library."""
        chosen = [facet.label for facet in chosen_facets(request.narrowing)]
        if request.base.subject is not None:
            chosen.insert(0, label)
        return ", ".join(chosen)
