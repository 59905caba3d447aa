"""The commands that change documents: what they write, print and return."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.library import Library
from tests.cli.conftest import Outcome

Command = Callable[..., Outcome]
APPLE, PEAR, PLUM = "food/apple.md", "food/pear.md", "food/plum.md"


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_set_changes_one_line(command: Command, folder: Path) -> None:
    before = contents(folder)
    done = command("edit", APPLE, "--library", folder, "--set", "title=What's an apple?")
    assert (done.code, done.err) == (0, "")
    assert done.out == "Set title to What's an apple? in apple.md: 1 file changed. Change 1 in the history.\n"
    after = contents(folder)
    assert after.pop(APPLE) == before.pop(APPLE).replace(b"What is an apple?", b"What's an apple?")
    assert after == before
    again = command("edit", APPLE, "--library", folder, "--set", "title=What's an apple?")
    assert (again.code, again.out) == (0, "Nothing had to be changed.\n")


def test_a_dry_run_prints_a_diff_that_patch_takes(command: Command, folder: Path, tmp_path: Path) -> None:
    before = contents(folder)
    words = ("edit", "food", "--library", folder, "--set", "subject=Fruit", "--new-subject", "--add-keyword", "sweet")
    done = command(*words, "--dry-run")
    assert done.code == 0
    assert contents(folder) == before
    assert done.out.startswith("--- a/food/apple.md\n+++ b/food/apple.md\n@@ ")
    assert "\n-subject: Food\n+subject: Fruit\n" in done.out
    assert "\n-keywords: fruit, tree\n+keywords: fruit, tree, sweet\n" in done.out
    patched = tmp_path / "patched"
    for path, content in before.items():
        (patched / path).parent.mkdir(parents=True, exist_ok=True)
        (patched / path).write_bytes(content)
    try:
        subprocess.run(["patch", "-p1", "-s"], cwd=patched, input=done.out, encoding="utf-8", check=True)
    except FileNotFoundError:
        pytest.skip("there is no patch on this machine")
    assert command(*words).code == 0
    assert contents(patched) == contents(folder)


def test_json(command: Command, folder: Path) -> None:
    words = ("edit", PEAR, PLUM, "--library", folder, "--remove-keyword", "Fruit", "--json")
    dry = command(*words, "--dry-run").json
    assert list(dry) == ["change", "label", "dry_run", "files", "losses", "held", "refused", "diff"]
    assert (dry["change"], dry["dry_run"], dry["files"], dry["refused"]) == (None, True, [PEAR, PLUM], [])
    assert "-keywords: fruit\n" in dry["diff"]
    done = command(*words).json
    assert list(done) == ["change", "label", "dry_run", "files", "losses", "held", "refused"]
    assert (done["change"], done["files"]) == (1, [PEAR, PLUM])


def test_what_is_refused_is_told_and_the_rest_is_done(command: Command, folder: Path) -> None:
    (folder / "twin").hardlink_to(folder / APPLE)
    done = command("edit", APPLE, "bad.md", PEAR, "--library", folder, "--set", "author=Me")
    assert done.code == 1
    assert "food/apple.md: The file has several names" in done.err
    assert "bad.md: Line 2:" in done.err
    assert "1 file changed" in done.out
    assert b"author: Me" in (folder / PEAR).read_bytes()


def make_hard_link(folder: Path) -> str:
    (folder / "twin").hardlink_to(folder / APPLE)
    return APPLE


def make_link_out(folder: Path) -> str:
    (folder.parent / "other.md").write_text("text", encoding="utf-8")
    (folder / "out.md").symlink_to(folder.parent / "other.md")
    return "out.md"


def make_folder_out(folder: Path) -> str:
    (folder.parent / "beside").mkdir()
    (folder.parent / "beside/x.md").write_text("text", encoding="utf-8")
    (folder / "away").symlink_to(folder.parent / "beside")
    return "away/x.md"


def make_pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe.md")
    return "pipe.md"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a permission to make links")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_hard_link, "several names (hard links)"),
        (make_link_out, "outside the library: a link leads there"),
        (make_folder_out, "outside the library: a link leads there"),
        (make_pipe, "no regular file"),
        (lambda _: "../outside.md", "no path within the library"),
        (lambda _: "/etc/hostname", "no path within the library"),
    ],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",), ("--json",)])
def test_a_file_that_alone_is_refused_is_told(
    command: Command, folder: Path, make: Callable[[Path], str], reason: str, dry: tuple[str, ...]
) -> None:
    path = make(folder)
    before = contents(folder)
    done = command("edit", path, "--library", folder, "--set", "author=Me", *dry)
    assert done.code == 1
    assert reason in done.err + done.out
    assert "Nothing had to be changed" not in done.out
    assert contents(folder) == before


def test_bulk_edits_of_a_search(command: Command, folder: Path) -> None:
    words = ("--library", folder, "--search", "fruit", "--replace", "(fruit)", r"\1s", "--regex", "--ignore-case")
    done = command("edit", *words, "--unset", "date", "--renumber", "100", "--json").json
    assert len(done["files"]) == 4
    assert b"date:" not in (folder / APPLE).read_bytes()
    shown = command("show", "100", "--library", folder, "--format", "json").json
    assert "fruits" in shown["answer"]


def test_everywhere(command: Command, folder: Path) -> None:
    done = command("edit", "--library", folder, "--rename-subject", "food", "Fruit", "--rename-topic", "FRUIT", "Crop")
    assert done.code == 0, done.err
    subjects = command("subjects", "--library", folder, "--json").json
    assert [(subject["subject"], subject["count"]) for subject in subjects] == [("Fruit", 3)]
    assert (folder / "Fruit" / "secret.md").is_file(), "a document that names no subject has it from its folder"
    assert b"keywords: Crop, tree" in (folder / APPLE).read_bytes()


def test_moving_and_renaming(command: Command, folder: Path) -> None:
    (folder / PEAR).write_text("---\ntitle: A pear\nsubject: Food\n---\nLike an [apple](apple.md).\n", encoding="utf-8")
    before = contents(folder)
    done = command("move", APPLE, "--library", folder, "--subject", "Trees", "--new-subject")
    assert done.code == 0, done.err
    assert b"(../trees/apple.md)" in (folder / PEAR).read_bytes() or b"(trees/apple.md)" in (folder / PEAR).read_bytes()
    assert not (folder / APPLE).exists()
    moved = next(path for path in contents(folder) if path.endswith("apple.md"))
    assert command("move", moved, "--library", folder, "--name", "tart.md", "--dry-run").code == 0
    renamed = command("move", moved, "--library", folder, "--name", "tart.md")
    assert renamed.code == 0, renamed.err
    assert command("undo", "--library", folder).code == 0
    assert command("undo", "--library", folder).code == 0
    assert contents(folder) == before


def test_history_undo_and_redo(command: Command, folder: Path) -> None:
    before = contents(folder)
    assert command("history", "--library", folder).out == "Nothing has been changed yet.\n"
    for path in (APPLE, PEAR, APPLE):
        assert command("edit", path, "--library", folder, "--add-keyword", f"k{len(path)}{path[5]}").code in (0, 1)
    command("edit", APPLE, "--library", folder, "--set", "author=Me")
    history = command("history", "--library", folder, "--json").json
    assert list(history[0]) == ["number", "when", "label", "state", "unfinished", "files"]
    assert [(entry["number"], entry["files"], entry["state"]) for entry in history] == [
        (3, [APPLE], "done"),
        (2, [PEAR], "done"),
        (1, [APPLE], "done"),
    ]
    refused = command("undo", 1, "--library", folder)
    assert (refused.code, refused.out) == (1, "")
    assert "change 3 touches the same files" in refused.err
    assert "-author: Me" in command("undo", "--library", folder, "--dry-run").out
    undone = command("undo", 2, "--library", folder, "--json").json
    label = "Add the keyword k12p to pear.md"
    assert undone == {"change": 2, "label": label, "state": "undone", "files": [PEAR], "left_out": []}
    assert command("redo", "--library", folder).out.startswith("Change 2 is done")
    for _ in range(3):
        assert command("undo", "--library", folder).code == 0
    assert contents(folder) == before
    assert command("undo", "--library", folder).err == "qtbrowser: There is nothing to undo.\n"
    assert "(undone)" in command("history", "--library", folder).out


def test_what_commands_change_is_indexed(command: Command, folder: Path) -> None:
    def titles() -> set[str]:
        with Library.open(folder, refresh=False) as library:
            return {entry.title for entry in library.entries()} if library.is_built else set()

    command("edit", APPLE, "--library", folder, "--set", "author=Me")
    assert not titles(), "a library that was never indexed is not"
    assert command("index", folder).code == 0
    command("edit", APPLE, "--library", folder, "--set", "title=Why an apple?", "--set", "question=Why an apple?")
    assert "Why an apple?" in titles()
    command("undo", "--library", folder)
    assert "What is an apple?" in titles()
    command("redo", "--library", folder)
    assert "Why an apple?" in titles()


def test_undo_finds_a_file_changed_since(command: Command, folder: Path) -> None:
    command("edit", APPLE, "--library", folder, "--set", "author=Me")
    (folder / APPLE).write_text("theirs", encoding="utf-8")
    done = command("undo", "--library", folder)
    assert done.code == 1
    assert done.err == f"qtbrowser: {APPLE}: The file has changed since it was read.\n"
    assert (folder / APPLE).read_text(encoding="utf-8") == "theirs"


def test_fix_repairs_what_a_rule_finds(command: Command, folder: Path) -> None:
    before = contents(folder)
    for number in range(3):
        (folder / f"food/more-{number}.md").write_text(
            f"---\nid: 2\ntitle: T{number}\n---\nText.\n", encoding="utf-8", newline="\n"
        )
    words = ("fix", "duplicate-id", "--library", folder)
    dry = command(*words, "--dry-run")
    assert dry.out.count("-id: 2\n") == 4
    assert command(*words, "food/more-1.md", "--json").json["files"] == ["food/more-1.md"]
    done = command(*words)
    assert (done.code, done.err) == (0, "")
    assert "Repair duplicate-id: 3 files changed." in done.out
    assert command("check", "--library", folder, "--rule", "duplicate-id", "--json").json == []
    assert command(*words).out == "Nothing had to be changed.\n"
    for _ in range(2):
        assert command("undo", "--library", folder).code == 0
    assert {path: content for path, content in contents(folder).items() if "more" not in path} == before


def test_fix_says_what_only_a_person_can_repair(command: Command, folder: Path) -> None:
    done = command("fix", "unreadable-file", "--library", folder)
    assert (done.code, done.out) == (0, "Nothing had to be changed.\n")
    assert done.err.startswith("bad.md: ")
    assert "It can't be repaired automatically." in done.err


def test_paths_may_stand_anywhere(command: Command, folder: Path) -> None:
    words = ("edit", APPLE, "--library", folder, PEAR, "--set", "author=Me", PLUM, "--json", "--dry-run")
    assert command(*words).json["files"] == [APPLE, PEAR, PLUM]
    assert command("edit", "--set", "author=Me", "--library", folder, APPLE, "--json").json["files"] == [APPLE]
    assert command("move", "--subject", "Trees", "--new-subject", "--library", folder, APPLE).code == 0


# The command, killed at the moment when it puts its hundredth file in place.
KILLED = """
import os, signal, sys
from qtbrowser.cli.main import main
replace, left = os.replace, 100
def replace_or_die(*paths, **folders):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*paths, **folders)
os.replace = replace_or_die
main(sys.argv[1:])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX's own")
@pytest.mark.parametrize(("way", "state"), [("undo", "rolled_back"), ("redo", "done")])
def test_what_a_kill_cut_short_is_shown_and_settled(command: Command, folder: Path, way: str, state: str) -> None:
    paths = [f"many/{number}.md" for number in range(200)]
    (folder / "many").mkdir()
    for path in paths:
        (folder / path).write_text(f"---\ntitle: {path}\nauthor: Nobody\n---\nText.\n", encoding="utf-8")
    words = ("edit", "many", "--library", str(folder), "--set", "author=Me")
    killed = subprocess.run([sys.executable, "-c", KILLED, *words], check=False)
    assert killed.returncode == -signal.SIGKILL
    written = [path for path in paths if b"author: Me" in (folder / path).read_bytes()]
    assert len(written) == 99
    (entry,) = command("history", "--library", folder, "--json").json
    assert (entry["state"], entry["unfinished"], len(entry["files"])) == ("planned", True, len(paths))
    assert "interrupted: undo rolls it back, redo finishes it" in command("history", "--library", folder).out
    refused = command("edit", APPLE, "--library", folder, "--set", "author=Me")
    assert (refused.code, refused.err) == (
        1,
        f"qtbrowser: {folder}: Change 1 was cut short: qtbrowser undo 1 rolls it back, qtbrowser redo 1 finishes it.\n",
    )
    assert command(way, "--library", folder, "--json").json["state"] == state
    author = b"author: Me\n" if way == "redo" else b"author: Nobody\n"
    assert all(author in (folder / path).read_bytes() for path in paths)
    assert [path for path in contents(folder) if ".qtbrowser" in path] == []


