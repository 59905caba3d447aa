"""Changes of the files of courses: published, removed, and kept in step with documents that move."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomlkit

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.curation.library_file_edits import NOT_VALID
from qtbrowser.documents.course import Course, course_name_refused, course_path, course_text
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.errors import EditRefused, WriteRefused


def publishing_course(root: Path, course: Course, form: str = "") -> ChangeSet:
    """The change that writes a course into its file.

    Args:
        root: the library's folder, resolved.
        course: the course; a file of its name is replaced.
        form: a file of it, of which comments are kept; those of the present file if empty.

    Raises:
        EditRefused: the course can't have its name, or its present file can't be read.
    """
    if reason := course_name_refused(course.name):
        raise EditRefused(reason, path=course.name)
    before = _present(root, course.path)
    text = course_text(course, form or (before or b"").decode("utf-8-sig", "replace"))
    return ChangeSet(f"Publish the course {course.title}", (FileChange(course.path, before, text.encode("utf-8")),))


def removing_course(root: Path, name: str) -> ChangeSet:
    """The change that removes the file of a course.

    Args:
        root: the library's folder, resolved.
        name: of the file, without the suffix.

    Raises:
        EditRefused: there is no such course, or its file can't be read.
    """
    path = course_path(name)
    before = None if course_name_refused(name) else _present(root, path)
    if before is None:
        raise EditRefused("There is no such course.", path=path)
    return ChangeSet(f"Remove the course {name}", (FileChange(path, before, None),))


def with_moved_steps(raw: bytes, moved: Mapping[str, str]) -> bytes:
    """The file of a course after documents have moved; comments and everything else stay as they are.

    Args:
        raw: the file. One that is not valid is given back as it is: nothing of it can be followed.
        moved: old path -> new path of documents, those they were merged into included.
    """
    try:
        text = raw.decode("utf-8")
        if not list(_stale(tomllib.loads(text), moved)):
            return raw
        document = tomlkit.parse(text)
        for step in list(_stale(document, moved)):
            step["document"] = moved[step["document"]]
        return tomlkit.dumps(document).encode("utf-8")
    except NOT_VALID:
        return raw


def _stale(document: Mapping[str, Any], moved: Mapping[str, str]) -> Iterator[Any]:
    for step in document.get("step", ()):
        if isinstance(step, Mapping) and step.get("document") in moved:
            yield step


def _present(root: Path, path: str) -> bytes | None:
    try:
        return FilePlaces(root).read(path)
    except WriteRefused as error:
        raise EditRefused(error.reason, path=path) from error
    except OSError as error:
        raise EditRefused(f"The file can't be read: {error.strerror}.", path=path) from error
