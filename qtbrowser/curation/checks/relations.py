"""Rules about links: related questions, links and pictures, and whether a file's folder fits its address."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from qtbrowser.catalog.subject_folders import common_folder
from qtbrowser.curation.checks.facts import Facts, LinkFact, folded
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.ignored import Ignored
from qtbrowser.curation.checks.site_addresses import SiteAddresses
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.curation.edits import MOST_NUMBERED, AddRelated, SetRelated, Several
from qtbrowser.documents.document import Related
from qtbrowser.documents.problem import Severity
from qtbrowser.markup.anchor_keys import has_anchor
from qtbrowser.markup.link_schemes import ATTACHMENT_SUFFIXES, WIKI, scheme_of, split_fragment

Faults = Iterator[tuple[str, Fault]]


def related_faults(library: WholeLibrary, _: Ignored) -> Faults:
    """Find related questions that lead nowhere, or lead twice to a document or to their own one."""
    for fact in library.documents:
        targets = library.related_paths.get(fact.path)
        if targets is None:
            continue
        if None in targets:
            yield fact.path, _dangling(library, fact, targets)
        if len(set(targets)) < len(targets) and (twice := _twice(fact, targets)) is not None:
            yield fact.path, twice
        if fact.path in targets:
            yield fact.path, _self_related(fact, targets)


def one_way_faults(library: WholeLibrary, ignored: Ignored) -> Faults:
    """Find related questions that do not lead back; documents with fewer of them than the threshold are not told."""
    leads_back = {path: frozenset(targets) for path, targets in library.related_paths.items()}
    nothing: frozenset[str | None] = frozenset()
    fewest = max(1, ignored.settings.threshold("one-way-related"))
    for fact in library.documents:
        targets = library.related_paths.get(fact.path)
        if targets is None:
            continue
        # A link whose target has moved counts as one that leads there.
        led = targets if None not in targets else _as_moved(library, fact, targets)
        places = [
            place
            for place, target in enumerate(led)
            if target and target != fact.path and fact.path not in leads_back.get(target, nothing)
        ]
        if len(places) >= fewest:
            yield fact.path, _one_way(library, fact, led, places)


def _as_moved(library: WholeLibrary, fact: Facts, targets: list[str | None]) -> list[str | None]:
    moved = (
        found if target is None and (found := library.moved_to(LinkFact._make(link))) is not None else None
        for link, target in zip(fact.links, targets, strict=True)
    )
    return [found.path if found is not None else target for found, target in zip(moved, targets, strict=True)]


def _dangling(library: WholeLibrary, fact: Facts, targets: list[str | None]) -> Fault:
    first: LinkFact | None = None
    moved: list[str] = []
    kept = []
    gone = twice = 0
    for values, target in zip(fact.links, targets, strict=True):
        if target is not None:
            kept.append(_as_related(values))
            continue
        link = LinkFact._make(values)
        first = first or link
        found = library.moved_to(link)
        if found is None:
            gone += 1
        elif found.path == fact.path or found.path in targets or found.path in moved:
            # It would name itself, or the same document twice.
            twice += 1
        else:
            moved.append(found.path)
            kept.append(_link_to(found, link))
    fixes = [f"Lead it to {path}." for path in moved]
    if gone:
        fixes.append("Remove the one that leads nowhere." if gone == 1 else f"Remove the {gone} that lead nowhere.")
    if twice:
        fixes.append("Remove what another one leads to.")
    lost = gone + twice + len(moved)
    more = f" And {lost - 1} more." if lost > 1 else ""
    name, line = ("", None) if first is None else (_name(first), first.line)
    message = f"A related question is not there: {name}.{more}"
    repair = SetRelated(fact.path, tuple(kept))
    return Fault("dangling-related", line, message, " ".join(fixes), repair, None, tuple(moved))


def _twice(fact: Facts, targets: list[str | None]) -> Fault | None:
    """The fault of two links to one document; links that lead nowhere are the same if they are written the same."""
    seen: set[object] = set()
    again: list[int] = []
    for place, ((title, url, number, _, _), target) in enumerate(zip(fact.links, targets, strict=True)):
        key = target or url.rstrip("/") or number or folded(title)
        if key in seen:
            again.append(place)
        seen.add(key)
    if not again:
        return None
    kept = tuple(_as_related(link) for place, link in enumerate(fact.links) if place not in again)
    first = fact.related[again[0]]
    others = tuple(dict.fromkeys(target for place in again if (target := targets[place])))
    message = f"A related question is named twice: {_name(first)}."
    fix = "Name it once."
    return Fault("duplicate-related", first.line, message, fix, SetRelated(fact.path, kept), None, others)


def _self_related(fact: Facts, targets: list[str | None]) -> Fault:
    kept = tuple(_as_related(link) for link, target in zip(fact.links, targets, strict=True) if target != fact.path)
    line = fact.related[targets.index(fact.path)].line
    message = "The document names itself as a related question."
    return Fault("self-related", line, message, "Remove it.", SetRelated(fact.path, kept))


def _one_way(library: WholeLibrary, fact: Facts, targets: list[str | None], places: list[int]) -> Fault:
    others = tuple(dict.fromkeys(target for place in places if (target := targets[place])))
    first = LinkFact._make(fact.links[places[0]])
    more = f" Nor do {len(others) - 1} more." if len(others) > 1 else ""
    message = f"A related question does not name this one: {_name(first)}.{more}"
    # Where a numbered form has no field left, only a person can choose what goes.
    repairs = tuple(AddRelated(other, fact.path) for other in others if _has_room(library.by_path[other]))
    repair = Several(repairs, "Name each other as related") if len(repairs) > 1 else next(iter(repairs), None)
    fix = "Name this question there, too."
    if full := [other for other in others if not _has_room(library.by_path[other])]:
        more = f" and {len(full) - 1} more" if len(full) > 1 else ""
        fix += f" In {full[0]}{more} all {MOST_NUMBERED} fields for related questions are taken: choose which one goes."
    return Fault("one-way-related", first.line, message, fix, repair, others=others)


def _has_room(fact: Facts) -> bool:
    return not fact.numbered or len(fact.links) < MOST_NUMBERED


def _as_related(link: tuple[str, str, int | str | None, str, int | None]) -> Related:
    title, url, number, subject, _ = link
    return Related(title, url, number, subject)


def _link_to(fact: Facts, link: LinkFact) -> Related:
    """A link changed to lead to another document; it keeps its form: address and subject are written if it has them."""
    return Related(
        title=fact.title if link.title else "",
        url=(fact.url or f"/{fact.path}") if link.url else "",
        id=fact.id if link.id is not None else None,
        subject=fact.subject if link.subject else "",
    )


def _name(link: LinkFact) -> str:
    return (f"“{link.title[:100]}”" if link.title else "") + (
        f" ({link.url[:160]})" if link.url and link.title else link.url[:160] or ("" if link.title else f"id {link.id}")
    )


def unresolved_targets(
    library: WholeLibrary, fact: Facts, addresses: SiteAddresses
) -> Iterator[tuple[str, int | None]]:
    """Yield those targets of the links and pictures in an answer, with their lines, that are not in the library.

    Args:
        library: the library.
        fact: the document.
        addresses: tells addresses that the program of the library's site makes, which are left out.
    """
    for target, line in fact.targets:
        if not _is_there(library, target, fact.path) and not addresses.is_generated(target, fact):
            yield target, line


def missing_targets(library: WholeLibrary, _: Ignored) -> Faults:
    """Find pictures and local links in answers whose file is not in the library."""
    addresses = SiteAddresses(library)
    for fact in library.under("missing-image"):
        for target, line in unresolved_targets(library, fact, addresses):
            scheme, plain = scheme_of(target)
            if scheme == WIKI and not _names_other_file(plain):
                message, severity = f"There is no note {plain[:160]} yet.", Severity.NOTE
                yield fact.path, Fault("missing-image", line, message, "Write it, or correct the link.", None, severity)
            else:
                message = f"There is no such file: {plain[:160]}"
                yield fact.path, Fault("missing-image", line, message, "Correct the address, or add the file.")


def _names_other_file(target: str) -> bool:
    """Whether a wiki link names a file that is no note, such as a picture; a note's name may have dots too."""
    suffix = target.partition("#")[0].strip().rpartition(".")[2]
    return f".{suffix.lower()}" in ATTACHMENT_SUFFIXES


