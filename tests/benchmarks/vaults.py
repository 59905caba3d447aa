"""A vault of notes that link, embed and tag each other, and the same with twice the notes: what grows faster than it?

Each figure is processor time of this process and of those that it starts. A stage whose time is in proportion to the
number of notes takes twice as long over twice the notes; one over a single note takes no longer.
"""

from __future__ import annotations

import random
import resource
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure
from tests.benchmarks.generate import Vocabulary

_PAGES = 30
"""Pages that are opened: the one that embeds most, and others."""


def measure(work: Path, notes: int) -> list[Figure]:
    """Measure a vault of half the notes and one of all.

    Args:
        work: a folder for vaults and caches; what is in it is removed.
        notes: how many.
    """
    shutil.rmtree(work, ignore_errors=True)
    small, large = (dict(_measured(work / str(count), count)) for count in (notes // 2, notes))
    shutil.rmtree(work)
    figures = []
    for name, seconds in large.items():
        growth = seconds / max(small[name], 1e-6)
        limit = None if seconds < 0.05 else 2.6
        figures.append(Figure(f"{name}, {notes:,} notes", seconds, "s"))
        figures.append(Figure(f"{name}, times as long as for half of them", growth, "", limit))
    figures.append(Figure("first index, a note", large["first index"] / notes * 1000, "ms"))
    return figures


def generate_vault(folder: Path, notes: int, seed: int = 1) -> None:
    """Write a vault.

    Args:
        folder: where; made if missing.
        notes: how many.
        seed: the same seed gives the same vault.
    """
    chance = random.Random(seed)
    vocabulary = Vocabulary(max(2_000, min(40_000, int(90 * notes**0.6))), chance)
    names = [f"{' '.join(vocabulary.draw(3)).capitalize()} {number}" for number in range(notes)]
    (folder / ".obsidian").mkdir(parents=True, exist_ok=True)
    (folder / "attachments").mkdir(exist_ok=True)
    for number in range(notes // 10):
        (folder / "attachments" / f"picture {number}.png").write_bytes(b"")
    for number, name in enumerate(names):
        # Every tenth note has the name of another one, in another folder.
        place = folder / f"area {number % 40}" / f"topic {number % 7}"
        place.mkdir(parents=True, exist_ok=True)
        called = "Daily" if number % 10 == 0 and not (place / "Daily.md").exists() else name
        (place / f"{called}.md").write_text(_note(number, names, vocabulary, chance), encoding="utf-8", newline="\n")
    listed = "".join(f"- [[{name}]]\n" for name in names)
    (folder / "All notes.md").write_text(f"# All notes\n\n{listed}", encoding="utf-8", newline="\n")
    embedding = "".join(f"![[{name}]]\n\n" for name in names[:50])
    (folder / "Overview.md").write_text(f"# Overview\n\n{embedding}", encoding="utf-8", newline="\n")


def _note(number: int, names: list[str], vocabulary: Vocabulary, chance: random.Random) -> str:
    def words(count: int) -> str:
        return " ".join(vocabulary.draw(count))

    links = "\n".join(f"- [[{chance.choice(names)}|{words(2)}]] and [[{chance.choice(names)}]]" for _ in range(6))
    return (
        f"---\naliases: [{words(2)} {number}]\ntags: [{words(1)}, {words(1)}/{words(1)}]\ncreated: 2024-03-05\n---\n"
        f"# {names[number]}\n\n{words(60)} #{words(1)} ==marked== %%remark%%\n\n{links}\n\n"
        f"![[{chance.choice(names)}#{words(1)}]]\n\n![[picture {number % 100}.png|300]]\n\n"
        f"{words(120)} ^block-{number}\n"
    )


def _measured(work: Path, notes: int) -> Iterator[tuple[str, float]]:
    vault = work / "vault"
    generate_vault(vault, notes)
    paths = sorted(path.relative_to(vault).as_posix() for path in vault.rglob("* *.md"))
    with Library.open(vault, cache_dir=work / "cache", refresh=False) as library:

        def refresh() -> None:
            for _ in library.refresh():
                pass

        def open_pages() -> None:
            for path in ("Overview.md", "All notes.md", *paths[:: len(paths) // _PAGES]):
                library.render(path)

        yield "first index", _used_by(refresh)
        yield "refresh of nothing", _used_by(refresh)
        with open(vault / paths[0], "a", encoding="utf-8") as stream:
            stream.write("\n[[Overview]]\n")
        yield "refresh of one note", _used_by(refresh)
        yield "tree", _used_by(library.subjects)
        yield "pages", _used_by(open_pages)
        yield "backlinks", _used_by(lambda: [library.backlinks(path) for path in paths[:: len(paths) // _PAGES]])
        yield "check", _used_by(lambda: list(library.check()))


def _used_by(do: Callable[[], object]) -> float:
    before = _used()
    do()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
