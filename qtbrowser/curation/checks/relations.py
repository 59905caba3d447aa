"""Rules about links: related questions, links and pictures, and whether a file's folder fits its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

from qtbrowser.curation.checks.fact_keys import ID
from qtbrowser.curation.checks.facts import Facts, LinkFact, folded
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.site_addresses import SiteAddresses
from qtbrowser.curation.checks.whole_library import NOWHERE, WholeLibrary
from qtbrowser.curation.edits import MOST_NUMBERED, AddRelated, SetRelated, Several
from qtbrowser.documents.document import Related
from qtbrowser.documents.problem import Severity
from qtbrowser.markup.anchor_keys import has_anchor
from qtbrowser.markup.link_schemes import ATTACHMENT_SUFFIXES, WIKI, scheme_of, split_fragment

Faults = Iterator[Fault]
RelatedOf = Callable[[int], tuple[Sequence[int], bool]]


def related_faults(library: WholeLibrary, fact: Facts, number: int, targets: Sequence[int]) -> Faults:
    """Find related questions that lead nowhere, or lead twice to a document or to their own one.

    Args:
        library: all documents.
        fact: the document.
        number: its number.
        targets: the numbers of the documents that its related questions lead to, see `WholeLibrary.related_to`.
    """
    if NOWHERE not in targets and number not in targets and len(set(targets)) == len(targets):
        return
    paths = _paths_of(library, targets)
    if None in paths:
        yield _dangling(library, fact, paths)
    if len(set(paths)) < len(paths) and (twice := _twice(fact, paths)) is not None:
        yield twice
    if fact.path in paths:
        yield _self_related(fact, paths)


def one_way_faults(
    library: WholeLibrary, fact: Facts, number: int, targets: Sequence[int], fewest: int, related: RelatedOf
) -> Faults:
    """Find related questions that do not lead back; documents with fewer of them than the threshold are not told.

    Args:
        library, fact, number, targets: as for `related_faults`.
        fewest: the threshold.
        related: gives the targets of another document, and whether it has room for one more.
    """
    if not targets:
        return
    # A link whose target has moved counts as one that leads there.
    led = list(targets) if NOWHERE not in targets else _as_moved(library, fact, targets)
    places = [
        place
        for place, target in enumerate(led)
        if target > NOWHERE and target != number and number not in related(target)[0]
    ]
    if len(places) >= max(1, fewest):
        yield _one_way(library, fact, led, places, related)


def _paths_of(library: WholeLibrary, targets: Iterable[int]) -> list[str | None]:
    """The paths of numbers; None for `NOWHERE`, and "" for `UNKNOWN`."""
    path = library.lookup.path
    return [path(target) if target > NOWHERE else None if target == NOWHERE else "" for target in targets]


def _as_moved(library: WholeLibrary, fact: Facts, targets: Sequence[int]) -> list[int]:
    return [
        library.number_of(found)
        if target == NOWHERE and (found := library.moved_to(LinkFact._make(link))) is not None
        else target
        for link, target in zip(fact.links, targets, strict=True)
    ]


def _dangling(library: WholeLibrary, fact: Facts, targets: Sequence[str | None]) -> Fault:
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


def _twice(fact: Facts, targets: Sequence[str | None]) -> Fault | None:
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


def _self_related(fact: Facts, targets: Sequence[str | None]) -> Fault:
    kept = tuple(_as_related(link) for link, target in zip(fact.links, targets, strict=True) if target != fact.path)
    line = fact.related[targets.index(fact.path)].line
    message = "The document names itself as a related question."
    return Fault("self-related", line, message, "Remove it.", SetRelated(fact.path, kept))


def _one_way(
    library: WholeLibrary, fact: Facts, targets: Sequence[int], places: list[int], related: RelatedOf
) -> Fault:
    numbers = list(dict.fromkeys(targets[place] for place in places))
    has_room = {library.lookup.path(target): related(target)[1] for target in numbers}
    first = LinkFact._make(fact.links[places[0]])
    more = f" Nor do {len(has_room) - 1} more." if len(has_room) > 1 else ""
    message = f"A related question does not name this one: {_name(first)}.{more}"
    # Where a numbered form has no field left, only a person can choose what goes.
    repairs = tuple(AddRelated(other, fact.path) for other, is_free in has_room.items() if is_free)
    repair = Several(repairs, "Name each other as related") if len(repairs) > 1 else next(iter(repairs), None)
    fix = "Name this question there, too."
    if full := [other for other, is_free in has_room.items() if not is_free]:
        more = f" and {len(full) - 1} more" if len(full) > 1 else ""
        fix += f" In {full[0]}{more} all {MOST_NUMBERED} fields for related questions are taken: choose which one goes."
    return Fault("one-way-related", first.line, message, fix, repair, others=tuple(has_room))


def has_room(fact: Facts) -> bool:
    """Whether a document's form has room for one more related question."""
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


