"""The edits that a curator can ask for, as plain values. `qtbrowser.library.Library.plan` plans them.

Paths are those of the library, relative to it, with ``/``. A field is named as the front matter names it, a field
within a group with a dot: ``seo.page_keywords``, ``related_article2.url``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qtbrowser.documents.document import Related
from qtbrowser.documents.field_editing.field_values import FieldValue


@dataclass(frozen=True, slots=True)
class SetField:
    """Give one field of some documents a value, and change no other; None removes the field.

    ``answer`` is the document's answer as Markdown, wherever it stands. Text for a field that holds a number, a truth
    value or a list is read as one, see `qtbrowser.documents.field_editing.field_values.value_like`.
    """

    paths: tuple[str, ...]
    field: str
    value: FieldValue


@dataclass(frozen=True, slots=True)
class AddKeyword:
    """Give documents a keyword, where they keep theirs; those that have it in any spelling of case stay as they are."""

    paths: tuple[str, ...]
    keyword: str


@dataclass(frozen=True, slots=True)
class RemoveKeyword:
    """Take a keyword, in any case, from documents."""

    paths: tuple[str, ...]
    keyword: str


@dataclass(frozen=True, slots=True)
class SetRelated:
    """Give a document these related documents, in this order, and no others."""

    path: str
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Give a document an answer: Markdown, encoded as the file keeps it."""

    path: str
    markdown: str


@dataclass(frozen=True, slots=True)
class SaveDocument:
    """Save all values of a form at once.

    Attributes:
        path: the document.
        fields: the fields that the form has changed, with their new values.
        answer: the new answer as Markdown; None leaves it as it is.
        read: the file as it was when the form was filled; where it has changed since, the edit is refused with both.
    """

    path: str
    fields: Mapping[str, FieldValue]
    answer: str | None
    read: bytes


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Find and replace in answers.

    Attributes:
        paths: the documents to look through.
        find: plain text, or a regular expression of Python's.
        replacement: the new text; with `regex` its ``\\1`` and ``\\g<name>`` are the groups found.
        regex: `find` is a regular expression; ``^`` and ``$`` are the ends of lines.
        match_case: capitals and small letters differ.
    """

    paths: tuple[str, ...]
    find: str
    replacement: str
    regex: bool = False
    match_case: bool = True


@dataclass(frozen=True, slots=True)
class MoveDocument:
    """Move a document to another subject: its folder, its address and every link to it follow."""

    path: str
    subject: str


@dataclass(frozen=True, slots=True)
class RenameDocument:
    """Give a document's file another name: its address and every link to it follow."""

    path: str
    file_name: str


@dataclass(frozen=True, slots=True)
class CreateDocument:
    """Make a new document in the form of those of its subject.

    Attributes:
        fields: what is known: ``title`` and ``subject`` at least. A free id, file name, address and today's date are
            found where they are not given.
        answer: Markdown.
    """

    fields: Mapping[str, FieldValue]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateDocument:
    """Make a copy of a document beside it, with an id, a file name and an address of its own."""

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
        new: its new name, as it is to be spelled.
        move: move files and addresses into the folder of the new subject, too. Documents that name no subject
            themselves have it from their folder and are always moved.
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
    """Give documents new ids, counting up; the ids in links to them follow.

    Attributes:
        paths: the documents, in the order they are numbered in.
        start: the first id; None for the first one free. Ids of other documents are passed over.
    """

    paths: tuple[str, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class MergeDocuments:
    """Make one document of duplicates: keywords and related documents are joined, links to the others lead to the
    survivor, and the others go to the trash.

    Attributes:
        survivor: the document that stays.
        others: those that go.
        choices: field -> path of the document whose value it takes; the survivor's own where not named.
    """

    survivor: str
    others: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CleanText:
    """Take byte order marks and invisible characters out of files, make their line ends alike, and put characters
    right that were read in a wrong encoding once.
    """

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """Several edits as one step, each seeing what those before it have done."""

    edits: tuple[Edit, ...]
    label: str


Edit = (
    SetField
    | AddKeyword
    | RemoveKeyword
    | SetRelated
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
    | Several
)