def missing_headings(library: WholeLibrary, _: Ignored) -> Faults:
    """Find links to a heading or a place that the document they lead to does not have."""
    for fact in library.under("missing-heading"):
        for target, line in fact.targets:
            if "#" not in target and "^" not in target:
                continue
            fragment = split_fragment(target)[1]
            found = library.document_at(target, fact.path) if fragment else None
            if found is not None and not has_anchor(found.anchors, fragment):
                message = f"There is no such heading in {found.path}: {scheme_of(target)[1][:160]}"
                fix = "Correct the link, or add the heading."
                others = () if found is fact else (found.path,)
                yield fact.path, Fault("missing-heading", line, message, fix, others=others)


def _is_there(library: WholeLibrary, target: str, base: str) -> bool:
    if target.startswith("id:"):
        return target[3:] in library.by_id
    return library.document_at(target, base) is not None or library.file_at(target, base)


def future_dates(library: WholeLibrary, _: Ignored) -> Faults:
    """Find documents with a date in the future."""
    for fact in library.under("bad-date"):
        if fact.date > library.today:
            message = f"The date {fact.date} is in the future."
            yield fact.path, Fault("bad-date", fact.date_line, message, "Correct the date.")


def misplaced_files(library: WholeLibrary, _: Ignored) -> Faults:
    """Find documents that are in another folder than their address says."""
    common = common_folder(fact.path for fact in library.documents)
    known: dict[tuple[str, str], bool] = {}
    for fact in library.under("misplaced-file"):
        url = fact.url
        if not url or "://" in url:
            continue
        folder = fact.path.rpartition("/")[0]
        address = url.rstrip("/").rpartition("/")[0]
        agrees = known.get((folder, address))
        if agrees is None:
            agrees = known[folder, address] = _agree(folder, folder[len(common) :], unquote(address))
        if not agrees:
            message = f"The address {url[:160]} names another folder than {folder}."
            yield fact.path, Fault("misplaced-file", fact.url_line, message, "Move the file, or correct its address.")


def _agree(folder: str, inner: str, address: str) -> bool:
    """Whether an address fits a folder: it must contain, in their order, the folders below the one that contains all
    documents, and those after its own first part.

    Args:
        folder: the document's folder.
        inner: the part of it below the folder that contains all documents.
        address: the document's address without its last part.
    """
    told = address.split("/")
    if not any(told):
        return True
    parts = folder.split("/")
    first = next((place for place, part in enumerate(parts) if part and part in told), len(parts))
    return _in_order(inner.split("/"), told) and _in_order(parts[first:], told)


def _in_order(parts: list[str], address: list[str]) -> bool:
    rest = iter(address)
    return all(not part or part in rest for part in parts)
