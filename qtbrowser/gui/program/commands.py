"""Connects the actions to the parts of the window.

Dialogs are imported when they are opened, after the window is painted.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.errors import QtBrowserError
from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import Narrowing
from qtbrowser.gui.browse.tree_rows import EVERYTHING
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.opening import Opening
from qtbrowser.gui.program.view_links import ViewLinks
from qtbrowser.gui.reader.answer_panel import FindsWords
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import RECENT
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.columns import ANSWER, LIST, TREE
from qtbrowser.gui.window.menus import Menus
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.session import Session
from qtbrowser.resources import sample_library

ZOOM_STEP = 0.1
RANDOM = "program.random"


class Commands(QObject):
    """Performs the actions of one window."""

    def __init__(
        self,
        *,
        window: QMainWindow,
        theme: Theme,
        preferences: Preferences,
        actions: Actions,
        menus: Menus,
        panels: Panels,
        session: Session,
        refreshing: Refreshing,
        list_state: ListState,
        reading: Reading,
        view: View,
        messages: MessageBar,
        opening: Opening,
        view_links: ViewLinks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._preferences = preferences
        self._actions = actions
        self._menus = menus
        self._panels = panels
        self._session = session
        self._refreshing = refreshing
        self._list_state = list_state
        self._reading = reading
        self._view = view
        self._messages = messages
        self._opening = opening
        self._view_links = view_links
        self._connect_file()
        self._connect_edit()
        self._connect_view()
        self._connect_go()

    def show_panel_switches(self) -> None:
        """Check the actions of the panels that are shown."""
        actions, panels = self._actions, self._panels
        for action, number in ((actions.show_tree, TREE), (actions.show_list, LIST)):
            action.setChecked(panels.columns.is_shown(number))

    def carry_out(self, name: str) -> None:
        """Perform the action of a button of an empty state."""
        panels, actions = self._panels, self._actions
        if name == "search_everywhere":
            panels.search.within.setChecked(False)
            self._list_state.narrow(Narrowing())
        elif name == "clear_search":
            panels.search.set_text("")
            panels.search.focus()
        else:
            getattr(actions, name).trigger()

    def _connect_file(self) -> None:
        actions = self._actions
        actions.open_folder.triggered.connect(self._choose_folder)
        actions.open_sample.triggered.connect(self._open_sample)
        actions.reload.triggered.connect(self._refreshing.start)
        actions.palette.triggered.connect(self._show_palette)
        actions.settings.triggered.connect(self._show_settings)
        self._menus.recent_requested.connect(self._open_recent)
        self._menus.forget_recent_requested.connect(self._forget_recent)
        for panel in (self._panels.welcome, self._panels.list_panel):
            panel.action_requested.connect(self.carry_out)

    def _connect_edit(self) -> None:
        actions, panels = self._actions, self._panels
        actions.copy.triggered.connect(self._copy)
        actions.select_all.triggered.connect(self._select_all)
        actions.search.triggered.connect(panels.search.focus)
        actions.find.triggered.connect(self._find)
        actions.find_next.triggered.connect(self._find_next)
        actions.find_previous.triggered.connect(self._find_previous)

    def _connect_view(self) -> None:
        actions, panels = self._actions, self._panels
        actions.show_tree.toggled.connect(partial(panels.columns.switch, TREE))
        actions.show_list.toggled.connect(partial(panels.columns.switch, LIST))
        panels.columns.shown_changed.connect(self.show_panel_switches)
        actions.zoom_in.triggered.connect(self._zoom_in)
        actions.zoom_out.triggered.connect(self._zoom_out)
        actions.zoom_reset.triggered.connect(self._zoom_reset)
        actions.full_screen.toggled.connect(self._show_full_screen)

    def _connect_go(self) -> None:
        actions = self._actions
        actions.back.triggered.connect(self._go_back)
        actions.forward.triggered.connect(self._go_forward)
        actions.home.triggered.connect(self._go_home)
        actions.quick_open.triggered.connect(self._show_quick_open)
        actions.next_hit.triggered.connect(self._step_down)
        actions.previous_hit.triggered.connect(self._step_up)
        actions.random.triggered.connect(self._ask_random)
        self._panels.subjects.tree.random_requested.connect(self._ask_random_of)
        actions.next_panel.triggered.connect(self._next_panel)
        actions.previous_panel.triggered.connect(self._previous_panel)
        actions.guide.triggered.connect(self._show_guide)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.about.triggered.connect(self._show_about)
        actions.about_qt.triggered.connect(QApplication.aboutQt)

    def _choose_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, self.tr("Open a Folder of Documents"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self._session.folder is not None:
            dialog.setDirectory(str(self._session.folder.parent))
        dialog.fileSelected.connect(self._open_recent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_recent(self, folder: str) -> None:
        self._opening.open(Path(folder))

    def _forget_recent(self) -> None:
        self._preferences.set(RECENT, [])

    def _open_sample(self) -> None:
        try:
            self._opening.open(sample_library())
        except QtBrowserError as error:
            self._messages.show_message(str(error), Weight.ERROR)

    def _show_palette(self) -> None:
        from qtbrowser.gui.window.action_reasons import ActionReasons
        from qtbrowser.gui.window.palette import CommandPalette

        found = self._window.findChild(CommandPalette)
        if found is None:
            reasons = ActionReasons(self._window, self._actions, self._session, self._reading)
            found = CommandPalette(self._window, self._actions, reasons)
        found.open()

    def _show_quick_open(self) -> None:
        from qtbrowser.gui.search_aids.quick_opening import QuickOpening

        quick = self._window.findChild(QuickOpening)
        if quick is None:
            quick = QuickOpening(self._window, self._session, self._reading, self._preferences)
            quick.view_requested.connect(self._view_links.follow)
        quick.open()

    def _show_settings(self) -> None:
        from qtbrowser.gui.program.settings_dialog import SettingsDialog

        dialog = self._window.findChild(SettingsDialog)
        if dialog is None:
            dialog = SettingsDialog(
                self._theme, self._actions, self._preferences, self._session, self._refreshing, self._window
            )
            dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _copy(self) -> None:
        self._tell_focus("copy")

    def _select_all(self) -> None:
        self._tell_focus("selectAll")

    def _tell_focus(self, slot: str) -> None:
        """Call a slot of the focused widget, if it has it, as fields and the answer do."""
        does = getattr(QApplication.focusWidget(), slot, None)
        if does is not None:
            does()

    def _finder(self) -> FindsWords | None:
        """What finds words in the document with the focus, else in the first one."""
        panels, focus = self._panels, QApplication.focusWidget()
        beside = focus is not None and panels.beside.isAncestorOf(focus)
        return panels.beside.answer.finder if beside else panels.answer.finder

    def _find(self) -> None:
        if (finder := self._finder()) is not None:
            finder.open_find_bar()

    def _find_next(self) -> None:
        if (finder := self._finder()) is not None:
            finder.find_next()

    def _find_previous(self) -> None:
        if (finder := self._finder()) is not None:
            finder.find_previous()

    def _zoom_in(self) -> None:
        self._zoom_by(ZOOM_STEP)

    def _zoom_out(self) -> None:
        self._zoom_by(-ZOOM_STEP)

    def _zoom_by(self, step: float) -> None:
        pane = self._panels.answer.pane
        pane.set_zoom(round(pane.zoom() + step, 2))

    def _zoom_reset(self) -> None:
        self._panels.answer.pane.set_zoom(1.0)

    def _show_full_screen(self, full: bool) -> None:
        window = self._window
        # By the one flag: a window that was maximised is so again afterwards.
        if full != window.isFullScreen():
            window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _go_back(self) -> None:
        self._view.go(-1)

    def _go_forward(self) -> None:
        self._view.go(1)

    def _go_home(self) -> None:
        """Show all documents; where they are shown already in place of the library's page, show that."""
        columns = self._panels.columns
        shows_all = not self._panels.search.text() and self._panels.subjects.key() == EVERYTHING
        if shows_all and not self._reading.path and not columns.is_shown(ANSWER):
            columns.bring_forward(ANSWER)
            return
        self._panels.search.set_text("")
        self._reading.forget_words()
        self._panels.subjects.select(EVERYTHING)
        self._panels.list_panel.enter()

    def _step_down(self) -> None:
        self._panels.list_panel.step(1)

    def _step_up(self) -> None:
        self._panels.list_panel.step(-1)

    def _ask_random(self) -> None:
        self._ask_random_of(self._list_state.request.selection)

    def _ask_random_of(self, selection: Selection) -> None:
        job = partial(browse_jobs.random_path, selection=selection, but=self._reading.path)
        self._session.ask(job, self._show_random, replaces=RANDOM)

    def _show_random(self, path: str) -> None:
        if path:
            self._reading.show(path)

    def _next_panel(self) -> None:
        self._panels.cycle_focus(1)

    def _previous_panel(self) -> None:
        self._panels.cycle_focus(-1)

    def _show_guide(self) -> None:
        from qtbrowser.gui.program.guide_dialog import GuideDialog

        dialog = self._window.findChild(GuideDialog)
        if dialog is None:
            dialog = GuideDialog(self._theme, self._window)
            dialog.failed.connect(self._on_failure)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _show_shortcuts(self) -> None:
        from qtbrowser.gui.program.shortcuts_dialog import ShortcutsDialog

        dialog = ShortcutsDialog(self._actions, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_about(self) -> None:
        from qtbrowser.gui.program.about_dialog import about_dialog

        dialog = about_dialog(self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_failure(self, sentence: str) -> None:
        self._messages.show_message(sentence, Weight.ERROR)
