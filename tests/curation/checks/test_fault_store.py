"""What rules have found is kept: a check after a change finds what one from the start finds, and looks at little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qtbrowser.curation.checks.fact_store import Looked, open_store
from qtbrowser.curation.checks.facts import Facts, facts_of
from qtbrowser.curation.checks.fault_store import FaultStore
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.documents.scan import Stamp
from qtbrowser.library import Library
from tests.curation.checks.files import TODAY, document, related
from tests.full_disk import full_disk, needs_limits

FOLDER = "learn/baking"
NAMES = ("bread", "cake", "dough", "flour", "salt", "yeast", "oven", "crust")


def write(folder: Path, name: str, text: str) -> None:
    file = folder / FOLDER / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def linked(name: str, *others: str, **changes: object) -> str:
    """A document that names others as related, and links to them in its answer."""
    links = "\n".join(related(number, other) for number, other in enumerate(others, 1))
    text = " ".join(f"See [{other}]({other}.md#{other}) and ![]({other}.png)." for other in others)
    answer = f"A text about {name} and what it is made of, by hand. {text}"
    return document(name, "Baking", **changes, extra=links, answer=answer)


def found(folder: Path, cache: Path, today: date = TODAY) -> list[Finding]:
    with Library.open(folder, cache, refresh=False) as library:
        *_, last = library.check(today=today)
    return list(last.findings or ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents in a ring, each naming the next two, and one that is no question."""
    root = tmp_path / "library"
    for place, name in enumerate(NAMES):
        write(root, name, linked(name, NAMES[(place + 1) % len(NAMES)], NAMES[(place + 2) % len(NAMES)]))
    write(root, "page", "---\ntitle: Page\n---\nWhat is [new](/learn/feed.xml), and [what](/salt/) is [not](salt).")
    return root


def moved(folder: Path) -> None:
    (folder / FOLDER / "salt.md").rename(folder / "salt.md")


def gone(folder: Path) -> None:
    (folder / FOLDER / "salt.md").unlink()


def elsewhere(folder: Path) -> None:
    write(folder, "salt", linked("salt", "bread", "bread", "nothing"))


def leading_back(folder: Path) -> None:
    write(folder, "dough", linked("dough", "bread", "cake", "flour"))


def with_another_address(folder: Path) -> None:
    write(folder, "salt", linked("salt", "yeast", url="/learn/baking/questions/sea-salt"))


def with_the_same_id(folder: Path) -> None:
    write(folder, "salt", linked("salt", "yeast", id=sum(map(ord, "breadbaking"))))


def cross_posted(folder: Path) -> None:
    text = (folder / FOLDER / "salt.md").read_text(encoding="utf-8")
    write(folder, "../cooking/salt", text.replace("subject: Baking", "subject: Cooking"))


def with_an_alias(folder: Path) -> None:
    write(folder, "salt", document("salt", extra="aliases:\n  - /learn/baking/questions/dough\n  - /old"))
    (folder / FOLDER / "dough.md").unlink()


def with_a_picture(folder: Path) -> None:
    (folder / FOLDER / "salt.png").write_bytes(b"png")


def with_a_heading(folder: Path) -> None:
    write(folder, "salt", linked("salt", "yeast").replace("A text", "\n\n    ## Salt\n\n    A text"))


def of_a_site(folder: Path) -> None:
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\n', encoding="utf-8")


def with_other_settings(folder: Path) -> None:
    text = "[check]\nprofile = 'questions'\n[check.threshold]\none-way-related = 3\n[redirects]\n'gone.md' = 'x.md'\n"
    (folder / ".qtbrowser.toml").write_text(text, encoding="utf-8")


def unreadable(folder: Path) -> None:
    (folder / FOLDER / "salt.md").write_bytes(b"---\n: [\n---\n\0")


CHANGES = (
    *(moved, gone, elsewhere, leading_back, with_another_address, with_the_same_id, cross_posted, with_an_alias),
    *(with_a_picture, with_a_heading, of_a_site, with_other_settings, unreadable),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_check_after_a_change_finds_what_one_from_the_start_finds(
    tmp_path: Path, folder: Path, change: Callable[[Path], None]
) -> None:
    before = found(folder, tmp_path / "kept")
    change(folder)
    after = found(folder, tmp_path / "kept")
    assert after == found(folder, tmp_path / "new")
    assert after != before
    assert after == found(folder, tmp_path / "kept")


def test_a_day_later_a_date_is_not_in_the_future(tmp_path: Path, folder: Path) -> None:
    write(folder, "salt", document("salt", date="2025-06-02"))
    assert "bad-date" in {one.rule for one in found(folder, tmp_path / "kept")}
    assert "bad-date" not in {one.rule for one in found(folder, tmp_path / "kept", date(2025, 6, 2))}
    assert "bad-date" in {one.rule for one in found(folder, tmp_path / "kept")}


def test_rules_are_applied_to_what_a_change_concerns_alone(tmp_path: Path, folder: Path) -> None:
    for number in range(20):
        write(folder, f"note-{number}", linked(f"note-{number}"))
    found(folder, tmp_path / "kept")
    (file,) = (tmp_path / "kept").rglob("check.sqlite3")
    write(folder, "salt", linked("salt", "bread"))
    status = (folder / FOLDER / "salt.md").stat()
    stamp = Stamp(f"{FOLDER}/salt.md", status.st_size, status.st_mtime_ns)
    with open_store(file) as store:
        paths = {number: facts.path for number, facts in store.all_facts()}
        faults = FaultStore(store, lambda path: (folder / path).exists())
        store.write([Looked(stamp, facts_of(folder, stamp.path))])
        store.sort_keys()
        faults.prepare(store.state("applied with"), store.state("today"))
        names = [paths[number].rpartition("/")[2] for number in faults.without_found()]
    # The document, and those that name it.
    assert names == ["dough.md", "flour.md", "page.md", "salt.md"]


def test_what_is_found_while_another_check_stores_facts_is_found_again(tmp_path: Path, folder: Path) -> None:
    found(folder, tmp_path / "kept")
    (file,) = (tmp_path / "kept").rglob("check.sqlite3")
    with open_store(file) as store, open_store(file) as other:
        faults = FaultStore(store, lambda path: (folder / path).exists())
        faults.prepare(store.state("applied with"), store.state("today"))
        faults.write_found([])
        assert store.state("applied with")
        other.write([Looked(Stamp("new.md", 1, 1), Facts("new.md", True, ()))])
        faults.write_found([])
        # Also where that one has begun, in between, to apply the rules to what it has found.
        FaultStore(other, faults.is_file).prepare(store.state("applied with"), store.state("today"))
        faults.write_found([])
        after = FaultStore(store, faults.is_file)
        after.prepare(store.state("applied with"), store.state("today"))
        assert len(after.without_found()) == store.count()


@needs_limits
def test_where_related_questions_lead_is_known_after_the_disk_has_become_full(tmp_path: Path, folder: Path) -> None:
    found(folder, tmp_path / "kept")
    (file,) = (tmp_path / "kept").rglob("check.sqlite3")
    with open_store(file) as store:
        number, _ = next(store.all_facts())
        faults = FaultStore(store, lambda path: (folder / path).exists())
        with full_disk():
            faults.write_related([(number, [number], False, [1])])
        assert list(faults.related(number)[0]) == [number]