WRONG = [
    ("fix", "no-such-rule"),
    ("fix",),
    ("edit", APPLE),
    ("edit", "--set", "a=b"),
    ("edit", APPLE, "--set", "title"),
    ("edit", APPLE, "--set", "=x"),
    ("edit", APPLE, "--replace", "(", "x", "--regex"),
    ("move", APPLE),
    ("move", "--subject", "x"),
    ("move", APPLE, "--subject", "x", "--name", "y"),
    ("move", APPLE, PEAR, "--name", "y"),
    ("move", APPLE, "--name", "a/b"),
    ("undo", "many"),
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_changes_nothing(command: Command, folder: Path, words: tuple[str, ...]) -> None:
    before = contents(folder)
    assert command(*words, "--library", folder).code == 2
    assert contents(folder) == before


def test_a_path_that_is_none_is_an_error(command: Command, folder: Path) -> None:
    done = command("edit", APPLE, "nowhere.md", "--library", folder, "--set", "author=Me")
    assert (done.code, done.err) == (1, "qtbrowser: nowhere.md: The library has no such document.\n")
    assert b"author" not in (folder / APPLE).read_bytes()


@pytest.mark.parametrize(
    "pair",
    ["date=notadate", "date=2025-13-45", "no_index=maybe", "score=high", "related=x", "seo=x", "date=0"],
)
def test_a_value_that_does_not_fit_its_field_is_refused(command: Command, folder: Path, pair: str) -> None:
    before = contents(folder)
    done = command("edit", APPLE, "--library", folder, "--set", pair)
    assert done.code == 1
    assert f"Field {pair.partition('=')[0]}: " in done.err
    assert contents(folder) == before


@pytest.mark.parametrize("pair", ["date=2025-01-28", "date=Jan 28, 2025", "no_index=true", "score=1.5", "level=high"])
def test_a_value_that_fits_its_field_is_set(command: Command, folder: Path, pair: str) -> None:
    assert command("edit", APPLE, "--library", folder, "--set", pair).code == 0
    assert contents(folder)


def test_in_a_process_of_its_own(process: Command, folder: Path) -> None:
    done = process("edit", APPLE, "--library", folder, "--set", "author=\u00c9mile", "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["files"] == [APPLE]
    assert "author: \u00c9mile".encode() in (folder / APPLE).read_bytes()


NO_TEXT = "x\udcff"

NOTHING_TO_DECIDE = "There is nothing to decide. `qtbrowser fix` puts the merges here that would lose something.\n"
"""A word as a command line gives it that is no valid UTF-8."""


@pytest.mark.parametrize(
    "words",
    [
        ("show", NO_TEXT),
        ("search", "apple", "--subject", NO_TEXT),
        ("search", "apple", "--topic", NO_TEXT),
        ("search", "--similar-to", NO_TEXT),
        ("edit", APPLE, "--set", f"title={NO_TEXT}"),
        ("edit", APPLE, "--add-keyword", NO_TEXT),
        ("edit", "--rename-subject", NO_TEXT, "Fruit"),
        ("edit", "--rename-subject", "Food", NO_TEXT),
        ("edit", "--rename-topic", NO_TEXT, "Fruit"),
        ("move", APPLE, "--subject", NO_TEXT),
        ("move", "--all-of", NO_TEXT, "--subject", "Fruit"),
    ],
)
def test_a_word_that_is_no_text_finds_and_changes_nothing(
    command: Command, folder: Path, words: tuple[str, ...]
) -> None:
    before = contents(folder)
    done = command(*words, "--library", folder)
    assert done.code in (0, 1, 2)
    for sentence in ("fault of the program", "failed at this file"):
        assert sentence not in done.out + done.err
    assert contents(folder) == before


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="every name is text there")
def test_a_library_whose_folder_has_no_valid_name(command: Command, folder: Path) -> None:
    odd = folder.rename(folder.with_name(NO_TEXT))
    assert "apple.md" in command("search", "apple", "--library", odd).out
    assert command("edit", APPLE, "--library", odd, "--set", "title=New").code == 0
    assert command("undo", "--library", odd).code == 0
    assert command("subjects", "--library", odd).code == 0


def test_documents_that_name_no_subject_go_with_those_that_do(command: Command, folder: Path) -> None:
    done = command("move", "--all-of", "Food", "--subject", "Fruit", "--library", folder)
    assert (done.code, done.err) == (0, "")
    assert sorted(path for path in contents(folder) if path != "bad.md") == [
        f"fruit/{name}.md" for name in ("apple", "pear", "plum", "secret")
    ]
    assert "Fruit" in command("show", "fruit/secret.md", "--library", folder).out.title()


def test_a_repair_holds_back_what_would_lose_something_and_it_is_reviewed(command: Command, folder: Path) -> None:
    for name, extra in (("one", "place: North\n"), ("two", "author: Somebody\n")):
        (folder / f"food/{name}.md").write_text(f"---\ntitle: What is rye?\n{extra}---\n\nA grain of the north.\n")
    planned = command("fix", "duplicate-answer", "--library", folder, "--dry-run")
    assert "1 would have to be decided: qtbrowser review, after a run without --dry-run" in planned.err
    assert "It would not be merged into food/one.md." in planned.err
    assert command("review", "--library", folder).out == NOTHING_TO_DECIDE
    done = command("fix", "duplicate-answer", "--library", folder)
    assert (folder / "food/two.md").exists()
    assert "It was not merged into food/one.md. The field author is lost: Somebody" in done.err
    assert "1 to be decided: qtbrowser review" in done.err
    assert done.out == "Nothing was changed.\n"
    listed = command("review", "--library", folder, "--json").json
    losses = ["The field author is lost: Somebody"]
    assert listed == [{"left": "food/one.md", "right": "food/two.md", "losses": losses, "skipped": False}]
    assert "food/one.md  <-  food/two.md" in command("review", "--library", folder).out
    assert command("review", 2, "both", "--library", folder).code == 2
    assert command("review", 1, "join", "--library", folder).code == 0
    assert not (folder / "food/two.md").exists()
    assert "author: Somebody" in (folder / "food/one.md").read_text()
    assert command("review", "--library", folder).out == NOTHING_TO_DECIDE
    assert command("undo", "--library", folder).code == 0
    assert command("review", "--library", folder, "--json").json == listed
    assert command("review", 1, "both", "--library", folder).code == 0
    assert command("review", "--library", folder).out == NOTHING_TO_DECIDE


def test_copies_are_declared(command: Command, folder: Path) -> None:
    assert command("review", "--library", folder, "--in-step", "--copies", APPLE, PEAR).code == 0
    assert "in_step = true" in (folder / ".qtbrowser.toml").read_text()
    edited = command("edit", APPLE, "--library", folder, "--set", "author=Me")
    assert edited.err == f"To be kept in step, the same edit again for: {PEAR}\n"
    assert command("undo", "--library", folder).code == 0
    assert command("undo", "--library", folder).code == 0
    assert not (folder / ".qtbrowser.toml").exists()


@pytest.mark.parametrize(
    "words", [("edit", "--rename-subject", "Nope", "Food"), ("move", "--all-of", "Nope", "--subject", "Food")]
)
def test_a_subject_that_no_document_has_can_t_be_renamed(
    command: Command, folder: Path, words: tuple[str, ...]
) -> None:
    done = command(*words, "--library", folder)
    assert (done.code, done.err) == (1, "qtbrowser: The library has no subject Nope.\n")


def test_what_to_do_with_copies_is_asked(command: Command, folder: Path) -> None:
    for subject in ("Bread", "Grain"):
        path = folder / subject / "rye.md"
        path.parent.mkdir()
        path.write_text(f"---\nid: 77\nquestion: What is rye?\nsubject: {subject}\n---\n\nA grain of the north.\n")
    done = command("fix", "cross-posted", "--library", folder)
    assert "cross-posted in Bread, Grain. Say by --as what to do." in done.err


def test_copies_of_nothing_are_not_declared(command: Command, folder: Path) -> None:
    done = command("fix", "cross-posted", "--as", "copies", "--library", folder)
    assert (done.code, done.out) == (0, "Nothing had to be changed.\n")
    done = command("review", "--library", folder, "--copies", APPLE, APPLE)
    assert (done.code, done.err) == (2, "qtbrowser: --copies takes at least two documents.\n")
    assert not (folder / ".qtbrowser.toml").exists()


def test_another_encoding_is_converted_only_on_request(command: Command, folder: Path) -> None:
    latin = folder / "food" / "muesli.md"
    latin.write_bytes("# Müsli\n\nEin Frühstück.\n".encode("cp1252"))
    words = ("edit", "food/muesli.md", "--library", folder, "--set", "subject=Food")
    refused = command(*words)
    assert (refused.code, latin.read_bytes()[:4]) == (1, b"# M\xfc")
    assert "convert it to UTF-8 first" in refused.err
    done = command(*words, "--to-utf8")
    assert (done.code, done.err) == (0, "")
    assert latin.read_text(encoding="utf-8") == "---\nsubject: Food\n---\n\n# Müsli\n\nEin Frühstück.\n"
    assert command("undo", "--library", folder).code == 0
    assert latin.read_bytes()[:4] == b"# M\xfc"
    assert command("fix", "other-encoding", "--library", folder).code == 0
    assert latin.read_text(encoding="utf-8").startswith("# Müsli")


def test_documents_of_another_encoding_are_converted_where_a_subject_or_topic_is_renamed(
    command: Command, folder: Path
) -> None:
    text = "---\nquestion: Müsli?\nsubject: Breakfast\nkeywords: [oats]\n---\n\nEin Frühstück.\n".encode("cp1252")
    inside, outside = folder / "food" / "muesli.md", folder / "food" / "tee.md"
    inside.write_bytes(text)
    outside.write_bytes(text.replace(b"Breakfast", b"Drinks").replace(b"oats", b"tea"))
    words = ("edit", "--library", folder, "--rename-subject", "Breakfast", "Morning", "--rename-topic", "oats", "Grain")
    refused = command(*words, "--new-subject")
    assert (refused.code, inside.read_bytes()) == (1, text)
    done = command(*words, "--new-subject", "--to-utf8")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("3 edits: 1 file changed")
    changed = inside.read_text(encoding="utf-8")
    assert "subject: Morning" in changed
    assert "Grain" in changed
    assert b"Fr\xfchst\xfcck" in outside.read_bytes()
    assert command("undo", "--library", folder).code == 0
    assert inside.read_bytes() == text
    done = command("edit", "--library", folder, "--rename-topic", "oats", "Grain", "--to-utf8", "--dry-run", "--json")
    assert done.json["files"] == ["food/muesli.md"]
    done = command("edit", "--library", folder, "--rename-subject", "Food", "Meals", "--to-utf8", "--new-subject")
    assert done.out.startswith("Rename the subject Food to Meals: ")


@pytest.mark.parametrize("option", [("--set", "level=easy"), ("--add-keyword", "grain"), ("--renumber",)])
def test_what_is_about_named_documents_is_refused_without_any(
    command: Command, folder: Path, option: tuple[str, ...]
) -> None:
    done = command("edit", "--library", folder, "--rename-subject", "Food", "Meals", *option)
    assert (done.code, done.out) == (2, "")
    assert done.err == (f"qtbrowser: {option[0]} is about documents that are named. Give their paths, or --search.\n")


def test_only_documents_that_have_all_of_a_search_are_edited(command: Command, folder: Path) -> None:
    texts = {"one": "zebra unicorn", "two": "zebra", "three": "unicorns graze", "four": "unicornish"}
    for name, text in texts.items():
        (folder / f"food/{name}.md").write_text(f"---\nquestion: What, {name}?\n---\n\n{text}\n")
    words = ("edit", "--library", folder, "--set", "level=easy", "--dry-run", "--json")
    assert command(*words, "--search", "zebra unicorn").json["files"] == ["food/one.md"]
    assert command(*words, "--search", "unicorn").json["files"] == ["food/one.md", "food/three.md"]
    nothing = command(*words, "--search", "zebra graze")
    assert (nothing.json["files"], nothing.code) == ([], 0)
    assert nothing.err == "No document has all that is searched for: zebra graze\n"
    nothing = command("edit", "--library", folder, "--to-utf8", "--search", "zebra graze")
    assert (nothing.out, nothing.code) == ("Nothing had to be changed.\n", 0)
    refused = command(*words, "--search", "zebra lang:nonsense")
    assert (refused.code, refused.out) == (2, "")
    assert "lang:nonsense" in refused.err


def test_a_topic_that_no_document_has_can_t_be_renamed(command: Command, folder: Path) -> None:
    done = command("edit", "--rename-topic", "Nope", "Crop", "--library", folder)
    assert (done.code, done.err) == (1, "qtbrowser: The library has no topic Nope.\n")


def test_fix_repairs_only_the_named_documents_of_a_group(command: Command, folder: Path) -> None:
    for name, title in (("one", "Rye?"), ("two", "Rye?"), ("three", "Oats?"), ("four", "Oats?"), ("zero", "Corn?")):
        (folder / f"food/{name}.md").write_text(f"---\ntitle: {title}\n---\n\nA grain of the north.\n")
    words = ("fix", "duplicate-answer", "--library", folder)
    # The old names of what is merged are kept in the library's own file.
    own = ".qtbrowser.toml"
    merged = command(*words, "--dry-run", "--json").json["files"]
    assert merged == [own, "food/three.md", "food/two.md"]
    for path in merged[1:]:
        assert command(*words, path, "--dry-run", "--json").json["files"] == [own, path]
    nothing = command(*words, "food/zero.md", "--dry-run", "--json").json
    assert (nothing["files"], nothing["held"]) == ([], [])
    for number in (1, 2, 3):
        (folder / f"food/same-{number}.md").write_text(f"---\ntitle: Rice?\n---\n\nAnswer {number}.\n")
    named = command("fix", "duplicate-title", "food/same-3.md", "--library", folder, "--dry-run", "--json").json
    assert [(one["survivor"], one["other"]) for one in named["held"]] == [("food/same-1.md", "food/same-3.md")]


def test_an_undo_leaves_alone_what_others_have_changed(command: Command, folder: Path) -> None:
    before = contents(folder)
    assert command("edit", APPLE, PEAR, "--library", folder, "--set", "author=Me").code == 0
    (folder / APPLE).write_text("theirs", encoding="utf-8")
    done = command("undo", "--library", folder)
    assert done.code == 1
    assert done.out == "Change 1 is undone: Set author to Me in 2 documents, 1 file.\n"
    assert done.err.splitlines()[-1] == "1 file left alone; qtbrowser undo 1 tries them again."
    assert contents(folder) == {**before, APPLE: b"theirs"}
    (folder / APPLE).write_bytes(before[APPLE].replace(b"\n---\n\n", b"\nauthor: Me\n---\n\n"))
    again = command("undo", 1, "--library", folder)
    assert (again.code, contents(folder)) == (0, before)
