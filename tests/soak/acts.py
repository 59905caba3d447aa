"""What a restless reader, a curator and other programs do to a window and to its library's folder, at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from qtbrowser.curation.edits import AddKeyword, RemoveKeyword
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.widgets.theme import ThemeChoice

_LETTERS = "abcdefghilmnoprstu"
_SIZES = ((1280, 820), (700, 600), (1600, 900), (480, 560))
_MOST_NEW = 30


class Acts:
    """Does one thing at a time.

    Args:
        window: the window.
        folder: its library, which is changed.
        seed: of the choices.

    Attributes:
        last: what was done last.
        count: how much was done.
    """

    def __init__(self, window: MainWindow, folder: Path, seed: int) -> None:
        self._window = window
        self._folder = folder
        self._chance = random.Random(seed)
        self.last = "opening"
        self.count = 0
        self._new = 0
        self._doing: dict[Callable[[], None], int] = {
            self._click_row: 20,
            self._click_subject: 6,
            self._type: 16,
            self._clear: 4,
            self._press: 16,
            self._scroll: 12,
            self._trigger: 14,
            self._resize: 2,
            self._edit: 4,
            self._write_outside: 6,
            self._add_outside: 3,
            self._remove_outside: 3,
            self._rename_folder: 1,
        }

    def all(self) -> tuple[Callable[[], None], ...]:
        """Everything that it may do."""
        return tuple(self._doing)

    def do_one(self) -> None:
        """Do one thing."""
        act = self._chance.choices(list(self._doing), list(self._doing.values()))[0]
        self.last = act.__name__.strip("_")
        self.count += 1
        act()

    def _click_row(self) -> None:
        self._click(self._window.panels.list_panel.view)

    def _click_subject(self) -> None:
        self._click(self._window.panels.subjects.tree)

    def _click(self, view: QAbstractItemView) -> None:
        place = view.viewport()
        if view.isVisible() and place.height() > 1:
            point = QPoint(min(60, place.width() - 1), self._chance.randrange(place.height()))
            QTest.mouseClick(place, Qt.MouseButton.LeftButton, pos=point)

    def _type(self) -> None:
        words = "".join(self._chance.choice(_LETTERS) for _ in range(self._chance.randint(1, 3)))
        QTest.keyClicks(self._window.panels.search.field, words + self._chance.choice(("", " ")))

    def _clear(self) -> None:
        self._window.panels.search.set_text("")

    def _press(self) -> None:
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Return)
        QTest.keyClick(
            QApplication.focusWidget() or self._window,
            self._chance.choice((*keys, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_End)),
        )

    def _scroll(self) -> None:
        views = [self._window.panels.list_panel.view, self._window.panels.subjects.tree]
        bar = self._chance.choice(views).verticalScrollBar()
        bar.setValue(self._chance.randint(bar.minimum(), bar.maximum()))

    def _trigger(self) -> None:
        actions = self._window.actions_
        chosen = self._chance.choice(
            (
                actions.new_tab,
                actions.close_tab,
                actions.close_tab,
                actions.back,
                actions.back,
                actions.forward,
                actions.home,
                actions.random,
                actions.next_hit,
                actions.next_tab,
                actions.zoom_in,
                actions.zoom_reset,
                actions.trail,
                actions.beside,
                actions.find,
                actions.similar,
                actions.bookmark,
                actions.show_problems,
                actions.themes[self._chance.choice(list(ThemeChoice))],
            )
        )
        if chosen is actions.close_tab and len(self._window.tabs.all) == 1:
            # That would close the window.
            chosen = actions.new_tab
        self.last = f"trigger {chosen.objectName() or chosen.text()}"
        if chosen.isEnabled():
            chosen.trigger()

    def _resize(self) -> None:
        self._window.resize(*self._chance.choice(_SIZES))

    def _edit(self) -> None:
        path = self._window.reading.path
        if path and not self._window.changing.is_busy:
            edit = self._chance.choice((AddKeyword, RemoveKeyword))
            self._window.changing.carry_out(edit((path,), "soaked"), path, lambda _outcome: None)

    def _files(self) -> list[Path]:
        return sorted(self._folder.rglob("*.md"))

    def _write_outside(self) -> None:
        with open(self._chance.choice(self._files()), "a", encoding="utf-8") as stream:
            stream.write("\n")

    def _add_outside(self) -> None:
        self._new = (self._new + 1) % _MOST_NEW
        source = self._chance.choice(self._files())
        target = self._folder / "new" / f"number-{self._new}.md"
        target.parent.mkdir(exist_ok=True)
        half = target.with_suffix(".half")
        half.write_bytes(source.read_bytes())
        half.replace(target)

    def _remove_outside(self) -> None:
        found = sorted(self._folder.glob("new/*.md"))
        if found:
            self._chance.choice(found).unlink()

    def _rename_folder(self) -> None:
        one, other = self._folder / "learn", self._folder / "read"
        source, target = (one, other) if one.is_dir() else (other, one)
        if source.is_dir():
            source.rename(target)
