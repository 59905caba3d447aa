"""Finds what a change loses: what a document held, and the document that is to hold it afterwards does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qtbrowser.catalog.folding import subject_key, topic_key
from qtbrowser.catalog.link_targets import normal_target
from qtbrowser.curation.change_set import Loss, LossKind
from qtbrowser.curation.document_names import Names, related_entries
from qtbrowser.curation.equal_text import exact_text
from qtbrowser.documents.document import Document
from qtbrowser.documents.field_editing.comments import comments_of
from qtbrowser.documents.field_editing.field_values import flat_fields
from qtbrowser.documents.field_editing.source import Source
from qtbrowser.documents.field_reading import as_text, folded_fields, folded_name

_SHOWN = 160
_TITLES = frozenset({"title", "article_title", "question"})
_SUBJECTS = frozenset({"subject", "category", "subjects"})
# Carried over by themselves: names by which the document stays reachable, keywords, related documents, the answer.
_CARRIED = frozenset({"url", "file_name", "id", "aliases", "alias", "redirect_from", "redirects", "permalink", "slug"})
_JOINED = frozenset({"keywords", "tags", "seo.page_keywords", "answer", "related"})
_LINK_KEYS = frozenset({"id", "title", "subject", "url", "path", "file_name"})
_BLANK_BODY = re.compile(r"(?:&nbsp;|\s)*+\Z")


@dataclass(frozen=True, slots=True)
class Held:
    """What a document holds.

    Attributes:
        document: the document.
        source: its file.
        subject: its subject, its folder's if it names none.
    """

    document: Document
    source: Source
    subject: str


def merge_losses(gone: Held, after: Held, merged: Sequence[Names]) -> list[Loss]:
    """What a document holds and the one that it is merged into does not.

    Args:
        gone: the document that is removed, or the survivor before the merge.
        after: the survivor after the merge.
        merged: the names of all documents that are merged; links to these need not be kept.
    """
    path, kept = gone.document.path, after.document.path
    found: list[Loss] = []
    if gone.source is after.source and gone.subject == after.subject:
        return found

    def lose(kind: LossKind, name: str, value: str) -> None:
        line = " ".join(value.split())
        found.append(Loss(path, kept, kind, name, line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"))

    for name, value in (*_lost_fields(gone, after), *_lost_beside_links(gone, after)):
        lose(LossKind.FIELD, name, value)
    subjects = {subject_key(subject) for subject in (after.subject, *after.document.further_subjects)}
    for subject in (gone.subject, *gone.document.further_subjects):
        if subject_key(subject) not in subjects:
            lose(LossKind.SUBJECT, "subject", subject)
    if exact_text(gone.document.answer) != exact_text(after.document.answer):
        lose(LossKind.ANSWER, "answer", gone.document.answer)
    if (text := _lost_text(gone, after)) is not None:
        lose(LossKind.TEXT, "", text)
    topics = {topic_key(word) for word in after.document.keywords}
    for word in gone.document.keywords:
        if topic_key(word) not in topics:
            lose(LossKind.KEYWORD, "keywords", word)
    for link in _lost_related(gone.document, after.document, merged):
        lose(LossKind.RELATED, "related", link)
    found += lost_comments(gone.source, after.source, path, kept)
    return found


def held_apart(held: Held) -> int:
    """How many things a document holds that a merge into another one can lose: fields, subjects, comments, a text.

    What a merge joins is not counted.
    """
    fields, body = held.source.front_matter
    compared = [value for name, value in flat_fields(fields) if is_compared(name)]
    values = sum(bool(_plain(item)) for value in compared for item in _items(value))
    beside = bool(as_text(folded_fields(fields).get("answer")).strip() and not _BLANK_BODY.match(body))
    links = sum(1 for _ in _beside_links(held))
    return values + len(held.document.further_subjects) + links + len(comments_of(held.source.text)) + beside


def lost_comments(before: Source, after: Source, path: str, kept: str = "") -> list[Loss]:
    """The comments of a front matter that another one does not have.

    Args:
        before: the file that has them.
        after: the file that is to have them.
        path: the document of the first one.
        kept: that of the second one; the same one if empty.
    """
    had = comments_of(before.text)
    if not had:
        return []
    lost = Counter(had) - Counter(comments_of(after.text))
    return [Loss(path, kept or path, LossKind.COMMENT, "", text[:_SHOWN]) for text in lost.elements()]


def is_compared(name: str) -> bool:
    """Whether a field is compared for itself: a merge neither joins it nor carries it over in another way."""
    folded = folded_name(name)
    if folded in _CARRIED or folded in _JOINED or folded in _SUBJECTS:
        return False
    return not folded.startswith(("related_article", "related."))


def _lost_fields(gone: Held, after: Held) -> Iterator[tuple[str, str]]:
    kept = dict(flat_fields(after.source.front_matter[0]))
    # Nearly all fields are alike in duplicates, so few are compared as text.
    different = [
        (key, item)
        for key, value in flat_fields(gone.source.front_matter[0])
        if is_compared(key) and not _are_alike(value, kept.get(key))
        for item in _items(value)
    ]
    if not different:
        return
    known: dict[str, set[str]] = {}
    for key, value in kept.items():
        known.setdefault(folded_name(key), set()).update(map(_plain, _items(value)))
    everything = {value for values in known.values() for value in values}
    for key, item in different:
        folded = folded_name(key)
        has = everything if folded in _TITLES else known.get(folded, set())
        value = _plain(item)
        if value and value not in has:
            yield key, value


def _are_alike(one: Any, other: Any) -> bool:
    """Whether two values are certainly the same: 1 and true are not."""
    return type(one) is type(other) and not isinstance(one, list) and bool(one == other)


def _items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else (value,)


def _lost_beside_links(gone: Held, after: Held) -> Iterator[tuple[str, str]]:
    """What is written with a related question beside its title, subject, id and address."""
    has = {(key, value) for _, key, value in _beside_links(after)}
    for name, key, value in _beside_links(gone):
        if (key, value) not in has:
            yield f"{name}.{key}", value


def _beside_links(held: Held) -> Iterator[tuple[str, str, str]]:
    for name, entry in related_entries(held.source.front_matter[0]):
        for key, value in entry.items() if isinstance(entry, Mapping) else ():
            if folded_name(key) not in _LINK_KEYS and _plain(value):
                yield name, str(key), _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return as_text(value).strip() or str(value).strip()


def _lost_text(gone: Held, after: Held) -> str | None:
    """The body beside an answer that is a field, if the survivor has no such body; None if nothing is lost."""
    fields, body = gone.source.front_matter
    if not as_text(folded_fields(fields).get("answer")).strip() or _BLANK_BODY.match(body):
        return None
    text = exact_text(body)
    return None if text in exact_text(after.source.front_matter[1]) else text


def _lost_related(gone: Document, after: Document, merged: Sequence[Names]) -> Iterator[str]:
    named = {target for names in merged for target in names.targets(ids=True)}
    has = {_target(link.url, link.id, link.title, after.path) for link in after.related}
    for link in gone.related:
        target = _target(link.url, link.id, link.title, gone.path)
        if target not in has and target not in named:
            yield link.title or link.url or f"id {link.id}"


def _target(url: str, number: int | str | None, title: str, base: str) -> str:
    if url:
        return normal_target(url, base)
    return f"id:{number}" if number is not None else f"title:{title}"
