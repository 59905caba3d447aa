"""The edits that a curator can ask for, as plain values. `qtbrowser.library.Library.plan` plans them.

Paths are those of the library, relative to it, with ``/``. A field has its name in the front matter; the name of a
field within a group has a dot: ``seo.page_keywords``, ``related_article2.url``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qtbrowser.documents.document import Related
from qtbrowser.documents.field_editing.field_values import FieldValue

FIELDS_OF_SUBJECTS = ("subject", "category", "subjects")
"""The fields that name subjects of a document."""

MOST_NUMBERED = 5
"""The number of related documents for which the numbered form has fields."""


@dataclass(frozen=True, slots=True)
class SetField:
    """Set one field of some documents, and change no other; None removes the field.

    ``answer`` is the document's answer as Markdown, wherever it is in the file. Text for a field with a number, a
    boolean or a list is converted, see `qtbrowser.documents.field_editing.field_values.value_like`.
    """

    paths: tuple[str, ...]
    field: str
    value: FieldValue


@dataclass(frozen=True, slots=True)
class AddKeyword:
    """Add a keyword to documents, in the field where they have theirs; documents that have it already, in any case, are
    unchanged.
    """

    paths: tuple[str, ...]
    keyword: str


@dataclass(frozen=True, slots=True)
class RemoveKeyword:
    """Remove a keyword, in any case, from documents."""

    paths: tuple[str, ...]
    keyword: str


@dataclass(frozen=True, slots=True)
class SetRelated:
    """Set the related documents of a document, in this order."""

    path: str
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class AddRelated:
    """Name a document as the last related one of another, in the form of the others there.

    If it is named already, nothing is done.

    Attributes:
        path: the document that is to name the other.
        to: the path of the other.
    """

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class QuoteFields:
    """Quote the values that keep the YAML front matter of documents from being read: ``@name``, or ``Title: more``."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Set the answer of a document: Markdown, which is encoded as in the file."""

    path: str
    markdown: str


@dataclass(frozen=True, slots=True)
class SaveDocument:
    """Save all values of a form at once.

    Attributes:
        path: the document.
        fields: the fields that the form has changed, with their new values.
        answer: the new answer as Markdown; None leaves it as it is.
        read: the file's bytes when the form was filled. If the file has changed since, the edit is refused, with both
            versions.
    """

    path: str
    fields: Mapping[str, FieldValue]
    answer: str | None
    read: bytes


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Find and replace in answers.

    Attributes:
        paths: the documents to search.
        find: plain text, or a regular expression of Python.
        replacement: the new text; with `regex`, ``\\1`` and ``\\g<name>`` in it are the matched groups.
        regex: `find` is a regular expression; ``^`` and ``$`` match at starts and ends of lines.
        match_case: the search is case-sensitive.
    """

    paths: tuple[str, ...]
    find: str
    replacement: str
    regex: bool = False
    match_case: bool = True


@dataclass(frozen=True, slots=True)
class MoveDocument:
    """Move a document to another subject: its folder, its address and every link to it are changed."""

    path: str
    subject: str


@dataclass(frozen=True, slots=True)
class RenameDocument:
    """Rename a document's file: its address and every link to it are changed."""

    path: str
    file_name: str


@dataclass(frozen=True, slots=True)
class CreateDocument:
    """Create a document with the fields that others of its subject have.

    Attributes:
        fields: the known fields: ``title`` and ``subject`` at least. If not given, a free id, file name and address are
            chosen, and the date is the present day.
        answer: Markdown.
    """

    fields: Mapping[str, FieldValue]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateDocument:
    """Copy a document in its folder, with a new id, file name and address."""

    path: str


@dataclass(frozen=True, slots=True)
class DeleteDocuments:
    """Move documents to the system's trash. The journal keeps their bytes as well."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenameSubject:
    """Rename a subject in every document and every link; if the new name exists already, the two are merged.

    Attributes:
        subject: the subject, in any case and spacing; subjects below it keep their last parts.
        new: its new name, in the spelling that it will have.
        move: also move files and addresses into the folder of the new subject. Documents without a subject field have
            their subject from their folder and are always moved.
    """

    subject: str
    new: str
    move: bool = False


@dataclass(frozen=True, slots=True)
class RenameTopic:
    """Rename a keyword in every document that has it, in any case; a document never gets it twice."""

    topic: str
    new: str


@dataclass(frozen=True, slots=True)
class RenumberIds:
    """Give documents new ids in ascending order; ids in links to them are changed.

    Attributes:
        paths: the documents, in the order of their new ids.
        start: the first id; None for the first free one. Ids of other documents are skipped.
    """

    paths: tuple[str, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class MergeDocuments:
    """Merge duplicates into one document: keywords and related documents are combined, links to the others are changed
    to the survivor, and the others are moved to the trash. Their addresses stay reachable, see
    `qtbrowser.curation.old_addresses`. What the survivor does not hold afterwards is told as a loss.

    Attributes:
        survivor: the document that stays.
        others: the documents that are removed.
        choices: field -> path of the document whose value the survivor gets; other fields keep their value.
        all_subjects: the survivor is in the subjects of all of them afterwards: ``subject`` stays, and ``subjects``
            lists all.
        any_survivor: nobody has chosen the survivor. The document stays that holds most of what a merge can lose; of
            equal ones that to which most documents link, then the first by path.
    """

    survivor: str
    others: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    all_subjects: bool = False
    any_survivor: bool = False


@dataclass(frozen=True, slots=True)
class CleanText:
    """Remove byte order marks and invisible characters from files, make their line ends equal, and repair characters
    that were decoded with a wrong encoding.
    """

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConvertToUtf8:
    """Write files of another encoding as UTF-8; their line ends and everything that is read in them stay."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """Several edits as one change set; each is planned on the result of those before it."""

    edits: tuple[Edit, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Bulk:
    """An edit of many documents that does only what loses nothing.

    A document in which a comment would be lost is left out and told. A merge that would lose something is held back,
    see `qtbrowser.curation.change_set.ChangeSet.held`.
    """

    edit: Edit


Edit = (
    SetField
    | AddKeyword
    | RemoveKeyword
    | SetRelated
    | AddRelated
    | QuoteFields
    | SetAnswer
    | SaveDocument
    | ReplaceText
    | MoveDocument
    | RenameDocument
    | CreateDocument
    | DuplicateDocument
    | DeleteDocuments
    | RenameSubject
    | RenameTopic
    | RenumberIds
    | MergeDocuments
    | CleanText
    | ConvertToUtf8
    | Several
    | Bulk
)
