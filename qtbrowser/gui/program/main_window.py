"""The main window: its parts, the features that connect them, and its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from qtbrowser.gui.program.first_paint import FirstPaint
from qtbrowser.gui.program.interface_text import InterfaceText
from qtbrowser.gui.program.late_import import LateImport
from qtbrowser.gui.program.start_options import NO_START_OPTIONS, StartOptions
from qtbrowser.gui.program.waiting_triggers import WaitingTriggers
from qtbrowser.gui.program.window_shell import WindowShell
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import GEOMETRY
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import ThemeName
from qtbrowser.gui.window.window_place import LEAST_SIZE, restore_place

if TYPE_CHECKING:
    from qtbrowser.documents.problem import Problem
    from qtbrowser.gui.browse.list_state import ListState
    from qtbrowser.gui.indexing.refreshing import Refreshing
    from qtbrowser.gui.pane.answer_pane import AnswerPane
    from qtbrowser.gui.program.early_features import EarlyFeatures
    from qtbrowser.gui.program.late_features import LateFeatures
    from qtbrowser.gui.program.opening import Opening
    from qtbrowser.gui.program.page_requests import PageRequests
    from qtbrowser.gui.program.window_parts import WindowParts
    from qtbrowser.gui.reader.beside import Beside
    from qtbrowser.gui.reader.reading import Reading
    from qtbrowser.gui.reader.tabs import Tabs
    from qtbrowser.gui.reader.view import View
    from qtbrowser.gui.worker.changing import Changing
    from qtbrowser.gui.worker.session import Session

CHANGE_MS = 1_000
"""The time in milliseconds in which a running change may end when the window is closed."""

_EARLY_MODULES = ("qtbrowser.gui.program.window_parts", "qtbrowser.gui.program.early_features")
_LATE_MODULES = ("qtbrowser.gui.pane.answer_pane", "qtbrowser.gui.program.late_features")
# What the first page and the first search need.
_FIRST_USES = ("qtbrowser.rendering.render", "qtbrowser.documents.reader", "qtbrowser.library.searching")


class MainWindow(QMainWindow):
    """One library, its tree, its list and one answer.

    It is made in three steps, so that it is painted early: its shell with the window; `parts` and `early` right after
    the first paint, or when one of them is asked for; `late` when the list is painted, or is asked for.

    Args:
        theme: the application's theme.
        preferences: the settings.
        wishes: what the command line asks to be shown once the library is open.

    Attributes:
        failure: why parts and early features could not be created; None if they could.
    """

    def __init__(self, theme: Theme, preferences: Preferences, wishes: StartOptions = NO_START_OPTIONS) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("QtBrowser")
        self.setMinimumSize(LEAST_SIZE)
        self._parts: WindowParts | None = None
        self._early: EarlyFeatures | None = None
        self._late: LateFeatures | None = None
        self.failure: Exception | None = None
        self._then: Callable[[], object] = bool
        self._is_ending = False
        self._wishes = wishes
        self.theme = theme
        self.preferences = preferences
        self._shell = shell = WindowShell.of(self)
        self.actions_ = shell.actions
        self.menus = shell.menus
        self.panels = shell.panels
        self.status = shell.status
        # What is triggered before it can be done is done when a library is open or the welcome is shown.
        self._waiting = WaitingTriggers(self.actions_, self)
        InterfaceText(window=self, preferences=preferences, actions=self.actions_, menus=self.menus)
        # Not all windows: a dialog that is closed while it changes files takes the change back and stays.
        for action in (self.actions_.close_window, self.actions_.quit):
            action.triggered.connect(self.close)
        self.addActions(self.actions_.all())
        theme.changed.connect(self._on_theme)
        self._restore()
        # What is typed while the library is opened is searched for then.
        self.panels.search.field.setFocus()

    @property
    def parts(self) -> WindowParts:
        """The window's parts; its attributes of their names are the same objects."""
        return self._parts or self._furnish()[0]

    @property
    def early(self) -> EarlyFeatures:
        """The features that every window has."""
        return self._early or self._furnish()[1]

    @property
    def session(self) -> Session:
        return self.parts.session

    @property
    def refreshing(self) -> Refreshing:
        return self.parts.refreshing

    @property
    def changing(self) -> Changing:
        return self.parts.changing

    @property
    def list_state(self) -> ListState:
        return self.parts.list_state

    @property
    def reading(self) -> Reading:
        return self.parts.reading

    @property
    def beside(self) -> Beside:
        return self.parts.beside

    @property
    def view(self) -> View:
        return self.parts.view

    @property
    def tabs(self) -> Tabs:
        return self.parts.tabs

    @property
    def opening(self) -> Opening:
        return self.early.opening

    def furnish_soon(self, then: Callable[[], object]) -> None:
        """Create `parts` and `early` after the first paint; the window answers while their modules are imported.

        Args:
            then: called once they are there.
        """
        self._then = then
        modules = LateImport(_EARLY_MODULES, self)
        modules.ended.connect(self._on_imported)
        FirstPaint(self, modules.begin)

    def _on_imported(self) -> None:
        try:
            _ = self.early
        except Exception as error:
            # A shell that does nothing is of no use: whoever runs the application tells of it.
            self.failure = error
            QApplication.exit(1)
        else:
            self._then()

    def _furnish(self) -> tuple[WindowParts, EarlyFeatures]:
        """Create parts and early features."""
        from qtbrowser.gui.program.early_features import EarlyFeatures
        from qtbrowser.gui.program.window_parts import WindowParts

        self._parts = parts = WindowParts.of(self._shell, self.theme, self.preferences)
        self._early = early = EarlyFeatures.of(parts, self._wishes)
        self._connect()
        early.commands.show_panel_switches()
        # Before the list is filled nothing scrolls.
        apply_style_sheets(self.panels)
        return parts, early

    @property
    def late(self) -> LateFeatures:
        """The features that are not needed for the first paint; created at the first call."""
        if self._late is None:
            from qtbrowser.gui.program.late_features import LateFeatures

            pane = self.panels.answer.pane
            if self._late is None:  # else the pane was made just now, which has created them
                requests = self._connect_pane(pane)
                self._late = LateFeatures.of(self.parts)
                self._connect_problems(self._late, requests)
                self.status.come_last_in_tabs(self)
                self._waiting.end()
        return self._late

    def _complete_soon(self) -> None:
        modules = LateImport(_LATE_MODULES, self, _FIRST_USES)
        modules.ended.connect(self.complete)
        FirstPaint(self.panels.list_panel.view.viewport(), modules.begin)

    def complete(self) -> None:
        """Create the features that are not needed for the first paint."""
        _ = self.late

    @property
    def is_settled(self) -> bool:
        """Whether everything is shown: the index is up to date and all requests are answered."""
        return (
            self.opening.is_begun
            and self.session.is_idle
            and not self.refreshing.is_running
            and self.panels.search.is_settled
            and self.panels.list_panel.is_complete
            and self.reading.is_settled
            and self.panels.answer.is_complete
            and self.beside.reading.is_settled
            and self.panels.beside.answer.is_complete
            and not self.changing.is_busy
            and self._late_is_settled
        )

    @property
    def _late_is_settled(self) -> bool:
        if self._late is None:
            return self.session.folder is None
        return self._late.editing.is_settled and self._late.desk.is_settled

    def set_size(self, width: int, height: int) -> None:
        """Set the window's size in pixels, ignoring the stored size and minimum sizes."""
        self.setMinimumSize(1, 1)
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.resize(width, height)

    def _connect(self) -> None:
        search, list_panel = self.panels.search, self.panels.list_panel
        search.downwards.connect(list_panel.go_in)
        list_panel.upwards.connect(search.focus)
        list_panel.opened.connect(self._enter_answer)
        list_panel.row_chosen.connect(self._show_row)
        for can_act in (self.opening.welcomed, self.session.library_opened):
            can_act.connect(self._waiting.act, Qt.ConnectionType.SingleShotConnection)
        self.view.moved.connect(self._show_moves)
        self.reading.document_shown.connect(self._follow)
        self.reading.failed.connect(self.opening.take_page_failure)
        self.session.failed.connect(self._report_error)
        self.list_state.failed.connect(self._report_error)
        self.list_state.named.connect(self.actions_.call_documents)
        self.list_state.counted.connect(self.opening.show_count)
        # Once the list is painted, or just before the first document is shown.
        self.list_state.list_shown.connect(self._complete_soon, Qt.ConnectionType.SingleShotConnection)
        self.panels.answer.pane_made.connect(self.complete)

    def _connect_pane(self, pane: AnswerPane) -> PageRequests:
        from qtbrowser.gui.program.card_commands import CardCommands
        from qtbrowser.gui.program.page_requests import PageRequests

        parts, early = self.parts, self.early
        pane.document_requested.connect(self.reading.follow)
        requests = PageRequests(
            pane=pane,
            search=self.panels.search,
            subjects=self.panels.subjects,
            similar=self.actions_.similar,
            messages=parts.messages,
            offer_file=self._offer_file,
        )
        early.live_settings.connect_pane()
        early.panel_flow.connect_pane()
        early.tab_commands.connect_pane()
        CardCommands(
            window=self,
            session=self.session,
            list_state=self.list_state,
            beside=self.beside,
            messages=parts.messages,
            pane=pane,
        )
        early.view_links.connect_pane()
        early.escaping.connect_pane()
        pane.set_theme(self.theme.name)
        apply_style_sheets(self.panels)
        return requests

    def _offer_file(self, path: str) -> None:
        self.late.page_commands.offer_file(path)

    def _connect_problems(self, late: LateFeatures, requests: PageRequests) -> None:
        problems = late.desk.view
        self.opening.problems_found.connect(self._on_problems)
        self.status.problems_requested.connect(self.actions_.show_problems.trigger)
        problems.closed.connect(self.actions_.show_problems.trigger)
        problems.location_requested.connect(late.page_commands.show_location)
        rows = self.panels.list_panel.view
        rows.location_requested.connect(late.page_commands.show_location)
        rows.copy_requested.connect(late.page_commands.copy_document)
        rows.subject_requested.connect(requests.select_subject)

    def _restore(self) -> None:
        preferences, panels = self.preferences, self.panels
        restore_place(self, preferences.get(GEOMETRY))
        panels.restore(preferences)

    def _remember(self) -> None:
        preferences, panels = self.preferences, self.panels
        if self._early is not None:
            self._early.hidden_list.hide_again()
            self._early.opening.remember(preferences)
        preferences.set(GEOMETRY, bytes(self.saveGeometry().data()))
        panels.remember(preferences)
        if self._late is not None:
            self._late.home.remember()
        preferences.save()

    def _show_row(self, path: str, passing: bool, place: int, anchor: str) -> None:
        self.reading.show_row(path, passing, self.list_state.words, place, anchor)

    def _follow(self, path: str) -> None:
        """Select the row of the shown document, unless the reader has stepped on to another row meanwhile."""
        if self.reading.is_settled:
            self.list_state.follow(path)

    def _enter_answer(self) -> None:
        self.panels.list_panel.choose_current()
        self.panels.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _report_error(self, sentence: str) -> None:
        from qtbrowser.gui.widgets.message_bar import Weight

        self.parts.messages.show_message(sentence, Weight.ERROR)

    def _on_theme(self, name: ThemeName) -> None:
        if self._late is not None:
            self.panels.answer.pane.set_theme(name)
        # Dialogs that are open are below the window, too.
        apply_style_sheets(self)

    def _show_moves(self, back: bool, forward: bool) -> None:
        self.actions_.back.setEnabled(back)
        self.actions_.forward.setEnabled(forward)

    def _on_problems(self, problems: list[Problem]) -> None:
        self.late.desk.take_unreadable(problems)
        self.status.show_problems(len(problems))
        self.list_state.set_problem_count(len(problems))
        self.list_state.ask_again_if_empty()

    def changeEvent(self, event: QEvent) -> None:
        """The switch shows whether the window fills the screen: it does from the start if it did at the last end."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_.full_screen.setChecked(self.isFullScreen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was opened last, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.early.escaping.step_back():
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse's side buttons go back and forward."""
        if event.button() == Qt.MouseButton.BackButton:
            self.view.go(-1)
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.view.go(1)
        else:
            super().mousePressEvent(event)

    def open_library(self, folder: Path) -> None:
        """Open another library."""
        self.opening.open(folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, store everything, and end process and threads.

        A running change has a moment to end. A long one is interrupted, and can be finished from the history.
        """
        if self._early is None:
            # Closed before anything was opened.
            self._remember()
            super().closeEvent(event)
            return
        if self.changing.is_busy and not self._is_ending:
            self.changing.ended.connect(self.close, Qt.ConnectionType.SingleShotConnection)
            QTimer.singleShot(CHANGE_MS, self, self._close_all_the_same)
            event.ignore()
            return
        if not self._is_ending and not self.reading.may_leave(self.close):
            event.ignore()
            return
        self._keep_all()
        super().closeEvent(event)

    def end(self) -> None:
        """Close without asking, when the system ends the program; unsaved work is stored as a draft."""
        self._is_ending = True
        self.close()
        QApplication.quit()

    def _close_all_the_same(self) -> None:
        """Close although a change is still running, unless the window is closed already."""
        if self.changing.is_busy and self.reading.may_leave(self._close_all_the_same):
            self._is_ending = True
            self.close()

    def _keep_all(self) -> None:
        if self._late is not None:
            self._late.editing.end_program()
        self._remember()
        self.beside.reading.keep_place()
        self.reading.keep_place()
        if self._late is not None:
            self._late.desk.close()
            self._late.other_libraries.close()
        self.refreshing.close()
        self.early.by_meaning.close()
        self.session.close()
