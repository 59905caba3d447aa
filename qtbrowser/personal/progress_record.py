"""A reader's own record of how far he is: made, read, and put together with those of others.

    {"format": "qtbrowser-progress", "version": 1, "created": "2027-01-15T10:00:00+00:00", "learner": "Ada",
     "library": {"id": "...", "name": "...", "sample": ["0f3a...", ...]},
     "courses": [{"name", "title", "required", "due", "done", "total",
                  "steps": [{"title", "goal", "done", "total"}]}],
     "documents": [{"path", "state"}],          # only if it is shared
     "study": {"cards", "reviews", ...},        # only if it is shared
     "checksum": "sha256:..."}

The id of a library is that of one installation. By the sample, the smallest digests of its answers, records of the same
library come together that were made on several computers. It says nothing about the reader.

The checksum is that of the rest as JSON with sorted keys and without spaces. It shows that a file was damaged. It
proves neither who has made the file nor that nobody has changed it on purpose.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from qtbrowser.catalog.identity_lookups import SAMPLE_SIZE
from qtbrowser.csv_table import csv_table
from qtbrowser.errors import PersonalFileError
from qtbrowser.personal.known_libraries import CERTAIN_SHARE, DOUBTFUL_SHARE

FORMAT = "qtbrowser-progress"
VERSION = 1

LARGEST_FILE = 64 * 1024 * 1024
"""Most bytes of a record that are read."""

_MOST_DIGEST = (1 << 64) - 1

_VERBS = "http://adlnet.gov/expapi/verbs/"
_ACTIVITIES = "http://adlnet.gov/expapi/activities/"
_STATE_VERBS = {"begun": "initialized", "read": "completed", "known": "mastered"}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One course of one learner; or a record without any course.

    Attributes:
        learner: the name that the record has; empty for none.
        course: the course's title; empty for a record without any course.
        library: the library's name.
        done, total: of its steps.
        required: whether it has to be done.
        due: the day by which it is to be done; None for none.
        created: when the record was made, as ISO text.
        is_sound: whether the record's checksum is right.
        file: the record's file.
        has_course: whether the row is about a course; False for a record without any.
    """

    learner: str
    course: str
    library: str
    done: int
    total: int
    required: bool
    due: Date | None
    created: str
    is_sound: bool
    file: str
    has_course: bool = True

    @property
    def state(self) -> str:
        """``done``, ``overdue`` on the day the record was made, ``begun``, ``not begun`` or ``no courses``."""
        if not self.has_course:
            return "no courses"
        if self.total and self.done >= self.total:
            return "done"
        if self.due is not None and self.created[:10] > self.due.isoformat():
            return "overdue"
        return "begun" if self.done else "not begun"


