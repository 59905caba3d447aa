"""The facts about one file that the rules over a whole library need; they are stored, so that each file is read
once.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from qtbrowser.catalog.link_names import further_names, name_hash, plain_names
from qtbrowser.curation.checks.answers import answer_faults
from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.field_faults import field_faults
from qtbrowser.curation.checks.formulas import formula_faults
from qtbrowser.curation.checks.likeness import packed_bands
from qtbrowser.curation.checks.own_rules import NO_OWN_RULES, OwnRules
from qtbrowser.curation.checks.writing_faults import cleaned_text, text_faults
from qtbrowser.curation.edits import ConvertToUtf8, Edit, QuoteFields
from qtbrowser.curation.equal_text import exact_digest
from qtbrowser.curation.field_types import has_first_form
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.field_editing.quoting import with_quoted_fields
from qtbrowser.documents.field_reading import as_line
from qtbrowser.documents.folder_kind import NO_KINDS, FolderKinds, names_of_kinds
from qtbrowser.documents.front_matter import FRONT_MATTER_RULE
from qtbrowser.documents.problem import ENCODING_RULE, Problem
from qtbrowser.documents.reader import content_digest, read_bytes, with_title_of_navigation
from qtbrowser.errors import DocumentError, UnforeseenError
from qtbrowser.markup.anchor_keys import anchor_keys, has_anchor
from qtbrowser.markup.asking import QUESTION_MARKS
from qtbrowser.markup.markdown_links import LinkPlace, link_places

VERSION = "23"
"""Changed whenever a rule about single documents changes, so that facts of earlier versions are not used."""

_NAME = struct.Struct("<qq")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class LinkFact(NamedTuple):
    """A link to a related question, as written in the document, and its line."""

    title: str
    url: str
    id: int | str | None
    subject: str
    line: int | None


class Facts(NamedTuple):
    """The facts of one file.

    Attributes:
        path: relative to the library.
        readable: whether it can be read as a document; if not, `faults` has the reason and the rest is empty.
        faults: the faults that were found in this file alone.
        id, title, url, subject, date: the document's values; the date as ISO 8601 or empty.
        subject_field: the name of the field with the subject.
        answer: a digest of the answer, see `qtbrowser.curation.equal_text`; 0 if there is no answer.
        length: the answer's length in characters.
        bands: the bands of its answer's MinHash signature, packed, see `qtbrowser.curation.checks.likeness`.
        links: its related questions, in order, each the plain tuple of a `LinkFact`: a hundred thousand plain tuples
            are read and iterated twice as fast.
        targets: targets of links and pictures in its answer that are in the library, with their lines.
        lines: the lines of id, title, url, subject, date and answer.
        title_key: the title with case and spacing folded.
        hidden: whether it is hidden from lists.
        passing: whether the fault may disappear without a change of the file, as with permissions.
        content: a digest of the file's bytes; 0 if they could not be read.
        kinds: the value of the `FolderKind` of its folder.
        aliases: its other names, one a line.
        names: the hashes and ranks of the names that it has beside its id, see `qtbrowser.catalog.link_names`, packed
            by `packed_names`: all of them together are one object.
        asks: whether it is a question by itself: by its fields, or by the sign at the end of its title.
        named: whether a field of it says its title.
        fields: whether it has front matter.
        own: a digest of the rules of the library's own by which it was checked; 0 for none.
        numbered: whether its related questions have a field each, not a list.
        site: a digest of what its site's configuration says of addresses; 0 for nothing.
        anchors: the keys of the places in its text, see `qtbrowser.markup.anchor_keys`; None if they can't be known.
        further: the subjects that it is in beside `subject`.
    """

    path: str
    readable: bool
    faults: tuple[Fault, ...]
    id: int | str | None = None
    title: str = ""
    url: str = ""
    subject: str = ""
    date: str = ""
    subject_field: str = ""
    answer: int = 0
    length: int = 0
    bands: bytes = b""
    links: tuple[tuple[str, str, int | str | None, str, int | None], ...] = ()
    targets: tuple[tuple[str, int | None], ...] = ()
    lines: tuple[int | None, ...] = (None,) * 6
    title_key: str = ""
    hidden: bool = False
    passing: bool = False
    content: int = 0
    kinds: int = 0
    aliases: str = ""
    names: bytes = b""
    asks: bool = False
    named: bool = False
    fields: bool = False
    own: int = 0
    numbered: bool = False
    site: int = 0
    anchors: tuple[int, ...] | None = None
    further: tuple[str, ...] = ()

    @property
    def related(self) -> tuple[LinkFact, ...]:
        """Its related questions, in order."""
        return tuple(map(LinkFact._make, self.links))

    @property
    def id_line(self) -> int | None:
        """The line of the id."""
        return self.lines[0]

    @property
    def title_line(self) -> int | None:
        """The line of the title."""
        return self.lines[1]

    @property
    def url_line(self) -> int | None:
        """The line of the address."""
        return self.lines[2]

    @property
    def subject_line(self) -> int | None:
        """The line of the subject."""
        return self.lines[3]

    @property
    def date_line(self) -> int | None:
        """The line of the date."""
        return self.lines[4]

    @property
    def answer_line(self) -> int | None:
        """The line in which the answer begins."""
        return self.lines[5]


def facts_of(root: Path, path: str, folders: FolderKinds = NO_KINDS, own: OwnRules = NO_OWN_RULES) -> Facts:
    """Find the facts of one file; errors become faults and are never raised.

    Args:
        root: the library's folder, resolved.
        path: the file, relative to it.
        folders: what the library's folders were written for.
        own: the library's own rules.
    """
    content = 0
    kinds = folders.of(path)
    try:
        raw = read_bytes(root, path)
        content = content_digest(raw)
        with file_boundary(path):
            file = CheckedFile(path, raw, kinds)
            file.document = with_title_of_navigation(file.document, folders)
            found = facts_of_file(file)
            return found._replace(
                faults=(*found.faults, *own.faults(path, file.fields, file.field_line)),
                content=content,
                kinds=kinds.value,
                names=_names(file.document, folders),
                own=own.digest,
                site=folders.site_digest(path),
            )
    except DocumentError as error:
        fault = Fault(error.rule, error.line, error.reason, error.fix)
        # Permissions, disks and the program can be repaired without a change of the file.
        passing = isinstance(error, UnforeseenError) or isinstance(error.__cause__, OSError)
        return Facts(
            path,
            False,
            (fault,),
            passing=passing,
            content=content,
            kinds=kinds.value,
            own=own.digest,
            site=folders.site_digest(path),
        )


def facts_of_file(file: CheckedFile) -> Facts:
    """The facts of a document that has been read."""
    document = file.document
    unread = (
        Fault(problem.rule, problem.line, problem.message, problem.fix, _unread_repair(file, problem))
        for problem in file.problems
    )
    kinds = names_of_kinds(document.kinds)
    # As `Document.text`, which would decode the answer once more.
    text = f"{file.answer.rstrip()}\n\n{document.body}" if document.body else file.answer
    anchors = anchor_keys(text, (document.title, document.label), frozenset(kinds))
    links = link_places(file.answer, kinds)
    garbled = tuple(text_faults(file))
    faults = chain(
        unread,
        field_faults(file),
        answer_faults(file),
        formula_faults(file),
        garbled,
        _missing_headings(file, links, anchors),
    )
    bare = file.answer.strip()
    return Facts(
        path=file.path,
        readable=True,
        faults=tuple(faults),
        id=document.id,
        title=document.title,
        url=document.url,
        subject=document.subject,
        date="" if document.date is None else document.date.isoformat(),
        subject_field="subject" if as_line(file.fields.get("subject")) else "category" if document.subject else "",
        answer=exact_digest(file.answer),
        length=len(bare),
        # As it will be when it is cleaned, which is not to make it like another one.
        bands=packed_bands(cleaned_text(file.answer) if garbled else bare),
        links=_links(file),
        targets=_targets(file, links),
        lines=(
            file.field_line("id"),
            file.field_line("question", "title", "article_title") or 1,
            file.field_line("url"),
            file.field_line("subject", "category"),
            file.field_line("date"),
            file.line_at(len(file.answer) - len(file.answer.lstrip())) if bare else None,
        ),
        title_key=folded(document.title),
        hidden=document.hidden,
        aliases="\n".join(document.aliases),
        asks=has_first_form(file.fields)
        or "question" in file.fields
        or document.title.rstrip().endswith(QUESTION_MARKS),
        named=any(as_line(file.fields.get(name)) for name in ("title", "question", "article_title")),
        fields=bool(file.fields),
        numbered=not isinstance(file.fields.get("related"), list) and "seo" in file.fields,
        anchors=anchors,
        further=document.further_subjects,
    )


def _unread_repair(file: CheckedFile, problem: Problem) -> Edit | None:
    """The repair of what could not be read, or was read with a guess."""
    if problem.rule == ENCODING_RULE:
        return ConvertToUtf8((file.path,))
    can = problem.rule == FRONT_MATTER_RULE and "\0" not in file.text and with_quoted_fields(file.text) is not None
    return QuoteFields((file.path,)) if can else None


def packed_names(names: Iterable[int]) -> bytes:
    """Hashes and ranks of names, in turn, in eight bytes each."""
    listed = tuple(names)
    return struct.pack(f"<{len(listed)}q", *listed)


def unpacked_names(packed: bytes) -> Iterator[tuple[int, int]]:
    """The hash and the rank of each of the names that `packed_names` has packed."""
    return _NAME.iter_unpack(packed)


def _names(document: Document, folders: FolderKinds) -> bytes:
    names = further_names(document, folders.site_of(document.path)) | plain_names(document.path, document.url, None)
    return packed_names(chain.from_iterable(sorted((name_hash(name), int(rank)) for name, rank in names.items())))


def folded(title: str) -> str:
    """The key by which titles are compared: case and spacing folded."""
    return " ".join(title.split()).casefold()


def _links(file: CheckedFile) -> tuple[tuple[str, str, int | str | None, str, int | None], ...]:
    """The related questions with their lines: numbered ones have a field each, those of a list have the line of the
    list.
    """
    links = file.document.related
    if not links:
        return ()
    numbered = sorted(
        (int(found[1]), str(name))
        for name in file.fields
        if (found := re.match(r"related_article(\d+)$", str(name))) and file.fields[name]
    )
    lines = [file.field_line(name) for _, name in numbered]
    # A field without a link breaks the numbering; the line of the first field is used then.
    in_step = len(numbered) <= len(links)
    rest = file.field_line("related") or (lines[0] if lines else None)
    return tuple(
        (link.title, link.url, link.id, link.subject, lines[place] if in_step and place < len(lines) else rest)
        for place, link in enumerate(links)
    )


def _targets(file: CheckedFile, links: Iterable[LinkPlace]) -> tuple[tuple[str, int | None], ...]:
    return tuple(
        (link.address, file.line_at(link.start))
        for link in links
        if not link.target.startswith(("#", "//")) and not _SCHEME.match(link.target)
    )


def _missing_headings(
    file: CheckedFile, links: Iterable[LinkPlace], anchors: tuple[int, ...] | None
) -> Iterator[Fault]:
    """The faults of links to places of the same document that it does not have."""
    for link in links:
        if link.target.startswith("#") and not has_anchor(anchors, link.target[1:]):
            message = f"There is no heading here for {link.target[:160]}."
            yield Fault("missing-heading", file.line_at(link.start), message, "Correct the link, or add the heading.")
