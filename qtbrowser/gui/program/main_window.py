"""The main window: creates its parts and connects them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from qtbrowser.documents.problem import Problem
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.beside_commands import BesideCommands
from qtbrowser.gui.program.commands import Commands
from qtbrowser.gui.program.dropped import Dropped, dropped
from qtbrowser.gui.program.escaping import Escaping
from qtbrowser.gui.program.fault_reports import FaultReports
from qtbrowser.gui.program.first_paint import FirstPaint
from qtbrowser.gui.program.interface_text import InterfaceText
from qtbrowser.gui.program.live_settings import LiveSettings
from qtbrowser.gui.program.opening import NO_START_OPTIONS, Opening, StartOptions
from qtbrowser.gui.program.panel_flow import PanelFlow
from qtbrowser.gui.program.personal_notices import PersonalNotices
from qtbrowser.gui.program.refresh_failures import RefreshFailures
from qtbrowser.gui.program.searching_by_meaning import SearchingByMeaning
from qtbrowser.gui.program.tab_commands import TabCommands
from qtbrowser.gui.program.view_links import ViewLinks
from qtbrowser.gui.program.window_announcements import WindowAnnouncements
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.tabs import Tabs
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import GEOMETRY
from qtbrowser.gui.widgets.message_bar import Weight
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme, ThemeName
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.focus_mode import FocusMode
from qtbrowser.gui.window.hits_in_hidden_list import HitsInHiddenList
from qtbrowser.gui.window.library_name import library_name
from qtbrowser.gui.window.menus import Menus
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.window.status_bar import StatusBar
from qtbrowser.gui.window.window_context import WindowContext
from qtbrowser.gui.window.window_place import LEAST_SIZE, restore_place
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.gui.pane.answer_pane import AnswerPane
    from qtbrowser.gui.program.late_features import LateFeatures
from qtbrowser.program_log import current_log

CHANGE_MS = 1_000
"""The time in milliseconds in which a running change may end when the window is closed."""


class MainWindow(QMainWindow):
    """One library, its tree, its list and one answer.

    Args:
        theme: the application's theme.
        preferences: the settings.
        wishes: what the command line asks to be shown once the library is open.
    """

    def __init__(self, theme: Theme, preferences: Preferences, wishes: StartOptions = NO_START_OPTIONS) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("QtBrowser")
        self.setMinimumSize(LEAST_SIZE)
        self.setAcceptDrops(True)
        self._late: LateFeatures | None = None
        self._is_ending = False
        self.theme = theme
        self.preferences = preferences
        self.actions_ = Actions(self)
        self.session = Session(self)
        self.panels = Panels(self.actions_, self)
        self.setCentralWidget(self.panels)
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.menus = Menus(self.menuBar(), self.actions_)
        self.refreshing = Refreshing(self)
        self.changing = Changing(self.session, self.refreshing, self)
        self.list_state = ListState(
            self.session, self.panels.search, self.panels.subjects, self.panels.list_panel, self
        )
        self.reading = Reading(self.session, self.panels.answer, self)
        self.beside = Beside(self.session, self.panels.beside, self.reading.places, self)
        self.view = View(
            self.panels.search,
            self.panels.subjects,
            self.panels.list_panel,
            self.list_state,
            self.reading,
            self.panels.answer,
            self.beside,
            self,
        )
        self.tabs = Tabs(self.view, self.reading, self)
        self.parts = WindowContext(
            window=self,
            theme=theme,
            preferences=preferences,
            actions=self.actions_,
            menus=self.menus,
            panels=self.panels,
            status=self.status,
            session=self.session,
            refreshing=self.refreshing,
            list_state=self.list_state,
            reading=self.reading,
            beside=self.beside,
            view=self.view,
            tabs=self.tabs,
            changing=self.changing,
        )
        self.opening = Opening(self.parts, wishes)
        self.tab_commands = TabCommands(self.parts, self.tabs)
        self.view_links = ViewLinks(self.parts, self.opening)
        self.commands = Commands(self.parts, self.opening, self.view_links)
        self.panel_flow = PanelFlow(self.parts)
        FocusMode(self, self.actions_, self.panels)
        PersonalNotices(self.parts, self.opening.open)
        WindowAnnouncements(self.parts)
        RefreshFailures(self.parts)
        self.escaping = Escaping(self.parts)
        BesideCommands(self.parts, self.escaping.steps)
        self.hidden_list = HitsInHiddenList(self.actions_.show_list, self.list_state, self.panels)
        self.live_settings = LiveSettings(
            window=self,
            theme=theme,
            preferences=preferences,
            actions=self.actions_,
            menus=self.menus,
            panels=self.panels,
            list_state=self.list_state,
            places=self.reading.places,
        )
        self.by_meaning = SearchingByMeaning(self.parts)
        InterfaceText(self.parts)
        self.fault_reports = FaultReports(current_log(), self.panels.messages, self)
        self.actions_.report_problem.triggered.connect(self.fault_reports.offer)
        self.addActions(self.actions_.all())
        self._connect_list()
        self._connect_indexing()
        self._restore()

    @property
    def late(self) -> LateFeatures:
        """The features that are not needed for the first paint; created at the first call."""
        if self._late is None:
            from qtbrowser.gui.program.late_features import LateFeatures

            pane = self.panels.answer.pane
            if self._late is None:  # else the pane was made just now, which has created them
                self._connect_pane(pane)
                self._late = LateFeatures.of(self.parts)
                self._connect_problems(self._late)
                self.status.come_last_in_tabs(self)
        return self._late

    def _complete_soon(self) -> None:
        FirstPaint(self.panels.list_panel.view.viewport(), self.complete)

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

    def _connect_list(self) -> None:
        search, list_panel = self.panels.search, self.panels.list_panel
        search.downwards.connect(list_panel.go_in)
        list_panel.upwards.connect(search.focus)
        list_panel.opened.connect(self._enter_answer)
        list_panel.row_chosen.connect(self._show_row)
        self.view.moved.connect(self._show_moves)
        self.reading.document_shown.connect(self._name_window)
        self.reading.left.connect(self._name_library)
        self.reading.document_shown.connect(self.list_state.follow)
        self.reading.failed.connect(self.opening.take_page_failure)
        self.session.failed.connect(self._report_error)
        self.list_state.failed.connect(self._report_error)
        self.theme.changed.connect(self._on_theme)

    def _connect_pane(self, pane: AnswerPane) -> None:
        from qtbrowser.gui.program.card_commands import CardCommands

        pane.document_requested.connect(self.reading.follow)
        pane.search_requested.connect(self._search)
        pane.subject_requested.connect(self._select_subject)
        pane.missing_requested.connect(self._report_missing)
        pane.file_requested.connect(self._offer_file)
        pane.similar_requested.connect(self.actions_.similar.trigger)
        self.live_settings.connect_pane()
        self.panel_flow.connect_pane()
        self.tab_commands.connect_pane()
        CardCommands(self.parts, pane)
        self.view_links.connect_pane()
        self.escaping.connect_pane()
        pane.set_theme(self.theme.name)
        apply_style_sheets(self.panels)

    def _offer_file(self, path: str) -> None:
        self.late.page_commands.offer_file(path)

    def _connect_indexing(self) -> None:
        self.refreshing.progressed.connect(self.status.show_progress)
        self.refreshing.progressed.connect(self.list_state.note_reading)
        self.refreshing.news.connect(self.session.look_for_news)
        self.refreshing.started.connect(self._show_indexing)
        self.refreshing.ended.connect(self._end_indexing)
        self.refreshing.waiting.connect(self.status.show_waiting)
        self.refreshing.cancelled.connect(self._report_cancel)
        self.status.cancel_requested.connect(self.refreshing.cancel)
        self.session.changed.connect(self._on_news)
        self.changing.changed.connect(self._on_change)
        self.list_state.named.connect(self.actions_.call_documents)
        self.list_state.counted.connect(self.opening.show_count)
        # Once the list is painted, or just before the first document is shown.
        self.list_state.list_shown.connect(self._complete_soon, Qt.ConnectionType.SingleShotConnection)
        self.panels.answer.pane_made.connect(self.complete)

    def _connect_problems(self, late: LateFeatures) -> None:
        problems = late.desk.view
        self.opening.problems_found.connect(self._on_problems)
        self.status.problems_requested.connect(self.actions_.show_problems.trigger)
        problems.closed.connect(self.actions_.show_problems.trigger)
        problems.location_requested.connect(late.page_commands.show_location)
        rows = self.panels.list_panel.view
        rows.location_requested.connect(late.page_commands.show_location)
        rows.copy_requested.connect(late.page_commands.copy_document)
        rows.subject_requested.connect(self._select_subject)

    def _restore(self) -> None:
        preferences, panels = self.preferences, self.panels
        restore_place(self, preferences.get(GEOMETRY))
        panels.restore(preferences)
        self.commands.show_panel_switches()

    def _remember(self) -> None:
        preferences, panels = self.preferences, self.panels
        self.hidden_list.hide_again()
        preferences.set(GEOMETRY, bytes(self.saveGeometry().data()))
        panels.remember(preferences)
        self.opening.remember(preferences)
        if self._late is not None:
            self._late.home.remember()
        preferences.save()

    def _show_row(self, path: str, passing: bool, place: int) -> None:
        self.reading.show_row(path, passing, self.list_state.words, place)

    def _enter_answer(self) -> None:
        self.panels.list_panel.choose_current()
        self.panels.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, words: str) -> None:
        self.panels.search.set_text(words)

    def _select_subject(self, key: str) -> None:
        self.panels.search.set_text("")
        if not self.panels.subjects.select_subject(key):
            self.parts.show_sentence(self.tr("This library has no subject {0}.").format(key), Weight.NOTICE)

    def _report_missing(self, target: str) -> None:
        sentence = self.tr("The document that this link leads to is not in this library: {0}").format(target)
        self.parts.show_sentence(sentence, Weight.NOTICE)

    def _report_error(self, sentence: str) -> None:
        self.parts.show_sentence(sentence)

    def _report_cancel(self) -> None:
        sentence = self.tr("Indexing was stopped; what was read so far can be searched.")
        self.panels.messages.show_message(sentence, Weight.NOTICE, self.tr("Go On"), self.refreshing.start)

    def _on_theme(self, name: ThemeName) -> None:
        if self._late is not None:
            self.panels.answer.pane.set_theme(name)
        apply_style_sheets(self.panels)

    def _show_moves(self, back: bool, forward: bool) -> None:
        self.actions_.back.setEnabled(back)
        self.actions_.forward.setEnabled(forward)

    def _name_window(self, _path: str, title: str) -> None:
        self.setWindowTitle(f"{title} – QtBrowser")

    def _name_library(self) -> None:
        if self.session.folder is not None:
            self.setWindowTitle(f"{library_name(self.session.folder)} – QtBrowser")

    def _show_indexing(self) -> None:
        self.list_state.is_indexing = True
        self.status.begin_progress()

    def _end_indexing(self, _current: bool) -> None:
        self.list_state.is_indexing = False
        self.status.hide_progress()
        self.opening.ask_problems()
        self.list_state.ask_again_if_empty()
        self.opening.show_what_was_missing()

    def _on_change(self, outcome: Outcome) -> None:
        # First, so that a removed document is not loaded again.
        self.reading.leave(outcome.gone)
        self.beside.leave(outcome.gone)
        self._on_news()

    def _on_news(self) -> None:
        self.list_state.refresh()
        self.reading.refresh()
        self.beside.reading.refresh()
        self.opening.ask_problems()
        self.opening.show_what_was_missing()

    def _on_problems(self, problems: list[Problem]) -> None:
        self.late.desk.take_unreadable(problems)
        self.status.show_problems(len(problems))
        self.list_state.set_problem_count(len(problems))
        self.list_state.ask_again_if_empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was opened last, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.escaping.step_back():
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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped on the window."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped; of several libraries the reader chooses one."""
        libraries = dropped(event.mimeData())
        if not libraries:
            return
        event.acceptProposedAction()
        if len(libraries) == 1:
            self._open_dropped(libraries[0])
            return
        from qtbrowser.gui.program.dropped_dialog import DroppedDialog

        dialog = DroppedDialog(libraries, self)
        dialog.chosen.connect(self._open_dropped)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_dropped(self, library: Dropped) -> None:
        self.opening.open_with(library.folder, StartOptions(document=library.document))

    def open_library(self, folder: Path) -> None:
        """Open another library."""
        self.opening.open(folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, store everything, and end process and threads.

        A running change has a moment to end. A long one is interrupted, and can be finished from the history.
        """
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
        self._remember()
        self.beside.reading.keep_place()
        self.reading.keep_place()
        if self._late is not None:
            self._late.editing.keep_draft()
            self._late.desk.close()
        self.refreshing.close()
        self.by_meaning.close()
        self.session.close()
