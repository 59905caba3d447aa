"""The texts of the empty states, in one place."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from qtbrowser.gui.widgets.empty_states import EmptyState
from qtbrowser.gui.widgets.nouns import Noun

OPEN_FOLDER = "open_folder"
OPEN_SAMPLE = "open_sample"
RELOAD = "reload"
SEARCH_EVERYWHERE = "search_everywhere"
CLEAR_SEARCH = "clear_search"
TAKE_SUGGESTION = "take_suggestion"

BUTTON_LENGTH = 32
SHOW_PROBLEMS = "show_problems"


class StateTexts(QObject):
    """Makes the state for each occasion."""

    def welcome(self, sentence: str = "") -> EmptyState:
        """No library is open; `sentence` says why one could not be opened, if that was tried."""
        text = self.tr(
            "Open a folder of question-and-answer documents, or drop one on this window. "
            "It is read where it is; nothing in it is changed, and nothing leaves this computer."
        )
        return EmptyState(
            "library",
            self.tr("Open a library"),
            f"{sentence}\n\n{text}" if sentence else text,
            ((OPEN_FOLDER, self.tr("Open Folder…")), (OPEN_SAMPLE, self.tr("Open the Sample Library"))),
        )

    def empty_folder(self, folder: str) -> EmptyState:
        """The folder has no documents."""
        return EmptyState(
            "folder-open",
            self.tr("No documents here"),
            self.tr("{0} has no Markdown documents. Put some there and reload, or open another folder.").format(folder),
            ((OPEN_FOLDER, self.tr("Open Folder…")), (RELOAD, self.tr("Reload"))),
        )

    def nothing_readable(self, problems: int) -> EmptyState:
        """The folder has documents, but none of them can be read."""
        return EmptyState(
            "file-x",
            self.tr("Nothing here can be read"),
            self.tr("1 file has a problem.")
            if problems == 1
            else self.tr("{0} files have problems.").format(f"{problems:n}"),
            ((SHOW_PROBLEMS, self.tr("Show Problems")), (OPEN_FOLDER, self.tr("Open Folder…"))),
        )

    def indexing(self) -> EmptyState:
        """The library is being read for the first time."""
        return EmptyState(
            "loader",
            self.tr("Reading the library"),
            self.tr("Subjects and documents appear here as they are read. You can browse and search meanwhile."),
        )

    def paused(self) -> EmptyState:
        """The library was never read, because indexing is paused."""
        return EmptyState(
            "loader",
            self.tr("Indexing is paused"),
            self.tr("Subjects and documents appear here as they are read, after Go On in the status bar."),
        )

    def unreadable(self, sentence: str) -> EmptyState:
        """The list can't be shown; `sentence` says why."""
        return EmptyState("folder-x", self.tr("This can't be shown"), sentence, ((RELOAD, self.tr("Reload")),))

    def nothing_selected(self, noun: Noun) -> EmptyState:
        """The selected subject holds nothing, though the library does."""
        heading = self.tr("No questions here") if noun is Noun.QUESTION else self.tr("No documents here")
        return EmptyState("inbox", heading, self.tr("Select another subject at the left."))

    def all_known(self) -> EmptyState:
        """Nothing is left of a list without what the reader knows."""
        text = self.tr("Everything here is known to you. View ▸ Hide What You Know lists it again.")
        return EmptyState("inbox", self.tr("Nothing left"), text)

    def nothing_similar(self, noun: Noun) -> EmptyState:
        """No similar document was found."""
        text = self.tr("No other question here is like this one.")
        if noun is Noun.DOCUMENT:
            text = self.tr("No other document here is like this one.")
        return EmptyState("inbox", self.tr("Nothing similar"), text)

    def no_hits(
        self,
        words: str,
        scope: str,
        suggestion: str = "",
        noun: Noun = Noun.QUESTION,
        *,
        hides_known: bool = False,
    ) -> EmptyState:
        """A search found nothing.

        Args:
            words: what was typed.
            scope: what the search was limited to, or empty.
            suggestion: what was probably meant, or empty.
            noun: what the documents are called.
            hides_known: whether documents that the reader knows were left out.
        """
        offers = ((TAKE_SUGGESTION, self.tr("Search for {0}").format(_button_words(suggestion))),) if suggestion else ()
        everywhere = self.tr("No question or answer matches: {0}")
        there = self.tr("No question or answer there matches: {0}")
        if noun is Noun.DOCUMENT:
            everywhere = self.tr("No document matches: {0}")
            there = self.tr("No document there matches: {0}")
        if hides_known:
            left_out = self.tr("What you know is left out (View ▸ Hide What You Know).")
            everywhere, there = f"{everywhere}\n\n{left_out}", f"{there}\n\n{left_out}"
        if scope:
            return EmptyState(
                "search-x",
                self.tr("No hits in {0}").format(scope),
                there.format(words),
                (
                    *offers,
                    (SEARCH_EVERYWHERE, self.tr("Search Everywhere")),
                    (CLEAR_SEARCH, self.tr("Clear Search")),
                ),
            )
        text = everywhere.format(words)
        if not offers:
            text += "\n\n" + self.tr("Try fewer or other words.")
        return EmptyState("search-x", self.tr("No hits"), text, (*offers, (CLEAR_SEARCH, self.tr("Clear Search"))))

    def no_hits_yet(self, words: str, done: int, total: int) -> EmptyState:
        """A search found nothing in what has been read of the library so far.

        Args:
            words: what was typed.
            done: documents read.
            total: documents to read; 0 while that is unknown.
        """
        far = self.tr("The library is still being read.")
        if total:
            locale = QLocale()
            far = self.tr("{0} of {1} read so far.").format(locale.toString(done), locale.toString(total))
        text = self.tr("Nothing yet matches: {0}").format(words)
        return EmptyState(
            "loader", self.tr("No hits yet"), f"{far}\n\n{text}", ((CLEAR_SEARCH, self.tr("Clear Search")),)
        )


def _button_words(words: str) -> str:
    """A text for a button: ``&`` is escaped, long text is shortened."""
    short = words if len(words) <= BUTTON_LENGTH else words[: BUTTON_LENGTH - 1].rstrip() + "…"
    return short.replace("&", "&&")
