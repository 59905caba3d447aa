"""Plans that move and rename documents, and rename subjects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from qtbrowser.catalog.folding import split_subject, subject_key
from qtbrowser.catalog.subject_folders import CONTENT_FOLDERS, SubjectFolders
from qtbrowser.curation.document_names import Names, related_entries
from qtbrowser.curation.edits import MoveDocument, RenameDocument, RenameSubject
from qtbrowser.curation.naming import free_name, moved_address, refused_name, slug
from qtbrowser.curation.plans.for_each import Steps, each
from qtbrowser.curation.retargeting import rebased_links, rebased_related, retarget
from qtbrowser.curation.work import Work
from qtbrowser.documents.date_reading import date_of_name
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.field_editing.field_values import FieldValue
from qtbrowser.documents.field_reading import as_line, as_words
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.languages import is_language_folder
from qtbrowser.errors import EditRefused, UsageError

_SUBJECT_FIELD = re.compile(rb"subject\"?\s*+[:=]")
_NOT_BLANK = re.compile(rb"\S")
SUBJECT_FIELDS = ("subject", "category")


def move_document(edit: MoveDocument, work: Work) -> Steps:
    """Move a document to another subject.

    Raises:
        UsageError: the subject is empty.
    """
    subject = " ".join(edit.subject.split())
    if not subject_key(subject):
        raise UsageError("Which subject?")
    return each(work, [edit.path], lambda path: move(work, path, subject))


def move(work: Work, path: str, subject: str, homes: Mapping[str, str | None] | None = None) -> str:
    """Move one document; its links and those to it are changed.

    Args:
        work: where the changes are collected.
        path: the document.
        subject: its new subject; if the library has it, its spelling is used.
        homes: key of a subject -> the folder of its documents, None if it has none; what is not in it is looked up.

    Returns:
        Its new path.

    Raises:
        EditRefused, DocumentError: the document can't be moved.
    """
    spelled = next(iter(work.known().spellings_of_subject(subject_key(subject))), subject)
    if subject_key(spelled) != subject_key(subject):
        spelled = subject
    folder = folder_for(work, path, subject, homes or {})
    name = PurePosixPath(path).name
    target = f"{folder}/{name}" if folder else name
    fields = work.fields(path)
    names_own = any(as_line(fields.get(name)) for name in SUBJECT_FIELDS)
    if not names_own and not folder_means(folder, work.known().subject_folders(), work.root.name, subject):
        work.edit(path, {SUBJECT_FIELDS[0]: spelled})
    return relocate(work, path, target if target == path else free_name(target, work.is_taken), spelled)


def folder_means(folder: str, folders: SubjectFolders, library_name: str, subject: str) -> bool:
    """Whether a document in a folder and without a subject field belongs to a subject.

    Args:
        folder: the folder.
        folders: the folders that give subjects.
        library_name: the name of the library's own folder.
        subject: the subject.
    """
    if folders.common and not f"{folder}/".startswith(f"{folders.common}/"):
        return False
    return subject_key(folders.subject_of(folder, library_name)) == subject_key(subject)


def folder_for(work: Work, path: str, subject: str, homes: Mapping[str, str | None]) -> str:
    """The folder for a document of a subject: that of the other documents, else a new one beside the document's own.

    If a folder contains several subjects, folders do not mean subjects, and the document stays in its own. A document
    of a site stays in the folder that holds its content.
    """
    library = work.known()
    key = subject_key(subject)
    folder = PurePosixPath(path).parent.as_posix().removeprefix(".")
    own = library.names_own_subject(path)
    if own and library.subjects_in_folder(folder) > 1:
        return folder
    found = homes[key] if key in homes else library.folder_of_subject(key)
    content = content_root(folder, work.kinds_of(path))
    if found is not None and f"{found}/".startswith(f"{content}/" if content else ""):
        return found
    parts = [slug(part) if own else part for part in split_subject(subject)]
    if own:
        above = PurePosixPath(folder).parent.as_posix().removeprefix(".") if folder else ""
    else:
        above, *parts = library.subject_folders().folder_of(parts)
    if content and not f"{above}/".startswith(f"{content}/"):
        above = content
    if not all(parts):
        raise EditRefused(f"No folder can be named after the subject {subject}.")
    return work.as_spelled("/".join(part for part in (above, *parts) if part))


def content_root(folder: str, kinds: FolderKind) -> str:
    """The folder that holds the documents of a site, out of which no document is moved: ``content``, ``content/en``.

    Args:
        folder: the folder of a document.
        kinds: what it is written for.

    Returns:
        The outermost such folder that the document is in, with the language below it; empty if there is none.
    """
    parts = folder.split("/")
    names = [part.lower() for part in parts]
    place = (
        next((place for place, name in enumerate(names) if name in CONTENT_FOLDERS), None) if kinds.is_site else None
    )
    if place is None:
        return ""
    has_language = place + 1 < len(names) and is_language_folder(names[place + 1])
    return "/".join(parts[: place + (2 if has_language else 1)])


def rename_document(edit: RenameDocument, work: Work) -> Steps:
    """Rename a document's file.

    Raises:
        UsageError: a document's file can't have this name.
    """
    name = edit.file_name.strip()
    if not name.lower().endswith(SUFFIXES):
        name += PurePosixPath(edit.path).suffix
    if reason := refused_name(name):
        raise UsageError(reason)

    def do(path: str) -> None:
        relocate(work, path, str(PurePosixPath(path).with_name(_with_day(work, path, name))), subject=None)

    return each(work, [edit.path], do)


def _with_day(work: Work, path: str, name: str) -> str:
    """The new name of a file; for a post of Jekyll with its day, without which it would be none."""
    *folders, old = path.split("/")
    is_post = FolderKind.JEKYLL in work.kinds_of(path) and "_posts" in folders
    if not is_post or date_of_name(name) is not None or (found := date_of_name(old)) is None:
        return name
    return f"{old[: found[1]].rstrip('-')}-{name}"


def relocate(work: Work, path: str, new_path: str, subject: str | None) -> str:
    """Change the path of a document's file; its fields, its own links and those to it are changed.

    Args:
        work: where the changes are collected.
        path: the document.
        new_path: its new path.
        subject: the new value of its subject field, if it has one; None leaves it unchanged.

    Returns:
        Its new path.

    Raises:
        EditRefused, DocumentError: the document can't be moved; then nothing was changed.
    """
    document = work.document(path)
    fields = work.fields(path)
    linking = work.known().linking_paths(path)
    ids = document.id is not None and len(work.known().paths_with_id(document.id)) == 1
    old = Names.of(document)
    new = replace(old, path=new_path, url=moved_address(document.url, path, new_path), subject=subject or old.subject)
    former = work.names_of(document)
    changes = _own_changes(fields, path, new, subject)
    if path != new_path:
        answer = rebased_links(document.answer, path, new_path, work.exists, document.kinds)
        if answer != document.answer:
            changes["answer"] = answer
        changes |= rebased_related(fields, path, new_path, work.exists)
    before = work.read(path)
    work.edit(path, changes)
    if path != new_path:
        try:
            work.move(path, new_path)
        except EditRefused:
            work.change(path, before)
            raise
    old = replace(old, addresses=work.addresses_of(document))
    moved = work.document(new_path)
    new = replace(new, addresses=work.addresses_of(moved) if old.addresses else (), page=Names.of(moved).page)
    retarget(work, [*linking, new_path], old, new, ids=ids, former=former)
    return new_path


def _own_changes(fields: Mapping[str, Any], path: str, new: Names, subject: str | None) -> dict[str, FieldValue]:
    changes: dict[str, FieldValue] = {}
    field = next((name for name in SUBJECT_FIELDS if as_line(fields.get(name))), None)
    if subject is not None and field is not None:
        changes[field] = subject
    if subject is not None and field is not None and (listed := fields.get("subjects")):
        old = subject_key(as_line(fields[field]))
        words = as_words(listed)
        changed = tuple(subject if subject_key(word) == old else word for word in words)
        if changed != tuple(words):
            changes["subjects"] = changed
    if as_line(fields.get("url")) and new.url:
        changes["url"] = new.url
    if as_line(fields.get("file_name")) == PurePosixPath(path).name:
        changes["file_name"] = PurePosixPath(new.path).name
    return changes


def rename_subject(edit: RenameSubject, work: Work) -> Steps:
    """Rename a subject everywhere.

    Raises:
        UsageError: one of the names is empty.
    """
    key, new = subject_key(edit.subject), " ".join(edit.new.split())
    if not key or not subject_key(new):
        raise UsageError("Renaming a subject needs its name and a new name.")
    library = work.known()
    subjects = {path: library.subject_of(path) for path in library.paths_of_subject(key)}
    # Where the subjects are before this step: while documents are renamed one by one, their old folder becomes theirs.
    renamed_to = {subject_key(_renamed(subject, edit.subject, new) or new) for subject in subjects.values()}
    homes = {key_of: library.folder_of_subject(key_of) for key_of in renamed_to}
    spelled = _spelled([edit.subject, *library.spellings_of_subject(key)])

    further = set() if work.catalog is None else set(work.catalog.paths_of_further_subject(key))

    def do(path: str) -> None:
        is_member = path in subjects
        # Links can contain subjects too, which the catalog does not have. So all files are searched, and the few with a
        # match are parsed.
        if not is_member and work.was_at(path) not in further and not _mentions(work.peek(path), spelled):
            return
        if is_member and (edit.move or not library.names_own_subject(path)):
            path = move(work, path, _renamed(subjects[path], edit.subject, new) or new, homes)
        elif is_member:
            fields = work.fields(path)
            field = next((name for name in SUBJECT_FIELDS if as_line(fields.get(name))), None)
            if field is not None and (renamed := _renamed(as_line(fields[field]), edit.subject, new)):
                work.edit(path, {field: renamed})
        if is_member or work.was_at(path) in further:
            listed = as_words(work.fields(path).get("subjects"))
            renamed_list = tuple(_renamed(word, edit.subject, new) or word for word in listed)
            if renamed_list != tuple(listed):
                work.edit(path, {"subjects": tuple({subject_key(word): word for word in renamed_list}.values())})
        named = {
            f"{name}.subject": renamed
            for name, value in related_entries(work.fields(path))
            if isinstance(value, Mapping) and (renamed := _renamed(as_line(value.get("subject")), edit.subject, new))
        }
        work.edit(path, named)

    return each(work, library.paths(), do, planned=True)


def _spelled(spellings: list[str]) -> re.Pattern[bytes]:
    """The pattern that finds a subject in a file's bytes, in any case and spacing."""
    words = {r"\s*".join(map(re.escape, "".join(spelling.split()))) for spelling in spellings}
    return re.compile("|".join(sorted(words)).encode("utf-8", "surrogatepass"), re.IGNORECASE)


def _mentions(raw: bytes, spelled: re.Pattern[bytes]) -> bool:
    """Whether a file may have the subject as the value of a ``subject`` field: on its line or the next one that is not
    blank.

    Each line is searched once, however many fields it seems to contain.
    """
    searched = 0
    for field in _SUBJECT_FIELD.finditer(raw):
        end = _line_end(raw, field.end())
        below = _NOT_BLANK.search(raw, end)
        end = end if below is None else _line_end(raw, below.start())
        if spelled.search(raw, max(field.end(), searched), end):
            return True
        searched = end
    return False


def _line_end(raw: bytes, place: int) -> int:
    found = raw.find(b"\n", place)
    return len(raw) if found < 0 else found


def _renamed(subject: str, old: str, new: str) -> str:
    """The new name of a subject or of one below it; empty if it is another subject."""
    parts, before = split_subject(subject), split_subject(old)
    if not subject or subject_key("/".join(parts[: len(before)])) != subject_key(old):
        return ""
    return "/".join([new, *parts[len(before) :]])
