"""The facts about one file that the rules over a whole library need; they are kept, so that each file is read once."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from qtbrowser.catalog.folding import answer_digest
from qtbrowser.curation.checks.answers import answer_faults
from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.field_faults import field_faults
from qtbrowser.curation.checks.formulas import formula_faults
from qtbrowser.curation.checks.likeness import bands_of
from qtbrowser.curation.checks.writing_faults import text_faults
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.field_reading import as_line
from qtbrowser.documents.reader import content_digest, read_bytes
from qtbrowser.errors import DocumentError, UnforeseenError
from qtbrowser.markup.markdown_links import link_places

VERSION = "6"
"""Changes whenever a rule over single documents does, so that what was kept before is not believed."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class LinkFact(NamedTuple):
    """A related question as its document names it, and its line."""

    title: str
    url: str
    id: int | str | None
    subject: str
    line: int | None


class Facts(NamedTuple):
    """One file.

    Attributes:
        path: relative to the library.
        readable: whether it is a document at all; if not, `faults` says why and the rest is empty.
        faults: all that is wrong with it, judged by itself.
        id, title, url, subject, date: as the document has them, the date as ISO 8601 or empty.
        subject_field: the field that names the subject.
        answer: a digest of the answer with spacing folded; 0 where there is none.
        length: letters of the answer.
        bands: of its answer's likeness, see `qtbrowser.curation.checks.likeness`.
        links: its related questions, in order, each a plain tuple of a `LinkFact`: of a hundred thousand, tuples are
            read and iterated twice as fast.
        targets: links and pictures of its answer that lead into the library, with their lines.
        lines: of id, title, url, subject, date and answer.
        title_key: the title with case and spacing folded.
        hidden: whether lists leave it out.
        passing: whether the fault may mend without the file changing, as permissions do.
        content: digest of the file's bytes; 0 where they could not be read.
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
    bands: tuple[int, ...] = ()
    links: tuple[tuple[str, str, int | str | None, str, int | None], ...] = ()
    targets: tuple[tuple[str, int | None], ...] = ()
    lines: tuple[int | None, ...] = (None,) * 6
    title_key: str = ""
    hidden: bool = False
    passing: bool = False
    content: int = 0

    @property
    def related(self) -> tuple[LinkFact, ...]:
        """Its related questions, in order."""
        return tuple(map(LinkFact._make, self.links))

    @property
    def id_line(self) -> int | None:
        """The line that names the id."""
        return self.lines[0]

    @property
    def title_line(self) -> int | None:
        """The line that names the title."""
        return self.lines[1]

    @property
    def url_line(self) -> int | None:
        """The line that names the address."""
        return self.lines[2]

    @property
    def subject_line(self) -> int | None:
        """The line that names the subject."""
        return self.lines[3]

    @property
    def date_line(self) -> int | None:
        """The line that names the date."""
        return self.lines[4]

    @property
    def answer_line(self) -> int | None:
        """The line that the answer begins in."""
        return self.lines[5]


def facts_of(root: Path, path: str) -> Facts:
    """Look at one file; whatever is wrong with it is told, never raised.

    Args:
        root: the library's folder, resolved.
        path: the file, relative to it.
    """
    content = 0
    try:
        raw = read_bytes(root, path)
        content = content_digest(raw)
        with file_boundary(path):
            return facts_of_file(CheckedFile(path, raw))._replace(content=content)
    except DocumentError as error:
        fault = Fault(error.rule, error.line, error.reason, error.fix)
        # Permissions and disks can mend without the file changing, and so can the program.
        passing = isinstance(error, UnforeseenError) or isinstance(error.__cause__, OSError)
        return Facts(path, False, (fault,), passing=passing, content=content)


def facts_of_file(file: CheckedFile) -> Facts:
    """What is to be known of a document that has been read."""
    document = file.document
    faults = chain(field_faults(file), answer_faults(file), formula_faults(file), text_faults(file))
    words = " ".join(file.answer.split())
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
        answer=answer_digest(file.answer),
        length=len(file.answer.strip()),
        bands=bands_of(words),
        links=_links(file),
        targets=_targets(file),
        lines=(
            file.field_line("id"),
            file.field_line("question", "title", "article_title") or 1,
            file.field_line("url"),
            file.field_line("subject", "category"),
            file.field_line("date"),
            file.line_at(len(file.answer) - len(file.answer.lstrip())) if words else None,
        ),
        title_key=folded(document.title),
        hidden=document.hidden,
    )


def folded(title: str) -> str:
    """A title as titles are compared: without regard to case and spacing."""
    return " ".join(title.split()).casefold()


def _links(file: CheckedFile) -> tuple[tuple[str, str, int | str | None, str, int | None], ...]:
    """The related questions with their lines: numbered ones have a field each, listed ones share theirs."""
    links = file.document.related
    if not links:
        return ()
    numbered = sorted(
        (int(found[1]), str(name))
        for name in file.fields
        if (found := re.match(r"related_article(\d+)$", str(name))) and file.fields[name]
    )
    lines = [file.field_line(name) for _, name in numbered]
    # A field that holds no link leaves the numbers out of step; the first of them is near enough then.
    in_step = len(numbered) <= len(links)
    rest = file.field_line("related") or (lines[0] if lines else None)
    return tuple(
        (link.title, link.url, link.id, link.subject, lines[place] if in_step and place < len(lines) else rest)
        for place, link in enumerate(links)
    )


def _targets(file: CheckedFile) -> tuple[tuple[str, int | None], ...]:
    return tuple(
        (link.target, file.line_at(link.start))
        for link in link_places(file.answer)
        if not link.target.startswith(("#", "//")) and not _SCHEME.match(link.target)
    )
