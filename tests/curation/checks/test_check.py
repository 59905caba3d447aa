"""The check as a whole: what is kept between two, cancelling, switching rules off, and letting findings be."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qtbrowser.curation.checks.check_settings import CheckSettings
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.documents.problem import Severity
from qtbrowser.errors import LibraryError, UsageError
from qtbrowser.library import Library
from tests.curation.checks.files import TODAY, check, document, findings, related

SAMPLE = Path(__file__).parents[3] / "sample_content"
BREAD, CAKE = "learn/baking/bread.md", "learn/baking/cake.md"
SECTIONS = ("check", "copies", "redirects", "library")
NAMES = tuple(
    "off ignored severity threshold profile rules rule path paths not_duplicates name field folder values pattern"
    " required bad-date one-way-related in_step kind exclude text_files".split()
)


def test_the_sample_library_has_no_errors() -> None:
    found = findings(SAMPLE, today=date(2026, 1, 1))
    assert [finding for finding in found if finding.severity == "error"] == []
    # One link that is dead on purpose, one subject spelled in two ways, and a page about lost and garbled letters.
    assert sorted(finding.rule for finding in found if finding.severity == "warning") == [
        "bad-text",
        "dangling-related",
        "subject-variants",
    ]


def test_a_second_check_sees_what_has_changed_and_looks_at_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(tmp_path, {BREAD: document("bread"), CAKE: document("cake")}) == []
    times = (tmp_path / BREAD).stat()
    broken = document("bread").replace("Bread?", "Broth?", 1)
    (tmp_path / BREAD).write_bytes(broken.encode())
    os.utime(tmp_path / BREAD, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert findings(tmp_path) == []  # the stamp is as it was
    os.utime(tmp_path / BREAD)
    assert [finding.rule for finding in findings(tmp_path)] == ["unequal-titles"]
    (tmp_path / BREAD).unlink()
    assert findings(tmp_path) == []


def test_a_damaged_store_is_made_anew(tmp_path: Path, own_directories: Path) -> None:
    folder = tmp_path / "library"
    files = {BREAD: document("bread", date="never")}
    assert len(check(folder, files)) == 1
    (store,) = own_directories.rglob("check.sqlite3")
    store.write_bytes(b"no database" * 1000)
    assert len(findings(folder)) == 1


def test_a_store_that_can_not_be_opened_is_done_without(tmp_path: Path, own_directories: Path) -> None:
    folder = tmp_path / "library"
    check(folder, {BREAD: document("bread")})
    (store,) = own_directories.rglob("check.sqlite3")
    store.unlink()
    store.mkdir()
    # What can't be opened is done without: a check takes longer then.
    assert findings(folder) == []
    assert store.is_dir()


def test_a_cancelled_check_is_taken_up_again(tmp_path: Path) -> None:
    words = " ".join(f"word{number} is no {number * 7}" for number in range(60))
    for number in range(120):
        place = tmp_path / f"learn/baking/n{number}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            document(f"n{number}", answer=f"{words} {'and' if number == 3 else 'or'}." if number < 5 else "x")
        )
    with Library.open(tmp_path, refresh=False) as library:
        steps = library.check(today=TODAY)
        assert isinstance(steps, Generator)
        with closing(steps):
            done = [next(steps).done for _ in range(3)]
    assert done == [0, 50, 100]
    found = findings(tmp_path, "similar-answer")
    assert {finding.path: len(finding.others) for finding in found} == {
        f"learn/baking/n{number}.md": 1 for number in range(4)
    }


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    for number in range(700):
        place = tmp_path / f"n{number:03}.md"
        place.write_text("---\ntitle: Which?\ndate: never\n---\n" + f"Words {number}. " * (number % 7))
    steps = []
    with Library.open(tmp_path, refresh=False) as library:
        for progress in library.check(["bad-date", "short-answer"]):
            steps.append((progress.done, progress.total))
    assert steps[0] == (0, 0)
    assert (650, 700) in steps
    found = progress.findings
    assert found is not None
    assert [finding.path for finding in found if finding.rule == "bad-date"] == [f"n{n:03}.md" for n in range(700)]
    assert sum(finding.severity == "error" for finding in found) == 100


def test_rules_that_are_off_and_those_asked_for(tmp_path: Path) -> None:
    files = {BREAD: document("bread", date="never", page_keywords="a, a")}
    assert [finding.rule for finding in check(tmp_path, files)] == ["bad-date", "keyword-form"]
    (tmp_path / ".qtbrowser.toml").write_text('[check]\noff = ["bad-date"]\n')
    assert [finding.rule for finding in findings(tmp_path)] == ["keyword-form"]
    assert [finding.rule for finding in findings(tmp_path, "bad-date")] == ["bad-date"]
    with pytest.raises(UsageError, match="no rule bad-dates"):
        findings(tmp_path, "bad-dates")


@pytest.mark.parametrize(
    "text",
    [
        "[check",
        'check = "yes"',
        "[check]\noff = 1",
        "[check]\nignored = 1",
        "copies = 1",
        "[[copies]]\npath = 1",
        "x = " + "[" * 5_000 + "]" * 5_000,
        "a." * 200_000 + "a = 1",
    ],
    ids=lambda text: text[:24],
)
def test_a_file_that_does_not_say_what_it_should(tmp_path: Path, text: str) -> None:
    (tmp_path / ".qtbrowser.toml").write_text(text)
    with pytest.raises(LibraryError) as raised:
        findings(tmp_path)
    assert raised.value.path == ".qtbrowser.toml"


@pytest.mark.parametrize("text", ["[check]\nrules = [1]", "[check]\nseverity = 1", "[check]\nthreshold = [1]"])
def test_settings_of_another_form_are_told_and_never_changed(tmp_path: Path, text: str) -> None:
    told, other = check(tmp_path, {BREAD: document("bread", date="x"), ".qtbrowser.toml": text})
    assert (told.rule, told.path, other.rule) == ("library-file", ".qtbrowser.toml", "bad-date")
    with Library.open(tmp_path, refresh=False) as library:
        with pytest.raises(LibraryError, match=r"^\.qtbrowser\.toml: "):
            library.setting_rules(["bad-date"], CheckSettings())
        assert library.ignoring([other])


def test_a_byte_order_mark_before_the_settings_is_no_fault(tmp_path: Path) -> None:
    text = '\ufeff[check]\noff = ["bad-date"]\n'
    assert check(tmp_path, {BREAD: document("bread", date="x"), ".qtbrowser.toml": text}) == []
    with Library.open(tmp_path, refresh=False) as library:
        library.switch_off([])
    assert [finding.rule for finding in findings(tmp_path)] == ["bad-date"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nonsense_in_the_settings_is_no_fault_of_the_program(tmp_path: Path, data: st.DataObject) -> None:
    plain = st.one_of(st.integers(-3, 9), st.booleans(), st.text("ab/-é", max_size=4), st.floats(0, 1))
    anything = st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
        max_leaves=6,
    )
    tables = data.draw(st.dictionaries(st.sampled_from(SECTIONS), st.dictionaries(st.sampled_from(NAMES), anything)))
    if data.draw(st.booleans()):
        tables |= data.draw(st.dictionaries(st.sampled_from(SECTIONS), anything, max_size=1))
    with suppress(LibraryError):
        check(tmp_path, {BREAD: document("bread", date="x"), ".qtbrowser.toml": tomlkit.dumps(tables)})
    with Library.open(tmp_path, refresh=False) as library:
        bad = Finding("bad-date", Severity.WARNING, BREAD, None, "No.")
        with suppress(LibraryError):
            library.ignoring([bad])
        with suppress(LibraryError):
            library.setting_rules(["bad-date"], CheckSettings())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[check]\noff = ["no-such-rule"]', "check.off names no-such-rule, which is no rule of this version."),
        (
            '[[check.ignored]]\nrule = "bad-date"',
            "One of check.ignored has neither a rule and a path nor not_duplicates.",
        ),
        ('[[check.ignored]]\nnot_duplicates = ["a.md"]', "One of check.ignored has neither"),
        ("[check]\nlater = 1", "check.later is not known."),
        ("[check]\nprofile = 1", "check.profile: 1 is no profile."),
        ("[later]\na = 1", "The section later is not known."),
    ],
)
def test_what_this_version_does_not_know_is_told_and_kept(tmp_path: Path, text: str, told: str) -> None:
    folder = tmp_path / "library"
    check(folder, {BREAD: document("bread"), ".qtbrowser.toml": text})
    (finding,) = findings(folder)
    assert (finding.rule, finding.path) == ("library-file", ".qtbrowser.toml")
    assert finding.message.startswith(told)
    with Library.open(folder, refresh=False) as library:
        library.switch_off(["bad-date"])
    after = (folder / ".qtbrowser.toml").read_text()
    assert "bad-date" in after
    assert all(word in after for word in ("no-such-rule", "profile", "later") if word in text)


def test_copies_that_are_ignored_are_declared(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    copy = "learn/cakes/bread.md"
    same = {"id": "7", "answer": "Flour and water."}
    check(folder, {BREAD: document("bread", **same), copy: document("bread", subject="Cakes", **same)})
    (finding,) = findings(folder, "cross-posted")
    with Library.open(folder, refresh=False) as library:
        library.ignore(finding)
    assert findings(folder, "cross-posted") == []
    assert "[[copies]]" in (folder / ".qtbrowser.toml").read_text()


def test_what_is_ignored_stays_so_and_can_be_undone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    same = {"title": "What?", "article_title": "What?", "question": "What?"}
    third = "learn/baking/salt.md"
    check(folder, {BREAD: document("bread", date="never", **same), CAKE: document("cake", **same)})
    (folder / ".qtbrowser.toml").write_text("# ours\n[check]\noff = []\n")
    with Library.open(folder, refresh=False) as library:
        for finding in findings(folder):
            library.ignore(finding)
    text = (folder / ".qtbrowser.toml").read_text()
    assert text.startswith("# ours\n[check]\noff = []\n")
    assert text.count("not_duplicates") == 1
    assert findings(folder) == []
    found = check(folder, {third: document("salt", **same)})
    assert {finding.path: finding.others for finding in found} == {
        BREAD: (CAKE, third),
    }
    with Library.open(folder, refresh=False) as library:
        assert library.ignore(found[0]) is not None
        assert library.ignore(found[0]) is None
        for _ in range(3):
            for _ in library.undo():
                pass
    assert (folder / ".qtbrowser.toml").read_text() == "# ours\n[check]\noff = []\n"


def test_rules_are_switched_off_and_on(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    check(folder, {BREAD: document("bread", date="never", page_keywords="a, a")})
    with Library.open(folder, refresh=False) as library:
        library.switch_off(["keyword-form", "bad-date"])
        assert library.rules_off() == {"keyword-form", "bad-date"}
        assert findings(folder) == []
        library.switch_off([])
        assert library.rules_off() == frozenset()
        assert library.switch_off([]) is None
    assert len(findings(folder)) == 2


REPAIRED = {
    "duplicate-id": {CAKE: document("cake", id=7)},
    "duplicate-answer": {"learn/other/bread.md": document("bread", id=9)},
    "subject-variants": {CAKE: document("cake"), BREAD: document("bread", id=7, subject="baking", url="/baking/bread")},
    "dangling-related": {BREAD: document("bread", id=7, extra=related(1, "rye") + "\n" + related(2, "cake"))},
    "duplicate-related": {BREAD: document("bread", id=7, extra=related(1, "cake") + "\n" + related(2, "cake"))},
    "self-related": {BREAD: document("bread", id=7, extra=related(1, "bread") + "\n" + related(2, "cake"))},
    "misplaced-file": {BREAD: document("bread", id=7, file_name="x.md", url="/learn/baking/questions/x")},
    "bad-date": {BREAD: document("bread", id=7, date="January 5, 2025")},
    "missing-field": {BREAD: document("bread", id=7, file_name=None)},
    "wrong-type": {BREAD: document("bread", id="'7'")},
    "keyword-form": {BREAD: document("bread", id=7, page_keywords="bread,, Bread;yeast")},
    "unclosed-fence": {BREAD: document("bread", id=7, answer=">-\n    Thus.\\n\\n```python\\nprint(1)")},
    "bad-text": {
        BREAD: ("\ufeff" + document("bread", id=7, answer="So\u200bft caf\u00c3\u00a9.")).replace("\n", "\r\n", 5)
    },
}


@pytest.mark.parametrize("rule", REPAIRED)
def test_a_repair_puts_it_right_and_undo_brings_it_back(tmp_path: Path, rule: str) -> None:
    folder = tmp_path / "library"
    files = {BREAD: document("bread", id=7), CAKE: document("cake"), "learn/baking/rest.md": document("rest")}
    found = check(folder, files | REPAIRED[rule], rule)
    before = {file: file.read_bytes() for file in folder.rglob("*.md")}
    repairs = [finding.repair for finding in found if finding.repair is not None]
    assert repairs
    with Library.open(folder) as library:
        for repair in repairs:
            change_set = [progress.change_set for progress in library.plan(repair)][-1]
            assert change_set
            assert not change_set.refused
            assert [progress.number for progress in library.apply(change_set)][-1] is not None
        assert findings(folder, rule) == []
        for _ in repairs:
            for _ in library.undo():
                pass
    assert {file: file.read_bytes() for file in folder.rglob("*.md")} == before
