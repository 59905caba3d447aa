"""The words of the designed states, in one place for whoever writes or translates them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.states import State

OPEN_FOLDER = "open_folder"
OPEN_SAMPLE = "open_sample"
RELOAD = "reload"
SEARCH_EVERYWHERE = "search_everywhere"
CLEAR_SEARCH = "clear_search"
SHOW_PROBLEMS = "show_problems"


class StateWords(QObject):
    """Makes the State for each occasion."""

    def welcome(self, sentence: str = "") -> State:
        """No library is open; `sentence` says why where there was one to open."""
        text = self.tr(
            "Open a folder of question-and-answer documents, or drop one on this window. "
            "It is read where it lies; nothing in it is changed, and nothing leaves this computer."
        )
        return State(
            "library",
            self.tr("Open a library"),
            f"{sentence}\n\n{text}" if sentence else text,
            ((OPEN_FOLDER, self.tr("Open Folder…")), (OPEN_SAMPLE, self.tr("Open the Sample Library"))),
        )

    def empty_folder(self, folder: str) -> State:
        """The folder holds no document."""
        return State(
            "folder-open",
            self.tr("No documents here"),
            self.tr("{0} holds no Markdown documents. Put some there and reload, or open another folder.").format(
                folder
            ),
            ((OPEN_FOLDER, self.tr("Open Folder…")), (RELOAD, self.tr("Reload"))),
        )

    def nothing_readable(self, problems: int) -> State:
        """The folder holds documents, but none that can be read."""
        return State(
            "file-x",
            self.tr("Nothing here can be read"),
            self.tr("1 file has a problem.")
            if problems == 1
            else self.tr("{0} files have problems.").format(f"{problems:n}"),
            ((SHOW_PROBLEMS, self.tr("Show Problems")), (OPEN_FOLDER, self.tr("Open Folder…"))),
        )

    def indexing(self) -> State:
        """The library is being read for the first time."""
        return State(
            "loader",
            self.tr("Reading the library"),
            self.tr("Subjects and questions appear here as they are read. You can browse and search meanwhile."),
        )

    def unreadable(self, sentence: str) -> State:
        """The list can't be shown; `sentence` says why."""
        return State("folder-x", self.tr("This can't be shown"), sentence, ((RELOAD, self.tr("Reload")),))

    def nothing_selected(self) -> State:
        """The selected subject holds nothing, though the library does."""
        return State("inbox", self.tr("No questions here"), self.tr("Select another subject at the left."))

    def no_hits(self, words: str, scope: str) -> State:
        """A search found nothing; `scope` names the selection it was limited to, or is empty."""
        if scope:
            return State(
                "search-x",
                self.tr("No hits in {0}").format(scope),
                self.tr("No question or answer there has all of these words: {0}").format(words),
                (
                    (SEARCH_EVERYWHERE, self.tr("Search Everywhere")),
                    (CLEAR_SEARCH, self.tr("Clear Search")),
                ),
            )
        return State(
            "search-x",
            self.tr("No hits"),
            self.tr("No question or answer has all of these words: {0}\n\nTry fewer or shorter ones.").format(words),
            ((CLEAR_SEARCH, self.tr("Clear Search")),),
        )

    def home(self, library: str, questions: str, keys: tuple[tuple[str, str], ...]) -> State:
        """A library is open and no document chosen yet."""
        return State("book-open-text", library, questions, (), keys)