def missing_targets(library: WholeLibrary, fact: Facts, addresses: SiteAddresses) -> Faults:
    """Find pictures and links in an answer whose file is not in the library; arguments as `unresolved_targets`."""
    for target, line in unresolved_targets(library, fact, addresses):
        scheme, plain = scheme_of(target)
        if scheme == WIKI and not _names_other_file(plain):
            message, severity = f"There is no note “{plain[:160]}” yet.", Severity.NOTE
            yield Fault("missing-file", line, message, "Write it, or correct the link.", None, severity)
        else:
            message = f"There is no such file: {plain[:160]}"
            yield Fault("missing-file", line, message, "Correct the address, or add the file.")


def _names_other_file(target: str) -> bool:
    """Whether a wiki link names a file that is no note, such as a picture; a note's name may have dots too."""
    suffix = target.partition("#")[0].strip().rpartition(".")[2]
    return f".{suffix.lower()}" in ATTACHMENT_SUFFIXES


def missing_headings(library: WholeLibrary, fact: Facts) -> Faults:
    """Find links to a heading or a place that the document they lead to does not have."""
    for target, line in fact.targets:
        if "#" not in target and "^" not in target:
            continue
        fragment = split_fragment(target)[1]
        found = library.document_at(target, fact.path) if fragment else None
        if found is not None and not has_anchor(library.lookup.facts(found.number).anchors, fragment):
            message = f"There is no such heading in {found.path}: {scheme_of(target)[1][:160]}"
            fix = "Correct the link, or add the heading."
            others = () if found.path == fact.path else (found.path,)
            yield Fault("missing-heading", line, message, fix, others=others)


def _is_there(library: WholeLibrary, target: str, base: str) -> bool:
    if target.startswith("id:"):
        return bool(library.having(ID, target[3:]))
    return library.document_at(target, base) is not None or library.file_at(target, base)


def future_dates(fact: Facts, today: str) -> Faults:
    """Find a date in the future; both as ISO 8601."""
    if fact.date > today:
        message = f"The date {fact.date} is in the future."
        yield Fault("bad-date", fact.date_line, message, "Correct the date.")


def misplaced_files(library: WholeLibrary, fact: Facts) -> Faults:
    """Find a document that is in another folder than its address says."""
    url = fact.url
    if not url or "://" in url:
        return
    folder = fact.path.rpartition("/")[0]
    if not _agree(folder, folder[len(library.common_folder) :], url.rstrip("/").rpartition("/")[0]):
        message = f"The address {url[:160]} names another folder than {folder}."
        yield Fault("misplaced-file", fact.url_line, message, "Move the file, or correct its address.")


@lru_cache(maxsize=4096)
def _agree(folder: str, inner: str, address: str) -> bool:
    """Whether an address fits a folder: it must contain, in their order, the folders below the one that contains all
    documents, and those after its own first part.

    Args:
        folder: the document's folder.
        inner: the part of it below the folder that contains all documents.
        address: the document's address without its last part, percent-encoded.
    """
    told = unquote(address).split("/")
    if not any(told):
        return True
    parts = folder.split("/")
    first = next((place for place, part in enumerate(parts) if part and part in told), len(parts))
    return _in_order(inner.split("/"), told) and _in_order(parts[first:], told)


def _in_order(parts: list[str], address: list[str]) -> bool:
    rest = iter(address)
    return all(not part or part in rest for part in parts)
