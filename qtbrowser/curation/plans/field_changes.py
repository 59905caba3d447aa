"""Plans that change fields, keywords, related documents and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from qtbrowser.catalog.folding import topic_key
from qtbrowser.catalog.storable_text import storable
from qtbrowser.curation.bounded_expression import BoundedExpression
from qtbrowser.curation.document_names import related_entries
from qtbrowser.curation.edits import (
    MOST_NUMBERED,
    AddKeyword,
    AddRelated,
    RemoveKeyword,
    RenameTopic,
    ReplaceText,
    SaveDocument,
    SetAnswer,
    SetField,
    SetRelated,
)
from qtbrowser.curation.field_types import KEYWORD_FIELDS, expected_type, has_first_form
from qtbrowser.curation.plans.for_each import Steps, each
from qtbrowser.curation.work import Work
from qtbrowser.documents.date_reading import as_date
from qtbrowser.documents.document import Document, Related
from qtbrowser.documents.field_editing.field_values import (
    MISSING,
    FieldValue,
    Scalar,
    split_words,
    value_at,
    value_like,
)
from qtbrowser.documents.field_reading import as_line, as_words, related
from qtbrowser.documents.folder_kind import SITES_AND_VAULTS
from qtbrowser.errors import EditRefused, FileChanged, TopicNotFound, UsageError


def set_field(edit: SetField, work: Work) -> Steps:
    """Set a field of documents."""

    def do(path: str) -> None:
        value = edit.value
        if isinstance(value, str) and edit.field != "answer":
            value = value_like(value, edit.field, value_at(work.fields(path), edit.field))
        _refuse_unfit(work, path, edit.field, value)
        work.edit(path, {edit.field: value})

    if not edit.field.strip():
        raise UsageError("Which field?")
    return each(work, edit.paths, do, through_links=True)


def _refuse_unfit(work: Work, path: str, field: str, value: FieldValue) -> None:
    """Raise if a value is of a type that the check would find wrong in this field.

    Raises:
        EditRefused: it is.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return
    fields = work.fields(path)
    first_form = has_first_form(fields)
    # In sites and vaults fields are what a theme makes of them.
    is_page = not first_form and bool(work.kinds_of(path) & SITES_AND_VAULTS)
    plain = list(value) if isinstance(value, tuple) else value
    if field == "date" and as_date(plain) is None:
        raise EditRefused(f"“{as_line(plain)[:40]}” is no date: write it as year-month-day.", place="field date")
    if not is_page and (kind := expected_type(field, plain, first_form=first_form)):
        raise EditRefused(f"“{as_line(plain)[:40]}” does not fit: {kind} belongs there.", place=f"field {field}")


def add_keyword(edit: AddKeyword, work: Work) -> Steps:
    """Add a keyword to documents."""
    keyword = _one_keyword(edit.keyword)

    def do(path: str) -> None:
        work.edit(path, with_keywords(work.fields(path), [keyword]))

    return each(work, edit.paths, do, through_links=True)


def with_keywords(fields: Mapping[str, Any], keywords: list[str]) -> dict[str, FieldValue]:
    """The field changes that add keywords which a document does not have yet.

    Raises:
        EditRefused: its field for keywords holds neither a list nor text.
    """
    has = {topic_key(word) for name in KEYWORD_FIELDS for word in _words(value_at(fields, name))}
    new = {topic_key(word): word for word in reversed(keywords) if topic_key(word) not in has}
    added = tuple(reversed(new.values()))
    if not added:
        return {}
    name = next((name for name in KEYWORD_FIELDS if value_at(fields, name) is not MISSING), None)
    if name is None:
        # Documents of the numbered form have a group with their keywords in it.
        return {"seo.page_keywords" if isinstance(fields.get("seo"), Mapping) else "keywords": added}
    _refuse_other_form(fields, name)
    return {name: (*_items(value_at(fields, name)), *added)}


def remove_keyword(edit: RemoveKeyword, work: Work) -> Steps:
    """Remove a keyword from documents."""
    key = topic_key(_one_keyword(edit.keyword))

    def do(path: str) -> None:
        fields = work.fields(path)
        for name in KEYWORD_FIELDS:
            items = _items(value_at(fields, name))
            kept = tuple(item for item in items if topic_key(_word_of(item)) != key)
            if len(kept) != len(items):
                _refuse_other_form(fields, name)
                work.edit(path, {name: kept})

    return each(work, edit.paths, do, through_links=True)