def with_checksum(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with its checksum."""
    return {**record, "checksum": _checksum(record)}


def read_record(file: Path) -> dict[str, Any]:
    """Read a record.

    Raises:
        PersonalFileError: the file is no record, or that of a newer version.
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        raw = stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise PersonalFileError(f"The file is too large: more than {LARGEST_FILE:,} bytes.", path=str(file))
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise PersonalFileError("The file is not JSON.", path=str(file)) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise PersonalFileError("The file is no record of progress.", path=str(file))
    if record.get("version") != VERSION:
        reason = f"The record has version {record.get('version')}; this program reads version {VERSION}."
        raise PersonalFileError(reason, path=str(file))
    return record


def report_rows(files: Iterable[Path]) -> tuple[list[ReportRow], list[PersonalFileError]]:
    """The courses in the records of many learners.

    Args:
        files: the records. Of several of one learner about one course the one made last counts. A record without
            courses counts where the learner has no other, or where it is damaged.

    Returns:
        The rows by course and learner, and an error for each file that is no record.
    """
    newest: dict[tuple[str, str, str], ReportRow] = {}
    errors: list[PersonalFileError] = []
    libraries: list[_Library] = []
    for file in files:
        try:
            for key, row in _rows(read_record(file), file, libraries):
                if key not in newest or row.created >= newest[key].created:
                    newest[key] = row
        except PersonalFileError as error:
            errors.append(error)
        except OSError as error:
            errors.append(PersonalFileError(f"The file can't be read: {error.strerror}.", path=str(file)))
    with_course = {key[:2] for key, row in newest.items() if row.has_course}
    told = [row for key, row in newest.items() if row.has_course or not row.is_sound or key[:2] not in with_course]
    return sorted(told, key=lambda row: (row.course.casefold(), row.learner.casefold(), row.file)), errors


def written_sample(digests: Iterable[int]) -> list[str]:
    """The sample of a library, as a record has it: 64 bits each, in hexadecimal, by size."""
    return [f"{digest & _MOST_DIGEST:016x}" for digest in sorted(digests)]


class _Library(NamedTuple):
    """A library of which records were read: a key of its own, and the id, name and sample of one record."""

    key: str
    id: str
    name: str
    sample: frozenset[str]

    def is_that_of(self, other: _Library) -> bool:
        """Whether two records are of the same library: by its id, else by its answers."""
        if self.id and self.id == other.id:
            return True
        share = len(self.sample & other.sample) / max(1, len(self.sample), len(other.sample))
        return share >= (DOUBTFUL_SHARE if self.name and self.name == other.name else CERTAIN_SHARE)


def _library_of(record: dict[str, Any], known: list[_Library]) -> _Library:
    """The library of a record under the key of the first record that was of it; `known` grows."""
    entry = record.get("library")
    entry = entry if isinstance(entry, dict) else {}
    sample = entry.get("sample")
    digests = frozenset(one for one in (sample if isinstance(sample, list) else ())[:SAMPLE_SIZE] if _text(one))
    library = _Library(str(len(known)), _text(entry.get("id")), _text(entry.get("name")), digests)
    same = next((one for one in known if one.is_that_of(library)), None)
    known.append(library if same is None else library._replace(key=same.key))
    return known[-1]


def _rows(
    record: dict[str, Any], file: Path, libraries: list[_Library]
) -> Iterable[tuple[tuple[str, str, str], ReportRow]]:
    is_sound = record.get("checksum") == _checksum({key: record[key] for key in record if key != "checksum"})
    library = _library_of(record, libraries)
    learner, created = _text(record.get("learner")), _text(record.get("created"))
    courses = record.get("courses")
    entries = [one for one in courses if isinstance(one, dict)] if isinstance(courses, list) else []
    # A record without courses is told, too: nobody takes it for one that was not read.
    for course in entries or [{}]:
        row = ReportRow(
            learner,
            _text(course.get("title")) or _text(course.get("name")),
            library.name,
            _count(course.get("done")),
            _count(course.get("total")),
            course.get("required") is True,
            _day(course.get("due")),
            created,
            is_sound,
            str(file),
            bool(entries),
        )
        # Without a name nobody knows whether two records are of one learner. A name that no course has.
        name = _text(course.get("name")) if entries else "\0"
        yield (learner or str(file), library.key, name), row


def record_as_csv(record: Mapping[str, Any]) -> str:
    """The steps of a record's courses, and the documents that it shares, as a table."""
    learner = record["learner"]
    steps: list[tuple[object, ...]] = [
        (learner, course["title"], step["title"], step["goal"], step["done"], step["total"], "")
        for course in record["courses"]
        for step in course["steps"]
    ]
    documents = ((learner, "", one["path"], "", "", "", one["state"]) for one in record.get("documents", ()))
    rows = [*steps, *documents]
    return csv_table(("learner", "course", "step", "goal", "done", "total", "state"), rows)


def report_as_csv(rows: Iterable[ReportRow]) -> str:
    """A report as a table."""
    head = ("learner", "course", "library", "done", "total", "state", "required", "due", "made", "sound", "file")
    return csv_table(
        head,
        (
            (
                row.learner,
                row.course,
                row.library,
                row.done,
                row.total,
                row.state,
                row.required,
                "" if row.due is None else row.due.isoformat(),
                row.created,
                row.is_sound,
                row.file,
            )
            for row in rows
        ),
    )


def xapi_statements(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A record as statements of the Experience API (xAPI 1.0.3, verbs of ADL), one for each course, step and document.

    A statement has the same id whenever it is made for the same learner, thing and state, so that a learning system
    takes it once. A course has the same address for all learners who have the same library: the smallest digest of its
    answers is part of it.
    """
    library = next(iter(record["library"].get("sample", ())), record["library"]["id"])
    actor = {
        "objectType": "Agent",
        "name": record["learner"],
        "account": {"homePage": f"urn:qtbrowser:{library}", "name": record["learner"]},
    }
    found = []

    def state(verb: str, thing: str, kind: str, title: str, result: dict[str, Any] | None = None) -> None:
        # An IRI has no spaces, and a name may have.
        place = f"urn:qtbrowser:{library}:{quote(thing)}"
        # Figures are part of the identity: more steps done are another statement.
        named = json.dumps([record["learner"], verb, place, result], sort_keys=True)
        found.append(
            {
                "id": str(uuid5(NAMESPACE_URL, named)),
                "timestamp": record["created"],
                "actor": actor,
                "verb": {"id": f"{_VERBS}{verb}", "display": {"en": verb}},
                "object": {
                    "objectType": "Activity",
                    "id": place,
                    "definition": {"type": f"{_ACTIVITIES}{kind}", "name": {"und": title}},
                },
                **({"result": result} if result else {}),
            }
        )

    for course in record["courses"]:
        result = _result(course)
        if course["done"]:
            verb = "completed" if result["completion"] else "progressed"
            state(verb, f"course/{course['name']}", "course", course["title"], result)
        for number, step in enumerate(course["steps"], start=1):
            if step["done"]:
                result = _result(step)
                verb = "answered" if step["goal"].startswith("answer") else "experienced"
                verb = {"know": "mastered"}.get(step["goal"], verb) if result["completion"] else "progressed"
                state(verb, f"course/{course['name']}/step/{number}", "lesson", step["title"], result)
    for document in record.get("documents", ()):
        state(_STATE_VERBS[document["state"]], f"document/{document['path']}", "lesson", document["path"])
    return found


def record_as_json(record: Mapping[str, Any]) -> str:
    """A record as a JSON file, which `read_record` reads."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def record_as_statements(record: Mapping[str, Any]) -> str:
    """The xAPI statements of a record, one a line."""
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in xapi_statements(record))


RECORD_WRITERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    ".json": record_as_json,
    ".csv": record_as_csv,
    ".jsonl": record_as_statements,
}
"""Suffix of a file, in small letters -> what makes its text of a record."""


def _result(counted: Mapping[str, Any]) -> dict[str, Any]:
    done, total = counted["done"], counted["total"]
    return {"completion": 0 < total <= done, "score": {"raw": done, "min": 0, "max": total}}


def _checksum(record: Mapping[str, Any]) -> str:
    plain = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(plain.encode('ascii')).hexdigest()}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    return max(0, value) if isinstance(value, int) and not isinstance(value, bool) else 0


def _day(value: object) -> Date | None:
    try:
        return Date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
