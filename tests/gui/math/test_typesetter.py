"""The typesetter: order, memory, time limit, end."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qtbrowser.gui.math.formula import Formula, FormulaError
from qtbrowser.gui.math.tex_limits import DEEPEST, LONGEST
from qtbrowser.gui.math.typesetter import FormulaSource, Typesetter
from tests.gui.math.conftest import WAIT_MS, Compositor

BOMB = (
    r"\def\a{\b\b\b\b\b\b\b\b\b\b}\def\b{\c\c\c\c\c\c\c\c\c\c}"
    r"\def\c{\d\d\d\d\d\d\d\d\d\d}\def\d{xxxxxxxxxx}\a"
)


def test_what_was_set_is_known(compositor: Compositor) -> None:
    typesetter = compositor.typesetter
    assert typesetter.cached("known + 1", True) is None
    formula = compositor.formula("known + 1")
    assert typesetter.cached("known + 1", True) == formula
    assert typesetter.cached("known + 1", False) is None
    assert compositor.formula("known + 1") == formula


def test_a_bomb_is_left_and_the_next_formula_set(impatient_compositor: Compositor) -> None:
    assert "too long" in impatient_compositor.error(BOMB)
    assert isinstance(impatient_compositor.typesetter.cached(BOMB, True), FormulaError)
    impatient_compositor.formula("after + the + bomb")


def test_formulas_that_wait_behind_a_bomb_are_set(impatient_compositor: Compositor, qtbot: QtBot) -> None:
    ready: dict[str, object] = {}
    typesetter = impatient_compositor.typesetter
    typesetter.formula_ready.connect(lambda tex, _display, value: ready.update({tex: value}))
    bomb = BOMB + "+1"
    impatient_compositor.typesetter.request_all(
        [FormulaSource(tex, True) for tex in ("first", bomb, "second", "third")]
    )
    qtbot.waitUntil(lambda: len(ready) == 4, timeout=WAIT_MS)
    assert isinstance(ready[bomb], FormulaError)
    assert all(isinstance(ready[tex], Formula) for tex in ("first", "second", "third"))


@pytest.mark.parametrize("tex", ["x" * (LONGEST + 1), "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1), "x" * 1_000_000])
def test_what_is_not_worth_a_try_is_known_at_once(compositor: Compositor, tex: str) -> None:
    known = compositor.typesetter.cached(tex, True)
    assert isinstance(known, FormulaError)
    assert compositor.error(tex) == known.reason


def test_the_newest_page_comes_first(compositor: Compositor, qtbot: QtBot) -> None:
    order: list[str] = []
    compositor.typesetter.formula_ready.connect(lambda tex, _display, _value: order.append(tex))
    compositor.typesetter.request_all([FormulaSource(f"old_{{{number}}}", True) for number in range(20)])
    compositor.typesetter.request_all([FormulaSource(f"new_{{{number}}}", True) for number in range(5)])
    qtbot.waitUntil(lambda: len(order) == 25, timeout=WAIT_MS)
    assert order == [f"new_{{{number}}}" for number in range(5)] + [f"old_{{{number}}}" for number in range(20)]


def test_the_next_run_knows_what_this_one_set(qtbot: QtBot, tmp_path: Path) -> None:
    first = Compositor(Typesetter(tmp_path), qtbot)
    formula, error = first.formula("kept"), first.error(r"\kept")
    first.error(BOMB)
    first.typesetter.close()
    second = Typesetter(tmp_path)
    second.warm_up()
    qtbot.waitUntil(lambda: second.cached("kept", True) is not None, timeout=WAIT_MS)
    assert second.cached("kept", True) == formula
    known = second.cached(r"\kept", True)
    assert isinstance(known, FormulaError)
    assert known.reason == error
    assert second.cached(BOMB, True) is None
    second.close()


def test_a_file_that_decayed_is_set_anew(qtbot: QtBot, tmp_path: Path) -> None:
    first = Compositor(Typesetter(tmp_path), qtbot)
    formula = first.formula("decayed")
    first.typesetter.close()
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes().replace(b'"w":', b'"w":1') + b"\x00\xff torn")
    second = Compositor(Typesetter(tmp_path), qtbot)
    assert second.formula("decayed") == formula
    second.typesetter.close()


def test_a_folder_that_can_not_be_written_costs_nothing_but_memory(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    compositor = Compositor(Typesetter(tmp_path / "file"), qtbot)
    formula = compositor.formula("unwritten")
    assert compositor.typesetter.cached("unwritten", True) == formula
    compositor.typesetter.close()


def test_after_the_end_nothing_is_answered(qtbot: QtBot, tmp_path: Path) -> None:
    typesetter = Typesetter(tmp_path)
    typesetter.request("x", True)
    typesetter.close()
    typesetter.close()
    with qtbot.assertNotEmitted(typesetter.formula_ready, wait=50):
        typesetter.request("y", True)


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from qtbrowser.gui.math.typesetter import Typesetter
application = QCoreApplication([])
typesetter = Typesetter(Path(sys.argv[1]))
typesetter.request(sys.argv[2], True)
if sys.argv[3] == "leave":
    QTimer.singleShot(int(sys.argv[4]), application.quit)
    application.exec()
elif sys.argv[3] == "drop":
    QTimer.singleShot(int(sys.argv[4]), application.exit)
    application.exec()
    del typesetter
print("end")
"""


@pytest.mark.parametrize(("way", "after_ms"), [("leave", 0), ("leave", 700), ("drop", 700)])
def test_the_program_can_end_at_any_time(tmp_path: Path, way: str, after_ms: int) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), BOMB, way, str(after_ms)]
    begin = time.monotonic()
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "end\n", ""), time.monotonic() - begin