def rename_topic(edit: RenameTopic, work: Work) -> Steps:
    """Rename a keyword in all documents.

    Raises:
        TopicNotFound: no document has it.
    """
    key, new = topic_key(edit.topic), _one_keyword(edit.new)
    paths = work.known().paths_of_topic(edit.topic)
    if not paths:
        raise TopicNotFound(f"The library has no topic {edit.topic}.")

    def do(path: str) -> None:
        fields = work.fields(path)
        has_new = False
        changes: dict[str, FieldValue] = {}
        for name in KEYWORD_FIELDS:
            items = _items(value_at(fields, name))
            if not any(topic_key(_word_of(item)) == key for item in items):
                continue
            _refuse_other_form(fields, name)
            kept: list[Any] = []
            for item in items:
                is_it = topic_key(_word_of(item)) in (key, topic_key(new))
                # A group may say more than the keyword.
                if not is_it or not has_new or isinstance(item, Mapping):
                    kept.append(_renamed_item(item, new) if is_it else item)
                has_new = has_new or is_it
            changes[name] = tuple(kept)
        work.edit(path, changes)

    return each(work, paths, do, planned=True, through_links=True)


def set_related(edit: SetRelated, work: Work) -> Steps:
    """Set the related documents of a document."""

    def do(path: str) -> None:
        work.edit(path, related_changes(work.fields(path), _as_named_now(edit, path, work)))

    return each(work, [edit.path], do)


def add_related(edit: AddRelated, work: Work) -> Steps:
    """Name a document as related in another."""

    def do(path: str) -> None:
        other = work.survivor_of(edit.to)
        document = work.document(path)
        named = work.document(other)
        if other == path or any(_is_named(link, named) for link in document.related):
            return
        if is_numbered(work.fields(path)) and len(document.related) >= MOST_NUMBERED:
            return  # others have taken the room meanwhile; the finding stays
        subject = named.subject if any(link.subject for link in document.related) or not document.related else ""
        link = Related(named.title, named.url or f"/{other}", named.id, subject)
        work.edit(path, related_changes(work.fields(path), (*document.related, link)))

    return each(work, [edit.path], do)


def _is_named(link: Related, document: Document) -> bool:
    if link.url:
        return link.url.rstrip("/") == (document.url or f"/{document.path}").rstrip("/")
    return link.id is not None and link.id == document.id


def _as_named_now(edit: SetRelated, path: str, work: Work) -> tuple[Related, ...]:
    """The wanted links, where a document has other names since the plan began with these, each document once."""
    found: dict[object, Related] = {}
    for link in edit.related:
        names = work.names_now(link.url, edit.path)
        if names is None:
            found.setdefault((link.url, link.id, link.title, len(found)), link)
        elif names.path != path:
            # Another link may lead there already.
            named = replace(
                link,
                url=names.url or f"/{names.path}",
                id=names.id if link.id is not None else None,
                subject=names.subject if link.subject else "",
                title=names.title or link.title,
            )
            if all(other.url != named.url for other in found.values()):
                found[named.url, len(found)] = named
    return tuple(found.values())


def is_numbered(fields: Mapping[str, Any]) -> bool | None:
    """Whether a document has a field for each related one, not a list of them; None if it has none."""
    if isinstance(fields.get("related"), list):
        return False
    return True if any("." not in name for name, _ in related_entries(fields)) else None


