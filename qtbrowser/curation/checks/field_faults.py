"""Rules about the fields of one document: missing fields, wrong types of value, and badly written values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import dropwhile
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.edits import SetField
from qtbrowser.curation.field_types import KEYWORD_FIELDS, TITLE_FIELDS, expected_type, has_first_form
from qtbrowser.documents.date_reading import as_date
from qtbrowser.documents.field_editing.field_values import MISSING, FieldValue, value_at
from qtbrowser.documents.field_editing.repeated_fields import repeated_fields
from qtbrowser.documents.field_reading import LONGEST_SUBJECT, SUBJECT_LEVELS, as_line, as_subject, folded_fields
from qtbrowser.documents.field_reading import TITLE_FIELDS as READ_AS_TITLE
from qtbrowser.documents.folder_kind import SITES_AND_VAULTS
from qtbrowser.documents.problem import Severity
from qtbrowser.markup.headings import first_heading

_NEEDED = ("id", "date", "title", "question", "answer", "subject", "file_name", "url")
# Fields by which a program makes a page, which then needs no title.
_PAGE_SIGNS = frozenset(
    "layout template permalink slug hide draft weight type redirect_to redirect_from categories category".split()
)
_PAGE_FIELDS = frozenset(("title", *KEYWORD_FIELDS))
_KEYWORD_SIGN = re.compile(r"[;#\"'*`\n]| \| |\s\s")
_GRAVE = frozenset((*TITLE_FIELDS, "answer"))
_ISO_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)")


def field_faults(file: CheckedFile) -> Iterator[Fault]:
    """Find the faults of a document's front matter that don't depend on other documents."""
    fields = file.fields
    yield from _missing_fields(file)
    if not fields:
        return
    yield from _repeated(file)
    yield from _wrong_types(file)
    yield from _unequal_titles(file)
    yield from _bad_date(file)
    yield from _deep_subject(file)
    yield from _misplaced(file)
    yield from _keyword_faults(file)


def _repeated(file: CheckedFile) -> Iterator[Fault]:
    for name, line in repeated_fields(file.text):
        message = f"The field {name[:100]} is there more than once; the last one counts."
        fix = "Remove all but one, or give them names of their own."
        yield Fault("duplicate-field", line or file.field_line(name), message, fix)


def _missing_fields(file: CheckedFile) -> Iterator[Fault]:
    fields = file.fields
    if has_first_form(file.fields):
        missing = [name for name in _NEEDED if not _says(fields.get(name))]
        grave = bool(_GRAVE & set(missing) & {"answer"}) or not any(_says(fields.get(name)) for name in TITLE_FIELDS)
    elif (
        fields
        and _PAGE_SIGNS.isdisjoint(folded := folded_fields(fields))
        and not any(_says(folded.get(name)) for name in READ_AS_TITLE)
        and first_heading(file.body) is None
    ):
        missing, grave = ["title"], False
    else:
        return
    if missing:
        names = ", ".join(missing[:-1]) + (" and " if missing[1:] else "") + missing[-1]
        sentence = f"The field {names} is missing." if len(missing) == 1 else f"The fields {names} are missing."
        line = next((found for name in missing if (found := file.field_line(name))), 1)
        fix = "Give it a value." if len(missing) == 1 else "Give them values."
        yield Fault("missing-field", line, sentence, fix, _filled(file, missing), Severity.ERROR if grave else None)


def _says(value: object) -> bool:
    return value is not None and value not in ("", [], {}) and not (isinstance(value, str) and not value.strip())


def _filled(file: CheckedFile, missing: list[str]) -> SetField | None:
    """The repair of a missing field whose value is known from the file: its name, or one of its two titles."""
    if missing == ["file_name"]:
        return SetField((file.path,), "file_name", PurePosixPath(file.path).name)
    if missing in (["title"], ["question"]):
        return SetField((file.path,), missing[0], file.document.title)
    return None


def _wrong_types(file: CheckedFile) -> Iterator[Fault]:
    first_form = has_first_form(file.fields)
    # In sites and vaults the other fields are what a theme makes of them.
    is_page = not first_form and bool(file.document.kinds & SITES_AND_VAULTS)
    for name, value in _values(file.fields):
        if is_page and name not in _PAGE_FIELDS:
            continue
        kind = expected_type(name, value, first_form=first_form)
        if not kind:
            continue
        severity = Severity.ERROR if name in _GRAVE else None
        message = f"The field {name} holds {_kind(value)}, where {kind} belongs."
        yield Fault("wrong-type", file.field_line(name) or 1, message, None, _right_number(file, name, value), severity)


def _values(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields with their values; those in the ``seo`` group have dotted names."""
    for name, value in fields.items():
        yield str(name), value
        if name == "seo" and isinstance(value, Mapping):
            yield from ((f"seo.{inner}", item) for inner, item in value.items())


def _right_number(file: CheckedFile, name: str, value: object) -> SetField | None:
    """The repair of a number that was written as text."""
    if name == "id" and isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) < 18:
        return SetField((file.path,), "id", int(value))
    return None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Mapping):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a date" if isinstance(value, date) else f"the text “{str(value)[:40]}”"


