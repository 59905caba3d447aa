"""Changes of a library's own file ``.qtbrowser.toml`` that follow from changes of its documents."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from qtbrowser.errors import EditRefused

REDIRECTS = "redirects"
"""The section with old names of documents: path, address or ``id:...`` -> path of the document that it leads to."""

NOT_VALID = (ValueError, TOMLKitError, RecursionError, AttributeError, TypeError, LookupError)
"""What reading and changing a file of TOML can raise that is not valid, or whose sections have another form."""


def with_changed_paths(
    raw: bytes,
    moved: Mapping[str, str],
    merged: Mapping[str, str],
    redirects: Mapping[str, str],
    is_left: Callable[[str], bool] = lambda _folder: False,
) -> bytes:
    """The file after documents have moved and have been merged; comments and everything else stay as they are.

    Args:
        raw: the file; empty if there is none.
        moved: old path -> new path.
        merged: path of a removed document -> path of the one that it was merged into.
        redirects: new redirects: name -> path.
        is_left: tells whether a folder has no documents any more; the folder of a rule follows them then.

    Raises:
        EditRefused: the file is not valid TOML, and so nothing is changed in it.
    """
    try:
        text = raw.decode("utf-8-sig")
        plain = tomllib.loads(text)
        if not redirects and not list(_stale(plain, moved, merged, is_left)):
            return raw
        document = tomlkit.parse(text)
        for holder, key, path in list(_stale(document, moved, merged, is_left)):
            holder[key] = path
        wanted = {name: path for name, path in redirects.items() if name != path}
        return _with_redirects(document, wanted).encode("utf-8")
    except NOT_VALID as error:
        raise EditRefused(f"The file can't be edited, because it is not valid: {error}.") from error


def with_text_files(raw: bytes, read: bool) -> bytes:
    """The file with the setting whether ``.txt`` files are documents; comments and everything else stay as they are.

    Args:
        raw: the file; empty if there is none.
        read: whether they are.

    Raises:
        EditRefused: the file is not valid TOML, and so nothing is changed in it.
    """
    try:
        text = raw.decode("utf-8-sig")
        present = tomllib.loads(text).get("library", {}).get("text_files", False)
        if present is read:
            return raw
        document = tomlkit.parse(text)
        document.setdefault("library", tomlkit.table())["text_files"] = read
        return tomlkit.dumps(document).encode("utf-8")
    except NOT_VALID as error:
        raise EditRefused(f"The file can't be edited, because it is not valid: {error}.") from error


def with_same_entries(before: bytes | None, after: bytes | None, found: bytes | None) -> bytes | None:
    """The file with the redirects that a change has added, changed or removed, though others have changed it meanwhile.

    Args:
        before: the file before the change; None if there was none.
        after: the file after it.
        found: the file as it is now.

    Returns:
        The file as it is now with the same change of its redirects; None if the change concerns anything else, or one
        of the files is not valid.
    """
    try:
        old, new = (tomllib.loads((raw or b"").decode("utf-8-sig")) for raw in (before, after))
        gone, come = old.pop(REDIRECTS, {}), new.pop(REDIRECTS, {})
        if old != new or found is None:
            return None
        document = tomlkit.parse(found.decode("utf-8-sig"))
        section = document.get(REDIRECTS, {})
        changed = [name for name in {**gone, **come} if gone.get(name) != come.get(name)]
        mine = [name for name in changed if section.get(name) == gone.get(name)]
        for name in mine:
            if name in section and name not in come:
                del section[name]
        if not section and REDIRECTS in document:
            del document[REDIRECTS]
        return _with_redirects(document, {name: come[name] for name in mine if name in come}).encode("utf-8")
    except NOT_VALID:
        return None


def _with_redirects(document: tomlkit.TOMLDocument, redirects: Mapping[str, str]) -> str:
    """The text of a file with more redirects.

    They are written as lines of text: adding thousands of entries to a section one by one takes time that grows with
    the square of their number.
    """
    section = document.get(REDIRECTS, {})
    for name in [name for name in redirects if name in section]:
        section[name] = redirects[name]
    new = {name: path for name, path in sorted(redirects.items()) if name not in section}
    text = tomlkit.dumps(document)
    if not new:
        return text
    lines = "".join(f"{json.dumps(name)} = {json.dumps(path)}\n" for name, path in new.items())
    head = f"[{REDIRECTS}]\n"
    if REDIRECTS not in document:
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        written = f"{text}{gap}{head}{lines}"
    else:
        place = text.find(f"\n{head}") + 1 if not text.startswith(head) else 0
        written = f"{text[: place + len(head)]}{lines}{text[place + len(head) :]}"
    expected = {**tomllib.loads(text), REDIRECTS: {**section, **new}}
    try:
        if tomllib.loads(written) == expected:
            return written
    except tomllib.TOMLDecodeError:
        pass  # the section is written in a form of its own
    section = document.setdefault(REDIRECTS, tomlkit.table())
    for name, path in new.items():
        section[name] = path
    return tomlkit.dumps(document)


def _stale(
    document: Mapping[str, Any],
    moved: Mapping[str, str],
    merged: Mapping[str, str],
    is_left: Callable[[str], bool],
) -> Iterator[tuple[Any, Any, str]]:
    """The paths in the file that are others now, each with what holds it, its key there, and the new path."""
    redirects = document.get(REDIRECTS)
    now = {**merged, **moved}
    if isinstance(redirects, MutableMapping):
        led = [(name, _moved_to(path, now)) for name, path in redirects.items()]
        yield from ((redirects, name, path) for name, path in led if path is not None)
    for rule in _tables(document, "rules"):
        written = rule.get("folder")
        folder = written.strip("/") if isinstance(written, str) else ""
        new = _new_folder(folder, moved)
        if new and is_left(folder):
            yield rule, "folder", new
    for entry in _entries(document):
        new_path = _moved_to(entry.get("path"), moved)
        if new_path is not None:
            yield entry, "path", new_path
        for name in ("not_duplicates", "paths"):
            listed = entry.get(name)
            if isinstance(listed, list):
                changed = ((place, _moved_to(path, moved)) for place, path in enumerate(listed))
                yield from ((listed, place, path) for place, path in changed if path is not None)


def _moved_to(path: Any, moved: Mapping[str, str]) -> str | None:
    """The new path of a document; None if it has not moved, or the file holds no path there."""
    return moved.get(path) if isinstance(path, str) else None


def _entries(document: Mapping[str, Any]) -> Iterator[MutableMapping[str, Any]]:
    """The findings that are ignored, and the declared copies."""
    yield from _tables(document, "ignored")
    listed = document.get("copies")
    yield from (entry for entry in (listed if isinstance(listed, list) else ()) if isinstance(entry, MutableMapping))


def _tables(document: Mapping[str, Any], name: str) -> Iterator[MutableMapping[str, Any]]:
    """The tables of a list in the section of the check."""
    check = document.get("check")
    listed = check.get(name) if isinstance(check, Mapping) else None
    yield from (entry for entry in (listed if isinstance(listed, list) else ()) if isinstance(entry, MutableMapping))


def _new_folder(folder: str, moved: Mapping[str, str]) -> str:
    """The folder to which the documents below a folder have moved; empty if they have not, or to several."""
    below = f"{folder}/"
    targets = {
        new.removesuffix(old[len(folder) :]) if new.endswith(old[len(folder) :]) else ""
        for old, new in moved.items()
        if folder and old.startswith(below)
    }
    return targets.pop() if len(targets) == 1 else ""
