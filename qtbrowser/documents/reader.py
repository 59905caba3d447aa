"""Reads one file as a `Document`, in any of the forms that real libraries hold."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from qtbrowser.documents import field_reading as field
from qtbrowser.documents import windows_handles
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.confined_open import open_file, read_open
from qtbrowser.documents.date_reading import date_of_name, is_index
from qtbrowser.documents.document import Document
from qtbrowser.documents.document_files import MAX_BYTES
from qtbrowser.documents.folder_kind import OTHER_VAULTS, FolderKind, FolderKinds, names_of_kinds
from qtbrowser.documents.front_matter import read_front_matter, split_front_matter
from qtbrowser.documents.problem import ENCODING_RULE, Problem, Severity
from qtbrowser.documents.text_decoding import decoded
from qtbrowser.errors import DocumentError, PathRefused
from qtbrowser.held_files import OPEN_ELSEWHERE
from qtbrowser.markup.asking import asks
from qtbrowser.markup.headings import first_heading

_BLANK_BODY = re.compile(r"(?:&nbsp;|\s)*+\Z")
_LEADING_ATX = re.compile(r"\s*# [^\n]*(?:\n|\Z)")
_LEADING_SETEXT = re.compile(r"\s*[^\n#>*+\s-][^\n]*\n=+[ \t]*(?:\n|\Z)")
_FIRST_LEVEL = re.compile(r"^ {0,3}#[ \t]|^=+[ \t]*$|<h1\b", re.MULTILINE | re.IGNORECASE)
_TITLED_BY_FIRST_LEVEL = FolderKind.MKDOCS | FolderKind.DOCUSAURUS
"""Kinds whose pages have a title from a heading of the first level, else from the name of their file."""

_LABEL = re.compile(r"\{[^{}\n]{0,200}?#([\w:.\-]{1,200})[^{}\n]{0,200}\}[ \t]*(?:\n|\Z)")
_SEPARATORS = re.compile(r"[-_\s]+")


def read_document(root: Path, path: str, kinds: FolderKind = FolderKind.PLAIN) -> Document:
    """Read one file of a library.

    Args:
        root: the library's folder, resolved.
        path: the file, relative to it, with ``/``.
        kinds: what its folder was written for.

    Returns:
        The document, with `path` as its identity.

    Raises:
        DocumentError: the file is missing, no regular file, outside the library through a link, larger than
            `MAX_BYTES`, binary, of an unknown encoding, or empty.
        UnforeseenError: the program fails at it.
    """
    try:
        raw = read_bytes(root, path)
        with file_boundary(path):
            return document_of(raw, path, kinds)
    except DocumentError as error:
        error.path = path
        raise


def document_of(raw: bytes, path: str, kinds: FolderKind = FolderKind.PLAIN) -> Document:
    """Make a document from a file's bytes.

    Args:
        raw: all its bytes.
        path, kinds: as for `parse_document`.

    Raises:
        DocumentError: it is binary, of an unknown encoding, or empty.
    """
    text, encoding = decoded(raw, may_be_empty=may_be_empty(path, kinds))
    document = parse_document(text, path, kinds)
    return replace(document, problems=(encoding_problem(path, encoding), *document.problems)) if encoding else document


def may_be_empty(path: str, kinds: FolderKind) -> bool:
    """Whether a file without any text is a document: a note that nobody has written yet, or the page of a section, of
    which Hugo makes a list.

    Args:
        path, kinds: as for `parse_document`.
    """
    is_section = FolderKind.HUGO in kinds and path.rpartition("/")[2].partition(".")[0] == "_index"
    return FolderKind.OBSIDIAN in kinds or is_section


def parse_document(text: str, path: str, kinds: FolderKind = FolderKind.PLAIN) -> Document:
    """Make a document from a file's text. A front matter that can't be read is a problem of the document.

    Args:
        text: the whole file with ``\\n`` line ends.
        path: its path in the library; the file name becomes the question where nothing else gives one.
        kinds: what its folder was written for.
    """
    meta, body, error = read_front_matter(text)
    document = build_document(meta, body, path, kinds, text.count("\n", 0, len(text) - len(body)))
    return document if error is None else replace(document, problems=(Problem.from_error(error, path),))


def encoding_problem(path: str, encoding: str) -> Problem:
    """The problem that tells of a document that is not UTF-8.

    Args:
        path: of the file.
        encoding: the name of its encoding.
    """
    message = f"The file is not UTF-8: it is read as {encoding}, and converted before it is edited."
    return Problem(ENCODING_RULE, Severity.WARNING, path, None, message, "Convert it to UTF-8.")


def build_document(
    meta: Mapping[str, Any], body: str, path: str, kinds: FolderKind = FolderKind.PLAIN, lines_above: int = 0
) -> Document:
    """Make a document from a front matter and a body.

    Args:
        meta: the front matter's fields.
        body: what follows it.
        path, kinds: as for `parse_document`.
        lines_above: how many lines of the file are above the body.
    """
    if kinds & OTHER_VAULTS:
        # Imported here, because few libraries need it.
        from qtbrowser.documents.vault_fields import vault_fields

        meta = {**vault_fields(body, path, kinds), **meta}
    if FolderKind.MKDOCS in kinds and not meta:
        from qtbrowser.markup.signs.mkdocs import metadata

        meta = metadata(body)
        if meta:
            kinds |= FolderKind.FIELD_LINES
    fields = field.folded_fields(meta)
    answer = field.as_text(fields.get("answer"))
    escaped = "\\n" in answer and "\n" not in answer
    if answer or fields.get("question"):
        kinds |= FolderKind.QUESTIONS
    whole = body
    body, heading = _body_answer(body, kinds)
    in_name = date_of_name(path)
    is_note = FolderKind.OBSIDIAN in kinds and FolderKind.QUESTIONS not in kinds
    if is_note and not _has_leading_heading(body):
        # Headings further down are not about all of a note.
        heading = ""
    elif kinds & _TITLED_BY_FIRST_LEVEL and not _FIRST_LEVEL.search(body):
        heading = ""
    title = field.first_text(fields, *field.TITLE_FIELDS)
    if not title and heading and not _is_first_of_many(heading, body):
        title = heading
    if not title:
        # A note is called what its file is called.
        title = PurePosixPath(path).stem if is_note else _question_from_name(path, in_name)
    label = ""
    if heading and _same_words(heading, title):
        label = _label_of_leading_heading(body) if kinds.is_site else ""
        body = _without_leading_heading(body)
    if answer:
        lines_above = 0
    else:
        answer, body = body, ""
        lines_above += whole.count("\n", 0, whole.rfind(answer))
    page = field.seo(fields)
    subject, *further_subjects = field.subjects(fields) or [""]
    return Document(
        path=path,
        title=title,
        raw_answer=answer,
        body=body,
        escaped=escaped,
        id=field.as_id(fields.get("id")),
        subject=subject,
        further_subjects=tuple(further_subjects),
        date=field.first_date(fields) or (None if in_name is None else in_name[0]),
        date_format=field.as_line(fields.get("date_format")),
        post_on_text=field.as_line(fields.get("post_on_text")),
        description=field.first_text(page, "page_description")
        or field.first_text(fields, "description", "summary", "desc"),
        keywords=_with_tags(field.keywords(fields, kinds), f"{answer}\n{body}", kinds),
        author=field.author(fields),
        url=field.as_line(fields.get("url")),
        related=field.related(fields),
        hidden=field.as_flag(fields.get("no_index")),
        kinds=kinds,
        order=field.order(fields),
        aliases=field.names(
            fields, "aliases", "alias", "redirect_from", "redirects", with_commas=FolderKind.OBSIDIAN in kinds
        ),
        permalink=field.as_line(fields.get("permalink")),
        slug=field.as_line(fields.get("slug")),
        label=label,
        lines_above=lines_above,
    )


def with_title_of_navigation(document: Document, kinds: FolderKinds) -> Document:
    """A document that has no title of its own with the one that the navigation of its site gives it.

    Args:
        document: the document.
        kinds: those of the library's folders.
    """
    title = kinds.title_of(document.path)
    if not title or document.title != _question_from_name(document.path, date_of_name(document.path)):
        return document
    return replace(document, title=title)


def body_answer_place(text: str) -> tuple[int, int]:
    """The position of a body's answer in a file's text, without the heading that repeats the question.

    Args:
        text: the whole file with ``\n`` line ends.

    Returns:
        Start and end; if the body has no answer, both are where it would begin.

    Raises:
        DocumentError: the front matter can't be parsed.
    """
    meta, body = split_front_matter(text)
    offset = len(text) - len(body)
    answer, heading = _body_answer(body)
    if not answer:
        return len(text), len(text)
    title = field.first_text(field.folded_fields(meta), *field.TITLE_FIELDS) or heading
    kept = _without_leading_heading(answer) if heading and _same_words(heading, title) else answer
    end = offset + len(body.rstrip("\n"))
    return end - len(kept), end


def read_bytes(root: Path, path: str) -> bytes:
    """What a document's file holds.

    Args:
        root: the library's folder, resolved.
        path: the file, relative to it, with ``/``.

    Raises:
        DocumentError: the file is missing, no regular file, outside the library through a link, or too large.
    """
    descriptor, is_elsewhere = -1, False
    try:
        descriptor, status = open_file(root, path)
        is_elsewhere = windows_handles.is_elsewhere(status)
        if status.st_size > MAX_BYTES:
            megabytes = status.st_size / 1_000_000
            raise DocumentError(
                f"The file is too large for a document: {megabytes:.1f} MB.",
                fix=f"Split it; at most {MAX_BYTES // 1_048_576} MiB are read.",
            )
        return read_open(descriptor, status.st_size, path, MAX_BYTES)
    except PathRefused as error:
        raise DocumentError(error.reason, fix="Put a copy of the file itself here.") from error
    except OSError as error:
        raise _system_error(error, is_elsewhere=is_elsewhere) from error
    finally:
        if descriptor != -1:
            os.close(descriptor)


def _system_error(error: OSError, *, is_elsewhere: bool = False) -> DocumentError:
    fix = None
    reason = error.strerror or str(error)
    if is_elsewhere:
        reason, fix = "it is in the cloud alone, and could not be fetched", "Have it kept on this computer."
    elif getattr(error, "winerror", None) in OPEN_ELSEWHERE:
        reason, fix = "another program has it open for itself alone", "Close it there."
    elif error.errno in (errno.EACCES, errno.EPERM):
        fix = "Give yourself permission to read it."
    return DocumentError(f"The file can't be read: {reason}.", fix=fix)


def content_digest(raw: bytes) -> int:
    """A number of 64 bits with a sign that tells whether a file holds what it held (BLAKE2b, RFC 7693)."""
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big", signed=True)


def _with_tags(keywords: tuple[str, ...], answer: str, kinds: FolderKind) -> tuple[str, ...]:
    """The keywords, and in a vault the tags in the text, each once regardless of case."""
    if FolderKind.OBSIDIAN not in kinds or FolderKind.QUESTIONS in kinds or "#" not in answer:
        return keywords
    # Imported here, because few documents need it.
    from qtbrowser.markup.signs.vault import tags_of

    known = {word.casefold() for word in keywords}
    found = {tag.casefold(): tag for tag in reversed(tags_of(answer)) if tag.casefold() not in known}
    return (*keywords, *reversed(found.values()))


def _body_answer(body: str, kinds: FolderKind = FolderKind.PLAIN) -> tuple[str, str]:
    """The Markdown body as the answer, and its first heading; both empty for the ``&nbsp;`` of the first form."""
    if _BLANK_BODY.match(body):
        return "", ""
    answer = body.strip("\n")
    return answer, first_heading(answer, frozenset(names_of_kinds(kinds))) or ""


def _is_first_of_many(heading: str, answer: str) -> bool:
    if not asks(heading):
        return False
    # Imported here, because few documents need it.
    from qtbrowser.documents.question_entries import is_first_of_many

    return is_first_of_many(heading, answer)


def _has_leading_heading(answer: str) -> bool:
    """Whether the answer begins with a heading of the first level."""
    return bool(_LEADING_ATX.match(answer) or _LEADING_SETEXT.match(answer))


def _label_of_leading_heading(answer: str) -> str:
    """The name that a heading at the very top has as a place, ``# Words {#name}``; empty if it has none."""
    found = _LEADING_ATX.match(answer) or _LEADING_SETEXT.match(answer)
    label = _LABEL.search(found[0]) if found else None
    return label[1] if label else ""


def _without_leading_heading(answer: str) -> str:
    """The answer without a heading at its very top that repeats the question."""
    found = _LEADING_ATX.match(answer) or _LEADING_SETEXT.match(answer)
    return answer[found.end() :].lstrip("\n") if found else answer


def _same_words(first: str, second: str) -> bool:
    return _SEPARATORS.sub(" ", first).strip().casefold() == _SEPARATORS.sub(" ", second).strip().casefold()


def _question_from_name(path: str, in_name: tuple[date, int] | None) -> str:
    """``what-is-a-cell.md`` -> ``What is a cell``; without a date before it, and from the folder for an ``index.md``.

    Args:
        path: of the file.
        in_name: the date in its name, as from `date_of_name`.
    """
    place = PurePosixPath(path)
    stem = place.stem
    if is_index(path) and place.parent.name:
        stem = place.parent.name
        in_name = date_of_name(stem + ".md")
    if in_name is not None:
        rest = stem[in_name[1] :].lstrip("-_. ")
        if not rest:
            # A note of a day is named by it.
            return stem
        stem = rest
    words = _SEPARATORS.sub(" ", stem).strip() or stem
    return words[:1].upper() + words[1:]
