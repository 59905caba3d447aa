"""A typesetter that has started, and somebody who waits for its formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qtbrowser.gui.math.formula import Formula, FormulaError
from qtbrowser.gui.math.typesetter import Typesetter

WAIT_MS = 30_000


class Compositor:
    """Hands TeX to a typesetter and waits for what comes."""

    def __init__(self, typesetter: Typesetter, qtbot: QtBot) -> None:
        self.typesetter = typesetter
        self._qtbot = qtbot

    def result(self, tex: str, display: bool = True) -> Formula | FormulaError:
        """The formula or its error."""

        def is_asked_for(ready_tex: str, ready_display: bool, value: object) -> bool:
            return ready_tex == tex and ready_display == display

        with self._qtbot.waitSignal(
            self.typesetter.formula_ready, timeout=WAIT_MS, check_params_cb=is_asked_for
        ) as waiting:
            self.typesetter.request(tex, display)
        assert waiting.args is not None
        value = waiting.args[2]
        assert isinstance(value, Formula | FormulaError)
        return value

    def formula(self, tex: str, display: bool = True) -> Formula:
        """The formula, which can be set."""
        value = self.result(tex, display)
        assert isinstance(value, Formula), value
        return value

    def error(self, tex: str, display: bool = True) -> str:
        """Why it can't be set."""
        value = self.result(tex, display)
        assert isinstance(value, FormulaError), value
        return value.reason


@pytest.fixture(scope="session")
def _typesetter(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typesetter]:
    typesetter = Typesetter(tmp_path_factory.mktemp("formulas"), time_limit=WAIT_MS)
    yield typesetter
    typesetter.close()


@pytest.fixture
def compositor(_typesetter: Typesetter, qtbot: QtBot) -> Compositor:
    """One for all tests: the script takes a while to start. It waits for formulas however busy the machine is."""
    return Compositor(_typesetter, qtbot)


@pytest.fixture
def impatient_compositor(qtbot: QtBot, tmp_path: Path) -> Iterator[Compositor]:
    """One that gives up a formula as soon as a reader's does."""
    compositor = Compositor(Typesetter(tmp_path), qtbot)
    yield compositor
    compositor.typesetter.close()
