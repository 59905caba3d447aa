"""What the documents of a library are called: questions where they are questions, else documents."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from qtbrowser.gui.widgets.labels import counted


class Noun(StrEnum):
    """The word for one document of a library."""

    QUESTION = "question"
    DOCUMENT = "document"

    def counted(self, number: int) -> str:
        """So many of them."""
        if self is Noun.QUESTION:
            return counted(number, _tr("1 question"), _tr("{0} questions"))
        return counted(number, _tr("1 document"), _tr("{0} documents"))

    def counted_similar(self, number: int) -> str:
        """So many that are like one."""
        if self is Noun.QUESTION:
            return counted(number, _tr("1 similar question"), _tr("{0} similar questions"))
        return counted(number, _tr("1 similar document"), _tr("{0} similar documents"))

    @property
    def plural(self) -> str:
        """Them, as the name of a list."""
        return _tr("Questions") if self is Noun.QUESTION else _tr("Documents")

    @property
    def everything(self) -> str:
        """All of a library, as the name of the top of its tree."""
        return _tr("All questions") if self is Noun.QUESTION else _tr("All documents")

    @property
    def related(self) -> str:
        """Those that a document names, as the name of their list."""
        return _tr("Related questions") if self is Noun.QUESTION else _tr("Related documents")

    @property
    def title(self) -> str:
        """The field for what one is called by."""
        return _tr("Question") if self is Noun.QUESTION else _tr("Title")

    @property
    def title_hint(self) -> str:
        """What is to be typed there."""
        return _tr("The question") if self is Noun.QUESTION else _tr("The title")

    @property
    def search_all(self) -> str:
        """What a search goes through."""
        if self is Noun.QUESTION:
            return _tr("Search all questions and answers")
        return _tr("Search all documents")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Noun", words)
