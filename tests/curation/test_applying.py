"""Change sets are done as a whole, undone in any order that makes sense, and never write over others' work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qtbrowser.curation.applying import apply_changes, finish, redo_changes, roll_back, undo_changes
from qtbrowser.curation.change_set import ApplyProgress, ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.curation.journal import ChangeState, Journal
from qtbrowser.errors import ChangeCutShort, FileChanged, JournalError, Suspended, WriteRefused


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.md").write_bytes(name.encode())
    return folder.resolve()


@pytest.fixture
def journal(root: Path) -> Journal:
    return Journal(root.parent / "journal", root)


def last(steps: Iterable[ApplyProgress]) -> ApplyProgress:
    return list(steps)[-1]


def change(*files: tuple[str, bytes | None, bytes | None]) -> ChangeSet:
    return ChangeSet("Change", tuple(FileChange(*file) for file in files))


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def states(journal: Journal) -> list[ChangeState]:
    return [entry.state for entry in reversed(journal.history())]


START = {"a.md": b"a", "b.md": b"b", "c.md": b"c"}


def test_done_undone_and_done_again(root: Path, journal: Journal) -> None:
    what = change(("a.md", b"a", b"A"), ("b.md", b"b", None), ("new/d.md", None, b"d"))
    progress = list(apply_changes(root, journal, what))
    assert [(step.done, step.total) for step in progress] == [(0, 3), (1, 3), (2, 3), (3, 3), (3, 3)]
    assert [step.number for step in progress] == [None, None, None, None, 1]
    after = {"a.md": b"A", "c.md": b"c", "new/d.md": b"d"}
    assert contents(root) == after
    assert last(undo_changes(root, journal, None)).number == 1
    assert contents(root) == START
    assert not (root / "new").exists()
    assert last(redo_changes(root, journal, None)).number == 1
    assert contents(root) == after
    assert states(journal) == [ChangeState.DONE]


def test_many_steps_back_and_forth(root: Path, journal: Journal) -> None:
    seen = [contents(root)]
    for number in range(5):
        last(apply_changes(root, journal, change(("a.md", (root / "a.md").read_bytes(), b"%d" % number))))
        seen.append(contents(root))
    for before in reversed(seen[:-1]):
        last(undo_changes(root, journal, None))
        assert contents(root) == before
    with pytest.raises(JournalError, match="nothing to undo"):
        last(undo_changes(root, journal, None))
    for after in seen[1:]:
        last(redo_changes(root, journal, None))
        assert contents(root) == after
    with pytest.raises(JournalError, match="nothing to do again"):
        last(redo_changes(root, journal, None))


def test_an_older_step_is_undone_where_nothing_later_touches_its_files(root: Path, journal: Journal) -> None:
    for files in (("a.md", b"a", b"1"), ("b.md", b"b", b"2"), ("a.md", b"1", b"3")):
        last(apply_changes(root, journal, change(files)))
    with pytest.raises(JournalError, match="change 3 touches the same files"):
        last(undo_changes(root, journal, 1))
    last(undo_changes(root, journal, 2))
    last(undo_changes(root, journal, 3))
    last(undo_changes(root, journal, 1))
    assert contents(root) == START
    with pytest.raises(JournalError, match="Change 1 is undone"):
        last(undo_changes(root, journal, 1))


def left_out(progress: ApplyProgress) -> list[str]:
    return [refusal.path for refusal in progress.refused]


def test_what_somebody_else_changed_is_left_alone_and_the_rest_is_done(root: Path, journal: Journal) -> None:
    what = change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"))
    (root / "b.md").write_bytes(b"theirs")
    done = last(apply_changes(root, journal, what))
    assert left_out(done) == ["b.md"]
    assert (done.refused[0].read, done.refused[0].found) == (b"b", b"theirs")
    assert contents(root) == {**START, "a.md": b"A", "b.md": b"theirs"}
    assert journal.history()[0].paths == ("a.md",)
    last(undo_changes(root, journal, None))
    assert contents(root) == {**START, "b.md": b"theirs"}


def test_where_all_was_changed_nothing_is_done(root: Path, journal: Journal) -> None:
    (root / "b.md").write_bytes(b"theirs")
    with pytest.raises(FileChanged) as conflict:
        last(apply_changes(root, journal, change(("b.md", b"b", b"B"))))
    assert (conflict.value.read, conflict.value.found) == (b"b", b"theirs")
    assert journal.history() == []


def test_an_undo_leaves_out_what_others_changed_and_can_be_tried_again(root: Path, journal: Journal) -> None:
    last(apply_changes(root, journal, change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"))))
    (root / "b.md").write_bytes(b"theirs")
    done = last(undo_changes(root, journal, None))
    assert (left_out(done), done.number) == (["b.md"], 1)
    assert contents(root) == {**START, "b.md": b"theirs"}
    assert states(journal) == [ChangeState.UNDONE]
    with pytest.raises(JournalError, match="Change 1 is undone"):
        last(undo_changes(root, journal, 1))
    (root / "b.md").write_bytes(b"B")
    assert left_out(last(undo_changes(root, journal, 1))) == []
    assert contents(root) == START
    last(redo_changes(root, journal, None))
    assert contents(root) == {**START, "a.md": b"A", "b.md": b"B"}


def test_what_others_have_taken_back_counts_as_undone(root: Path, journal: Journal) -> None:
    last(apply_changes(root, journal, change(("a.md", b"a", b"A"), ("b.md", b"b", None), ("d.md", None, b"d"))))
    (root / "b.md").write_bytes(b"b")
    (root / "a.md").write_bytes(b"a")
    assert left_out(last(undo_changes(root, journal, None))) == []
    assert contents(root) == START
    assert states(journal) == [ChangeState.UNDONE]


def test_what_goes_together_is_left_out_together(root: Path, journal: Journal) -> None:
    """The removed document needs its survivor, a link to it the merge; the fourth file needs nothing."""
    (root / "d.md").write_bytes(b"d")
    what = ChangeSet(
        "Merge",
        (
            FileChange("a.md", b"a", b"A"),
            FileChange("b.md", b"b", None),
            FileChange("c.md", b"c", b"C"),
            FileChange("d.md", b"d", b"D"),
        ),
        needs=(("a.md", "b.md"), ("b.md", "a.md"), ("c.md", "a.md")),
    )
    (root / "a.md").write_bytes(b"theirs")
    done = last(apply_changes(root, journal, what))
    assert sorted(left_out(done)) == ["a.md", "b.md", "c.md"]
    assert contents(root) == {**START, "a.md": b"theirs", "d.md": b"D"}
    last(undo_changes(root, journal, None))
    (root / "a.md").write_bytes(b"a")
    last(apply_changes(root, journal, what))
    assert journal.recorded(2).needs == what.needs
    (root / "b.md").write_bytes(b"theirs")
    assert sorted(left_out(last(undo_changes(root, journal, None)))) == ["a.md", "b.md", "c.md"]
    assert contents(root) == {"a.md": b"A", "b.md": b"theirs", "c.md": b"C", "d.md": b"d"}


def test_redirects_are_taken_back_entry_by_entry(root: Path, journal: Journal) -> None:
    file = ".qtbrowser.toml"
    first, second = b'[redirects]\n"x.md" = "a.md"\n', b'[redirects]\n"x.md" = "a.md"\n"y.md" = "b.md"\n'
    last(apply_changes(root, journal, change((file, None, first), ("a.md", b"a", b"A"))))
    last(apply_changes(root, journal, change((file, first, second), ("b.md", b"b", b"B"))))
    last(undo_changes(root, journal, 1))
    assert (root / file).read_bytes() == b'[redirects]\n"y.md" = "b.md"\n'
    assert (root / "a.md").read_bytes() == b"a"
    last(redo_changes(root, journal, 1))
    assert set((root / file).read_bytes().splitlines()) == set(second.splitlines())


def test_redirects_alone_are_not_written(root: Path, journal: Journal) -> None:
    merge = change((".qtbrowser.toml", None, b'[redirects]\n"b.md" = "a.md"\n'), ("b.md", b"b", None))
    (root / "b.md").write_bytes(b"theirs")
    with pytest.raises(FileChanged):
        last(apply_changes(root, journal, merge))
    assert contents(root) == {**START, "b.md": b"theirs"}


def test_a_refused_file_is_left_out(root: Path, journal: Journal) -> None:
    (root / "twin").hardlink_to(root / "b.md")
    done = last(apply_changes(root, journal, change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"))))
    assert left_out(done) == ["b.md"]
    assert "several names" in done.refused[0].reason
    with pytest.raises(WriteRefused, match="several names"):
        last(apply_changes(root, journal, change(("b.md", b"b", b"B"))))
    assert contents(root) == {**START, "a.md": b"A", "twin": b"b"}


@pytest.mark.parametrize("steps", range(1, 5))
def test_cancelling_takes_back_what_was_written(root: Path, journal: Journal, steps: int) -> None:
    work = apply_changes(root, journal, change(("a.md", b"a", b"A"), ("b.md", b"b", None), ("n/d.md", None, b"d")))
    for _ in range(steps):
        next(work)
    work.close()
    assert contents(root) == START
    assert not (root / "n").exists()
    assert states(journal) == [ChangeState.ROLLED_BACK]
    with pytest.raises(JournalError, match="nothing to undo"):
        last(undo_changes(root, journal, None))


def test_cancelling_an_undo_leaves_it_done(root: Path, journal: Journal) -> None:
    last(apply_changes(root, journal, change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"))))
    work = undo_changes(root, journal, None)
    for _ in range(2):
        next(work)
    work.close()
    assert contents(root) == {"a.md": b"A", "b.md": b"B", "c.md": b"c"}
    assert states(journal) == [ChangeState.DONE]


def test_nothing_to_change_records_nothing(root: Path, journal: Journal) -> None:
    assert last(apply_changes(root, journal, ChangeSet("Nothing"))).number is None
    assert journal.history() == []


# The disk is full for a child process: no file may grow beyond a limit, which the journal and the first files keep.
FULL = """
import resource, signal, sys
from pathlib import Path
from qtbrowser.curation.applying import apply_changes, undo_changes
from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.curation.journal import Journal
from qtbrowser.errors import QtBrowserError
root = Path(sys.argv[1])
journal = Journal(root.parent / "journal", root)
files = [FileChange(f"{n}.md", n.encode(), n.upper().encode()) for n in "ab"]
change = ChangeSet("Change", (*files, FileChange("c.md", b"c", bytes(int(sys.argv[2])))))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    for _ in apply_changes(root, journal, change):
        pass
