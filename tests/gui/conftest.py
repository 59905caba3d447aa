"""Fixtures: a small library, a window on it, and a person who works with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.browse.list_model import ROW_ROLE
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import GEOMETRY
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.library import Library

WAIT_MS = 30_000


class PatientBot(QtBot):
    """Waits longer than pytest-qt's five seconds where a test gives no time: no slow machine fails a test."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=WAIT_MS)  # noqa: N815 - its name
    waitSignal = partialmethod(QtBot.waitSignal, timeout=WAIT_MS)  # noqa: N815 - its name
    waitExposed = partialmethod(QtBot.waitExposed, timeout=WAIT_MS)  # noqa: N815 - its name


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's bot, with patience."""
    return PatientBot(request)


def next_turn() -> None:
    """Let Qt do all that is due now; what waits for its turn in the event loop was made to wait before this."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
    QApplication.processEvents()


def write(folder: Path, path: str, text: str) -> Path:
    """One file of a library."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def question(title: str, subject: str, answer: str, *, keywords: str = "", more: str = "") -> str:
    """A document's text."""
    return f"---\ntitle: {title}\nsubject: {subject}\ndate: 2025-01-28\nkeywords: {keywords}\n{more}---\n\n{answer}\n"


def write_library(folder: Path) -> Path:
    """Three subjects, seven questions, one of them hidden, and a file that can't be read."""
    clouds = "Water vapour cools as it rises and turns into droplets.\n\n" + "Clouds drift. " * 400
    more = "related_article1:\n  title: Why is the sky blue?\n  url: /physics/sky\n"
    write(folder, "clouds.md", question("How do clouds form?", "Weather", clouds, keywords="water, air", more=more))
    write(folder, "rain.md", question("Why does it rain?", "Weather", "Droplets grow heavy.", keywords="water, air"))
    write(folder, "snow.md", question("What is snow?", "Weather", "Ice crystals of frozen water.", keywords="water"))
    sky = "Short waves scatter most. See [clouds](clouds.md), [nothing](nowhere.md) and [a place](https://example.org)."
    write(folder, "sky.md", question("Why is the sky blue?", "Physics", sky, more="url: /physics/sky\n"))
    write(folder, "ice.md", question("Why does ice float?", "Physics", "It is lighter than the water below."))
    write(folder, "bread.md", question("Why does bread rise?", "Cooking", "Yeast makes gas."))
    write(folder, "secret.md", question("What is hidden?", "Cooking", "A hidden water tap.", more="no_index: true\n"))
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00broken")
    return folder


@pytest.fixture(scope="session")
def _indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = write_library(tmp_path_factory.mktemp("shared") / "nature")
    cache = tmp_path_factory.mktemp("shared-cache")
    Library.open(folder, cache).close()
    return folder, cache


@pytest.fixture
def library(_indexed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that is indexed already; tests only read it."""
    folder, cache = _indexed
    monkeypatch.setenv("QTBROWSER_CACHE_DIR", str(cache))
    return folder


@pytest.fixture
def own_library(tmp_path: Path) -> Path:
    """A library of the test's own, not indexed yet."""
    return write_library(tmp_path / "own")


@pytest.fixture
def own_indexed_library(own_library: Path) -> Path:
    """A library of the test's own, indexed here: a process for it would take twenty times as long."""
    Library.open(own_library).close()
    return own_library


class Person:
    """Somebody who works with the window by mouse and keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.field = window.panels.search.field
        self.list = window.panels.list_panel.view
        self.tree = window.panels.subjects.tree

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def settle(self) -> None:
        """Wait until everything asked for is shown."""
        self.wait(lambda: self.window.is_settled)

    def type(self, words: str) -> None:
        """Type into the field and wait for the hits."""
        self.qtbot.keyClicks(self.field, words)
        self.wait(lambda: self.window.list_state.request.text == self.field.text() and self.window.is_settled)

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        widget: QWidget | None = None,
    ) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(widget or QApplication.focusWidget() or self.window, key, modifiers)

    def titles(self) -> list[str]:
        """What the list shows."""
        rows = self.list.rows
        return [rows.index(number).data(ROW_ROLE).title for number in range(rows.rowCount())]

    def subjects(self) -> list[str]:
        """What the tree shows at its top."""
        model = self.tree.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def click_subject(self, name: str, topic: str | None = None) -> None:
        """Click on a subject of the tree, or on a topic of it after unfolding it."""
        index = self._child(QModelIndex(), name)
        if topic is not None:
            self.tree.expand(index)
            index = self._child(index, topic)
        self._click(self.tree, index)
        self.settle()

    def click_title(self, title: str) -> None:
        """Click on a question in the list, and wait for the answer."""
        self._click(self.list, self.list.rows.index(self.titles().index(title)))
        self.wait(lambda: self.shown_title() == title and self.window.is_settled)

    def shown_title(self) -> str:
        """The title of the document in the pane, or empty."""
        panel = self.window.panels.answer
        page = panel.pane.page() if panel.shows_answer else None
        return page.title if page is not None else ""

    def state_heading(self) -> str:
        """The heading of the designed state in place of the list, or empty."""
        state = self.window.panels.list_panel.state
        return state.heading if state is not None else ""

    def message(self) -> str:
        """The sentence in the message bar, or empty where none is shown."""
        bar = self.window.panels.messages
        return bar.text() if bar.isVisible() else ""

    def _child(self, parent: QModelIndex, name: str) -> QModelIndex:
        model = self.tree.model()
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if index.data() == name:
                return index
        raise AssertionError(f"no {name} in the tree")

    def _click(self, view: QAbstractItemView, index: QModelIndex) -> None:
        view.scrollTo(index)
        place: QRect = view.visualRect(index)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(60, 12))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The application in the light theme."""
    theme = Theme(qapp, ThemeChoice.LIGHT)
    yield theme
    theme.deleteLater()


@pytest.fixture
def start(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Person]]:
    """Opens a window, on a library if one is given, and waits until it has settled."""
    windows: list[MainWindow] = []

    def start_window(
        folder: Path | None = None,
        *,
        query: str = "",
        document: str = "",
        view: str = "",
        settle: bool = True,
        by_meaning: bool = False,
    ) -> Person:
        window = MainWindow(theme, Preferences(), StartOptions(query, document, view))
        if not by_meaning:
            # Its process would run beside every longer test.
            window.early.by_meaning.making.enable(False)
        windows.append(window)
        qtbot.addWidget(window)
        # The offscreen screen is smaller than any that people use.
        if not window.preferences.get(GEOMETRY):
            window.resize(1280, 820)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.opening.start(folder)
        person = Person(window, qtbot)
        if settle:
            person.wait(lambda: window.session.is_idle)
            person.settle()
        return person

    yield start_window
    for window in windows:
        if window.panels.answer.is_editing:
            # A test that failed in the middle of an edit: the window would ask what is to become of it, and stay open.
            window.late.editing.discard()
        window.close()


@pytest.fixture
def person(start: Callable[..., Person], library: Path) -> Person:
    """A person with the indexed library open."""
    return start(library)
