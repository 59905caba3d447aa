"""The file of formulas: what is added is read again, whatever happened to the rest."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.math.formula_file import FormulaFile, question


def entry(tex: str, answer: object = 1) -> tuple[bytes, bytes]:
    return question(tex, True), json.dumps(answer).encode()


def test_nothing_is_there_at_first(tmp_path: Path) -> None:
    assert FormulaFile(tmp_path / "missing", "v1").read() == {}


@given(st.lists(st.tuples(st.text(st.characters()), st.booleans(), st.text()), max_size=5))
def test_what_is_added_is_there(formulas: list[tuple[str, bool, str]]) -> None:
    entries = [(question(tex, display), json.dumps(answer).encode()) for tex, display, answer in formulas]
    with TemporaryDirectory() as folder:
        for one in entries:
            FormulaFile(Path(folder), "v1").add([one])
        assert FormulaFile(Path(folder), "v1").read() == dict(entries)


def test_questions_differ_by_kind() -> None:
    assert question("x", True) != question("x", False)


def test_two_windows_write_one_file(tmp_path: Path) -> None:
    first, second = FormulaFile(tmp_path, "v1"), FormulaFile(tmp_path, "v1")
    first.add([entry("a")])
    second.add([entry("b")])
    first.add([entry("c")])
    assert FormulaFile(tmp_path, "v1").read() == dict([entry("a"), entry("b"), entry("c")])


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_byte_that_decayed_costs_one_line(tmp_path: Path, place: int) -> None:
    file = FormulaFile(tmp_path, "v1")
    file.add([entry(f"formula {number}", [number] * 3) for number in range(3)])
    (path,) = tmp_path.iterdir()
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    known = file.read()
    assert len(known) >= 1
    assert known.items() < dict(entry(f"formula {number}", [number] * 3) for number in range(3)).items()


def test_a_torn_line_is_left_out(tmp_path: Path) -> None:
    file = FormulaFile(tmp_path, "v1")
    file.add([entry("a"), entry("b")])
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-5])
    assert file.read() == dict([entry("a")])


def test_another_version_is_forgotten(tmp_path: Path) -> None:
    FormulaFile(tmp_path, "v1").add([entry("a")])
    assert FormulaFile(tmp_path, "v2").read() == {}
    assert list(tmp_path.iterdir()) == []


def test_it_does_not_grow_for_ever(tmp_path: Path) -> None:
    file = FormulaFile(tmp_path, "v1", size_limit=1000)
    entries = [entry(f"formula {number}") for number in range(100)]
    file.add(entries)
    known = file.read()
    assert known == dict(entries[-len(known) :])
    assert 0 < len(known) < 50
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size <= 500
    assert file.read() == known