except QtBrowserError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="the limit is POSIX's")
@pytest.mark.parametrize("way", ["finish", "roll back", "undo", "redo"])
def test_a_full_disk_cuts_short_what_can_be_settled_later(root: Path, journal: Journal, way: str) -> None:
    command = [sys.executable, "-c", FULL, str(root), "300000", "100000"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("ChangeCutShort After 0 of 3 files: File too large.")
    assert contents(root) == START
    assert journal.unfinished() == [1]
    with pytest.raises(JournalError, match="finish it or roll it back first"):
        last(apply_changes(root, journal, change(("a.md", b"a", b"other"))))
    settle: Callable[[], Iterator[ApplyProgress]] = {
        "finish": lambda: finish(root, journal, 1),
        "roll back": lambda: roll_back(root, journal, 1),
        "undo": lambda: undo_changes(root, journal, None),
        "redo": lambda: redo_changes(root, journal, None),
    }[way]
    assert last(settle()).number == 1
    forwards = way in ("finish", "redo")
    assert contents(root) == ({"a.md": b"A", "b.md": b"B", "c.md": bytes(300_000)} if forwards else START)
    assert states(journal) == [ChangeState.DONE if forwards else ChangeState.ROLLED_BACK]


@pytest.mark.skipif(os.name != "posix", reason="the limit is POSIX's")
def test_where_the_journal_can_not_be_written_nothing_is_done(root: Path, journal: Journal) -> None:
    command = [sys.executable, "-c", FULL, str(root), "300", "1000"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("JournalError")
    assert contents(root) == START
    assert journal.history() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, check=False, stderr=-3).returncode:
        pytest.skip("only Linux's root may make one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_midway(small_disk: Path, tmp_path: Path) -> None:
    grown = b"two " * 1500
    paths = [f"{number}.md" for number in range(120)]
    for path in paths:
        (small_disk / path).write_bytes(b"one")
    before = contents(small_disk)
    journal = Journal(tmp_path / "journal", small_disk)
    what = ChangeSet("Grow", tuple(FileChange(path, b"one", grown) for path in paths))
    with pytest.raises(ChangeCutShort, match="No space left"):
        last(apply_changes(small_disk, journal, what))
    now = contents(small_disk)
    assert now.keys() == before.keys()
    assert set(now.values()) == {b"one", grown}
    with pytest.raises(ChangeCutShort, match="No space left"):
        last(finish(small_disk, journal, 1))
    last(roll_back(small_disk, journal, 1))
    assert contents(small_disk) == before


def test_a_file_changed_after_a_crash_is_left_alone(root: Path, journal: Journal) -> None:
    journal.record(change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"), ("c.md", b"c", b"C")), [])
    (root / "a.md").write_bytes(b"A")
    (root / "b.md").write_bytes(b"theirs")
    end = last(finish(root, journal, 1))
    assert contents(root) == {"a.md": b"A", "b.md": b"theirs", "c.md": b"C"}
    assert [(refusal.path, refusal.read, refusal.found) for refusal in end.refused] == [("b.md", b"b", b"theirs")]
    with pytest.raises(JournalError, match="not cut short"):
        last(roll_back(root, journal, 1))


@pytest.mark.parametrize("way", ["apply", "undo"])
def test_a_file_that_is_changed_before_its_turn_stops_only_itself(root: Path, journal: Journal, way: str) -> None:
    what = change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"), ("c.md", b"c", b"C"))
    if way == "undo":
        last(apply_changes(root, journal, what))
    work = apply_changes(root, journal, what) if way == "apply" else undo_changes(root, journal, None)
    next(work)
    next(work)
    # Somebody else writes between the check and the turn of this file.
    (root / "b.md").write_bytes(b"theirs")
    end = last(work)
    assert (end.number, end.done, [refusal.path for refusal in end.refused]) == (1, 2, ["b.md"])
    assert contents(root) == {**(what_is(what) if way == "apply" else START), "b.md": b"theirs"}
    assert journal.unfinished() == []


def what_is(what: ChangeSet) -> dict[str, bytes | None]:
    return {file.path: file.after for file in what.files}


def test_what_goes_with_a_file_that_is_changed_before_its_turn_stays(root: Path, journal: Journal) -> None:
    what = change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"), ("c.md", b"c", None))
    work = apply_changes(root, journal, replace(what, needs=(("c.md", "b.md"),)))
    next(work)
    next(work)
    (root / "b.md").write_bytes(b"theirs")
    end = last(work)
    assert [(one.path, one.reason.partition(" ")[0]) for one in end.refused] == [("b.md", "The"), ("c.md", "It")]
    assert contents(root) == {"a.md": b"A", "b.md": b"theirs", "c.md": b"c"}
    last(undo_changes(root, journal, None))
    assert contents(root) == {**START, "b.md": b"theirs"}


def test_a_file_that_alone_is_changed_before_its_turn_cuts_short(root: Path, journal: Journal) -> None:
    work = apply_changes(root, journal, change(("b.md", b"b", None)))
    next(work)
    (root / "b.md").write_bytes(b"theirs")
    with pytest.raises(ChangeCutShort) as failure:
        list(work)
    assert (failure.value.number, failure.value.path) == (1, "b.md")
    assert last(roll_back(root, journal, 1)).refused[0].path == "b.md"
    assert contents(root) == {**START, "b.md": b"theirs"}


@pytest.mark.parametrize("way", ["apply", "undo"])
def test_a_suspended_change_ends_after_the_present_file_and_waits(root: Path, journal: Journal, way: str) -> None:
    what = change(("a.md", b"a", b"A"), ("b.md", b"b", b"B"), ("c.md", b"c", b"C"))
    after = {"a.md": b"A", "b.md": b"B", "c.md": b"C"}
    if way == "undo":
        last(apply_changes(root, journal, what))
    work = apply_changes(root, journal, what) if way == "apply" else undo_changes(root, journal, None)
    next(work)
    assert next(work).done == 1
    with pytest.raises(Suspended):
        work.throw(Suspended())
    begun, end = (START, after) if way == "apply" else (after, START)
    now = contents(root)
    assert [name for name in begun if now[name] != begun[name]] == ["a.md"]
    assert now.keys() == begun.keys()
    assert journal.unfinished() == [1]
    last(finish(root, journal, 1))
    assert contents(root) == end


@pytest.mark.parametrize("end", [finish, roll_back])
def test_three_names_of_one_file_that_were_parted_are_one_file_again(
    root: Path, journal: Journal, end: Callable[[Path, Journal, int], Iterator[ApplyProgress]]
) -> None:
    names = ("a.md", "b.md", "c.md")
    for name in names:
        (root / name).unlink()
    (root / "a.md").write_bytes(b"old")
    (root / "b.md").hardlink_to(root / "a.md")
    (root / "c.md").hardlink_to(root / "a.md")
    (root / "d.md").write_bytes(b"d")
    needs = (("a.md", "b.md"), ("b.md", "a.md"), ("b.md", "c.md"), ("c.md", "b.md"))
    files = change(*((name, b"old", b"new") for name in names), ("d.md", b"d", b"D"))
    work = apply_changes(root, journal, replace(files, needs=needs))
    next(work)
    next(work)
    with pytest.raises(Suspended):
        work.throw(Suspended())
    # As a kill between two of them leaves them.
    for name, content in (("a.md", b"new"), ("c.md", b"old")):
        (root / name).unlink()
        (root / name).write_bytes(content)
    last(end(root, journal, 1))
    assert {(root / name).read_bytes() for name in names} == {b"new" if end is finish else b"old"}
    assert len({(root / name).stat().st_ino for name in names}) == 1


@pytest.mark.parametrize(("steps", "state"), [(1, ChangeState.ROLLED_BACK), (4, ChangeState.DONE)])
def test_what_is_suspended_before_or_after_all_files_is_not_interrupted(
    root: Path, journal: Journal, steps: int, state: ChangeState
) -> None:
    what = change(("a.md", b"a", b"A"), ("b.md", b"b", None), ("new/d.md", None, b"d"))
    work = apply_changes(root, journal, what)
    for _ in range(steps):
        next(work)
    with pytest.raises(Suspended):
        work.throw(Suspended())
    assert states(journal) == [state]
    assert contents(root) == (START if steps == 1 else {"a.md": b"A", "c.md": b"c", "new/d.md": b"d"})