def _unequal_titles(file: CheckedFile) -> Iterator[Fault]:
    named = {name: as_line(file.fields.get(name)) for name in TITLE_FIELDS}
    said = {name: text for name, text in named.items() if text}
    if len(set(said.values())) > 1:
        first = next(iter(said.values()))
        other = next(name for name, text in said.items() if text != first)
        shown = " and ".join(said)
        yield Fault("unequal-titles", file.field_line(other), f"The fields {shown} do not say the same.", None)


def _bad_date(file: CheckedFile) -> Iterator[Fault]:
    value = file.fields.get("date")
    text = as_line(value)
    day = as_date(value)
    if not text or (day is not None and (_ISO_DATE.match(text) or not has_first_form(file.fields))):
        return
    repair = None if day is None else SetField((file.path,), "date", day)
    fix = "Write it as year-month-day." if day is None else f"Write it as {day.isoformat()}."
    yield Fault("bad-date", file.field_line("date"), f"“{text[:40]}” is no date.", fix, repair)


def _deep_subject(file: CheckedFile) -> Iterator[Fault]:
    name = next((name for name in ("subject", "category") if as_line(file.fields.get(name))), None)
    written = as_line(file.fields.get(name)) if name else ""
    if as_subject(written) != written:
        message = (
            f"The subject has {written.count('/') + 1:,} levels and {len(written):,} letters: the first "
            f"{SUBJECT_LEVELS} levels and {LONGEST_SUBJECT} letters count."
        )
        yield Fault("deep-subject", file.field_line(name or ""), message, "Shorten it.")


def _misplaced(file: CheckedFile) -> Iterator[Fault]:
    place = PurePosixPath(file.path)
    name = as_line(file.fields.get("file_name"))
    if name and name != place.name:
        message = f"file_name says {name[:80]}, and the file is {place.name[:80]}."
        repair = SetField((file.path,), "file_name", place.name)
        yield Fault("misplaced-file", file.field_line("file_name"), message, "Let file_name say so, too.", repair)
    url = file.document.url
    if not url or "://" in url:
        return
    head, _, last = url.rstrip("/").rpartition("/")
    if unquote(last) not in (place.stem, place.name):
        message = f"url ends in {last[:80] or url[:80]}, and the file is {place.name[:80]}."
        fix = "Let url end as the file's name does."
        corrected = SetField((file.path,), "url", f"{head}/{place.stem}") if last else None
        yield Fault("misplaced-file", file.field_line("url"), message, fix, corrected)


def _keyword_faults(file: CheckedFile) -> Iterator[Fault]:
    for name in KEYWORD_FIELDS:
        value = value_at(file.fields, name) if "." in name else file.fields.get(name, MISSING)
        if not isinstance(value, str | list) or not value or (isinstance(value, str) and not value.strip()):
            continue
        if isinstance(value, str) and _is_surely_well_formed(value):
            continue
        if isinstance(value, str):
            written = [as_line(item) for item in value.split(",")]
        else:
            # Programs for notes begin a list with an empty item, which stays when others are added.
            written = list(dropwhile(lambda item: not item, map(as_line, value)))
        kept, reasons = _well_formed(written, of_text=isinstance(value, str))
        if reasons:
            repaired: FieldValue = ", ".join(kept) if isinstance(value, str) else tuple(kept)
            yield Fault(
                "keyword-form",
                file.field_line(name),
                f"Keywords {' and '.join(reasons)}.",
                "Write each once, without signs around it.",
                SetField((file.path,), name, repaired) if kept else None,
            )


def _is_surely_well_formed(text: str) -> bool:
    """Whether a list of words is certainly well-formed; nearly all are."""
    if text.endswith(".") or _KEYWORD_SIGN.search(text):
        return False
    words = [word.strip() for word in text.casefold().split(",")]
    return all(words) and len(set(words)) == len(words)


def _well_formed(written: list[str], *, of_text: bool) -> tuple[list[str], list[str]]:
    """The corrected keywords, and what was wrong with them, each as a part of a sentence."""
    reasons: dict[str, None] = {}
    kept: dict[str, str] = {}
    for number, item in enumerate(written):
        last = of_text and number == len(written) - 1
        parts = [part.strip() for part in re.split(r";| \| ", item)]
        if not any(parts):
            reasons["hold an empty one"] = None
            continue
        if len(parts) > 1:
            reasons["are separated by other signs than commas"] = None
        for part in filter(None, parts):
            bare = _bare(part, last=last)
            if bare != part:
                reasons[f"have signs around them (“{part[:40]}”)"] = None
            if bare.casefold() in kept:
                reasons[f"are repeated (“{bare[:40]}”)"] = None
            kept.setdefault(bare.casefold(), bare)
    return list(kept.values()), list(reasons)


def _bare(keyword: str, *, last: bool) -> str:
    bare = keyword.lstrip("#").strip() or keyword
    if len(bare) > 2 and bare[0] == bare[-1] and bare[0] in "\"'*`":
        bare = bare.strip(bare[0]).strip() or bare
    if last and bare.endswith(".") and bare.count(".") == 1 and len(bare.rpartition(" ")[2]) > 4:
        bare = bare[:-1]
    return bare
