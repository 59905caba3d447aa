"""The part of a `Library` that asks questions back: decks, due cards, grades, and their export to Anki.

The cards are in the personal data (`qtbrowser.personal`) and follow documents that move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import Selection, entry_key, file_of_key
from qtbrowser.library.kept_api import KeptApi
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.read_api import ReadApi
from qtbrowser.library.references import Reference, find_entry_key
from qtbrowser.library.search_api import SearchApi
from qtbrowser.library.search_request import SearchRequest
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.study import Grade, Study, StudyCard, StudyStatistics

if TYPE_CHECKING:
    from qtbrowser.library.asked_parts import AskedPart

LARGEST_DECK = 1_000_000
NEW_A_DAY = 20


class StudyApi:
    """Asks a library's questions back.

    A method that takes a reference raises `DocumentNotFound` or `AmbiguousReference` as `ReadApi.document` does.

    Args:
        folder: the library's folder, resolved.
        index: its catalog.
        searches: finds the documents of a deck.
        documents: reads and renders them for exports.
        kept: the reader's highlights, which may be blanked.
    """

    def __init__(
        self, folder: Path, index: LibraryIndex, searches: SearchApi, documents: ReadApi, kept: KeptApi
    ) -> None:
        self._folder = folder
        self._index = index
        self._searches = searches
        self._documents = documents
        self._kept = kept

    def deck(
        self,
        text: str = "",
        selection: Selection | None = None,
        *,
        subject: str | None = None,
        topic: str | None = None,
        month: str | None = None,
    ) -> tuple[str, ...]:
        """What a list asks, each once, in its order: library paths of documents, and for files that ask many the keys
        of their questions, such as ``faq.md#what-is-it``.

        Args:
            text: what is searched for; empty for no search.
            selection: without a search, the part of the library; None for all of it. Its `but` is left out of a search,
                too.
            subject, topic, month: the part of a search's hits that is wanted; None for all, see `SearchRequest`.
        """
        if text.strip():
            but = selection.but if selection is not None else frozenset()
            request = SearchRequest(text, LARGEST_DECK, subject, topic=topic, month=month, but=but)
            found = self._searches.search(request).hits
            return self.asked_of(dict.fromkeys(hit.path for hit in found))
        catalog = self._index.catalog
        if catalog is None:
            return ()
        return self.asked_of(catalog.entries.paths_of(selection))

    def asked_of(self, paths: Iterable[str]) -> tuple[str, ...]:
        """What some documents ask: their library paths, and for files that ask many the keys of their questions."""
        catalog = self._index.catalog
        asked = {} if catalog is None else catalog.questions.by_file()
        keys: list[str] = []
        for path in paths:
            keys += [entry_key(path, anchor) for anchor in asked[path]] if path in asked else [path]
        return tuple(keys)

    def due(self, deck: Sequence[str], new_limit: int = NEW_A_DAY) -> list[StudyCard]:
        """The cards of a deck to be asked now, see `Study.due`."""
        return self._study.due(deck, new_limit, datetime.now(UTC))

    def subject_deck(self, subject: str) -> tuple[str, ...]:
        """What a subject and those below it ask, given by its key, as `deck`; an empty key means all subjects."""
        return self.deck(selection=Selection(subject or None))

    def study_card(self, reference: Reference) -> StudyCard | None:
        """The card of a document; None if it was never asked."""
        return self._study.card(self._path(reference))

    def due_counts(self) -> dict[str, int]:
        """How many cards that are not new are due in each subject and those below it, by its key; "" is all of them."""
        due = self._study.due_paths(datetime.now(UTC))
        catalog = self._index.catalog
        if catalog is None:
            return {}
        return catalog.entries.sums_by_subject(Counter(file_of_key(path)[0] for path in due))

    def asked_parts(self, reference: Reference, html: str) -> tuple[AskedPart, ...]:
        """What is unfolded one after the other when a document is asked back, given the HTML of its page."""
        from qtbrowser.library.asked_parts import asked_parts

        return asked_parts(html, self._kept.highlights(reference))

    def grade(self, reference: Reference, grade: Grade) -> StudyCard:
        """Store how well an answer was remembered; returns when it is to be asked next."""
        return self._study.grade(self._path(reference), grade, datetime.now(UTC))

    def answered(self) -> frozenset[str]:
        """The library paths of the documents whose answer was remembered when it was asked last."""
        return self._study.answered()

    def undo_grade(self) -> str | None:
        """Take back the last grade; returns the path of its document, or None if there is none."""
        return self._study.undo()

    def suspend(self, reference: Reference, is_suspended: bool = True) -> None:
        """Never ask a document, or ask it again."""
        self._study.suspend(self._path(reference), is_suspended)

    def bury(self, reference: Reference) -> None:
        """Don't ask a document before tomorrow."""
        self._study.bury(self._path(reference), datetime.now(UTC))

    def promises(self, reference: Reference) -> dict[Grade, timedelta]:
        """After how long a document would be asked again with each grade."""
        return self._study.promises(self._path(reference), datetime.now(UTC))

    def study_statistics(self) -> StudyStatistics:
        """Figures of all cards of the library."""
        return self._study.statistics(datetime.now(UTC))

    def write_anki_package(
        self, deck: Sequence[str], file: Path, name: str, *, with_history: bool = True
    ) -> Iterator[tuple[int, str]]:
        """Write the cards of a deck for Anki, see `qtbrowser.library.anki_package`.

        Args:
            deck: what is asked, see `deck`.
            file: the package, ``.apkg``.
            name: of the deck in Anki.
            with_history: whether the grades that were given here, and when each card is due, are in it.

        Raises:
            PersonalFileError: the id of the library can't be read from the personal data.
        """
        from qtbrowser.library.anki_package import LastingNames, write_anki_package
        from qtbrowser.personal.card_names import CardNames

        study = self._study
        history = study.history() if with_history else {}
        suspended = {path for path, card in study.cards().items() if card.is_suspended} if with_history else set()
        catalog = self._index.catalog
        identities = None if catalog is None else catalog.identities
        kept = CardNames(personal_store(), self._folder)
        names = LastingNames(self._kept.library_identity(), identities, kept.all())

        def steps() -> Iterator[tuple[int, str]]:
            yield from write_anki_package(self._documents, deck, file, name, history, suspended, self._blanks, names)
            kept.put(names.new)

        return steps()

    def _blanks(self, path: str, text: str) -> list[tuple[int, int]]:
        """Where passages are that are blanked in a document, the first one made first, given its quotable text."""
        found = [one for one in self._kept.found_highlights(path, text) if one[0].is_blank]
        found.sort(key=lambda one: (one[0].created, one[0].id))
        return [(start, end) for _, start, end in found]

    @property
    def _study(self) -> Study:
        return Study(personal_store(), self._folder)

    def _path(self, reference: Reference) -> str:
        return find_entry_key(self._index.catalog, self._folder, reference)