def related_changes(
    fields: Mapping[str, Any], wanted: tuple[Related, ...], numbered: bool | None = None
) -> dict[str, FieldValue]:
    """The field changes that set a document's related documents, in the form that it uses.

    Args:
        fields: its front matter.
        wanted: the related documents.
        numbered: the form for a document that has none yet, see `is_numbered`; None for the one that fits its fields.

    Raises:
        EditRefused: it has numbered fields, and there are more related documents than fields.
    """
    present = [(name, value) for name, value in related_entries(fields) if related({"related": [value]})]
    if [related({"related": [value]})[0] for _, value in present] == list(wanted):
        return {}
    own = is_numbered(fields)
    numbered = own if own is not None else numbered
    if not ("seo" in fields if numbered is None else numbered):
        keep = [value for name, value in related_entries(fields) if "." in name]
        gone: dict[str, FieldValue] = {name: None for name, _ in present if "." not in name}
        return {**gone, "related": tuple(_as_listed(link, keep) for link in wanted) or None}
    if len(wanted) > max(MOST_NUMBERED, len(present)):
        raise EditRefused(f"Documents of this form name at most {MOST_NUMBERED} related ones.")
    changes: dict[str, FieldValue] = {name: None for name, _ in related_entries(fields)}
    for number, link in enumerate(wanted, start=1):
        name = f"related_article{number}"
        before = fields.get(name)
        if isinstance(before, Mapping) and related({"related": [before]}) == (link,):
            del changes[name]
        elif isinstance(before, Mapping) and set(_as_group(link)) == set(before):
            del changes[name]
            changes |= {f"{name}.{key}": value for key, value in _as_group(link).items()}
        else:
            changes[name] = _as_group(link)
    return changes


def _as_group(link: Related) -> dict[str, Scalar]:
    named: dict[str, Scalar | None] = {"id": link.id, "title": link.title, "subject": link.subject, "url": link.url}
    return {key: value for key, value in named.items() if value is not None and value != ""}


def _as_listed(link: Related, present: list[Any]) -> Any:
    """An item of a list of related documents, in the form of the present items."""
    for value in present:
        if related({"related": [value]}) == (link,):
            return value
    if present and not isinstance(present[0], Mapping):
        if isinstance(present[0], int) and link.id is not None:
            return link.id
        return link.url or link.title
    return _as_group(link)


def set_answer(edit: SetAnswer, work: Work) -> Steps:
    """Set the answer of a document."""
    return each(work, [edit.path], lambda path: work.edit(path, {"answer": edit.markdown}))


def save_document(edit: SaveDocument, work: Work) -> Steps:
    """Set the values of a form in a document."""

    def do(path: str) -> None:
        found = work.read(path)
        if found != edit.read:
            raise FileChanged(path, edit.read, found)
        changes: dict[str, FieldValue] = dict(edit.fields)
        if edit.answer is not None:
            changes["answer"] = edit.answer
        work.edit(path, changes)

    return each(work, [edit.path], do)


def replace_text(edit: ReplaceText, work: Work) -> Steps:
    """Find and replace in answers.

    Raises:
        UsageError: `find` is empty, the regular expression or the replacement is invalid, or it takes too long.
    """
    expression = BoundedExpression(edit.find, edit.replacement, is_regex=edit.regex, match_case=edit.match_case)

    def do(path: str) -> None:
        answer = work.document(path).answer
        new = expression.replaced(answer, path)
        if new != answer:
            work.edit(path, {"answer": new})

    return each(work, edit.paths, do, through_links=True)


def _one_keyword(keyword: str) -> str:
    plain = as_line(keyword)
    if not plain:
        raise UsageError("Which keyword?")
    if storable(keyword) != keyword:
        raise UsageError("The keyword holds half of a surrogate pair, which no file can.")
    return plain


def _words(value: Any) -> tuple[str, ...]:
    """The keywords of a field, as written."""
    return split_words(value) if isinstance(value, str) else tuple(as_words(value))


def _items(value: Any) -> tuple[Any, ...]:
    """What a field with keywords holds: the items of its list, whatever they are, or the words of its text."""
    return tuple(value) if isinstance(value, list) else _words(value)


def _refuse_other_form(fields: Mapping[str, Any], name: str) -> None:
    """Raise if a field for keywords is of a form whose content a list of words would not hold: a group, a set, a flag.

    Raises:
        EditRefused: it is.
    """
    value = value_at(fields, name)
    if value is MISSING or value is None or isinstance(value, str | list):
        return
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        raise EditRefused("What is there is neither a list nor text, and would be lost.", place=f"field {name}")


def _word_of(item: Any) -> str:
    """The keyword that an item of a list is; empty if it is none, or several."""
    words = (item,) if isinstance(item, str) else as_words([item])
    return words[0] if len(words) == 1 else ""


def _renamed_item(item: Any, new: str) -> Any:
    """An item with another keyword: a group keeps its other fields."""
    if not isinstance(item, Mapping):
        return new
    word = _word_of(item)
    name = next((name for name, value in item.items() if as_line(value) == word), None)
    return new if name is None else {**item, name: new}
