"""The features that every window has: what opens a library, moves through it and shows where one is."""

from __future__ import annotations

from typing import NamedTuple

from qtbrowser.gui.program.beside_commands import BesideCommands
from qtbrowser.gui.program.commands import Commands
from qtbrowser.gui.program.drop_target import DropTarget
from qtbrowser.gui.program.escaping import Escaping
from qtbrowser.gui.program.fault_reports import FaultReports
from qtbrowser.gui.program.gone_documents import GoneDocuments
from qtbrowser.gui.program.indexing_display import IndexingDisplay
from qtbrowser.gui.program.library_news import LibraryNews
from qtbrowser.gui.program.live_settings import LiveSettings
from qtbrowser.gui.program.opening import Opening
from qtbrowser.gui.program.panel_flow import PanelFlow
from qtbrowser.gui.program.personal_notices import PersonalNotices
from qtbrowser.gui.program.refresh_failures import RefreshFailures
from qtbrowser.gui.program.searching_by_meaning import SearchingByMeaning
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.program.tab_commands import TabCommands
from qtbrowser.gui.program.view_links import ViewLinks
from qtbrowser.gui.program.window_announcements import WindowAnnouncements
from qtbrowser.gui.program.window_parts import WindowParts
from qtbrowser.gui.program.window_title import WindowTitle
from qtbrowser.gui.reader.tab_titles import TabTitles
from qtbrowser.gui.window.caret_switch import CaretSwitch
from qtbrowser.gui.window.context_menu_key import ContextMenuKey
from qtbrowser.gui.window.focus_mode import FocusMode
from qtbrowser.gui.window.hits_in_hidden_list import HitsInHiddenList
from qtbrowser.program_log import current_log


class EarlyFeatures(NamedTuple):
    """The features that are created right after the first paint, of which others use something.

    Attributes:
        opening: opens libraries.
        tab_commands: opens, closes and shows tabs.
        view_links: copies and follows links to a view.
        commands: performs the actions that need no document.
        panel_flow: brings panels to the front.
        escaping: takes back what was opened last.
        hidden_list: shows hits although the list is hidden.
        live_settings: applies settings to the window.
        by_meaning: makes the vectors of search by meaning.
        fault_reports: tells of unforeseen errors.
    """

    opening: Opening
    tab_commands: TabCommands
    view_links: ViewLinks
    commands: Commands
    panel_flow: PanelFlow
    escaping: Escaping
    hidden_list: HitsInHiddenList
    live_settings: LiveSettings
    by_meaning: SearchingByMeaning
    fault_reports: FaultReports

    @classmethod
    def of(cls, parts: WindowParts, wishes: StartOptions) -> EarlyFeatures:
        """Create them for a window.

        Args:
            parts: the window's parts.
            wishes: what the command line asks to be shown once the library is open.
        """
        WindowTitle(
            window=parts.window,
            session=parts.session,
            reading=parts.reading,
        )
        opening = Opening(
            window=parts.window,
            preferences=parts.preferences,
            actions=parts.actions,
            panels=parts.panels,
            status=parts.status,
            session=parts.session,
            refreshing=parts.refreshing,
            list_state=parts.list_state,
            reading=parts.reading,
            beside=parts.beside,
            view=parts.view,
            tabs=parts.tabs,
            messages=parts.messages,
            wishes=wishes,
        )
        tab_commands = TabCommands(
            window=parts.window,
            actions=parts.actions,
            panels=parts.panels,
            list_state=parts.list_state,
            reading=parts.reading,
            view=parts.view,
            tabs=parts.tabs,
        )
        view_links = ViewLinks(
            window=parts.window,
            actions=parts.actions,
            panels=parts.panels,
            session=parts.session,
            view=parts.view,
            messages=parts.messages,
            opening=opening,
        )
        commands = Commands(
            window=parts.window,
            theme=parts.theme,
            preferences=parts.preferences,
            actions=parts.actions,
            menus=parts.menus,
            panels=parts.panels,
            session=parts.session,
            refreshing=parts.refreshing,
            list_state=parts.list_state,
            reading=parts.reading,
            view=parts.view,
            messages=parts.messages,
            opening=opening,
            view_links=view_links,
        )
        panel_flow = PanelFlow(
            window=parts.window,
            panels=parts.panels,
            reading=parts.reading,
        )
        FocusMode(parts.window, parts.actions, parts.panels)
        PersonalNotices(
            window=parts.window,
            session=parts.session,
            reading=parts.reading,
            messages=parts.messages,
            reopen=opening.open,
        )
        WindowAnnouncements(
            window=parts.window,
            panels=parts.panels,
            refreshing=parts.refreshing,
            list_state=parts.list_state,
            changing=parts.changing,
        )
        refresh_failures = RefreshFailures(
            window=parts.window,
            session=parts.session,
            refreshing=parts.refreshing,
            messages=parts.messages,
        )
        refresh_failures.reach_changed.connect(parts.status.show_reach)
        escaping = Escaping(
            actions=parts.actions,
            panels=parts.panels,
            list_state=parts.list_state,
            reading=parts.reading,
        )
        BesideCommands(
            window=parts.window,
            theme=parts.theme,
            preferences=parts.preferences,
            actions=parts.actions,
            panels=parts.panels,
            session=parts.session,
            list_state=parts.list_state,
            reading=parts.reading,
            beside=parts.beside,
            view=parts.view,
            messages=parts.messages,
            steps=escaping.steps,
        )
        CaretSwitch(
            window=parts.window,
            actions=parts.actions,
            answer=parts.panels.answer,
            messages=parts.messages,
            steps=escaping.steps,
        )
        hidden_list = HitsInHiddenList(parts.actions.show_list, parts.list_state, parts.panels)
        live_settings = LiveSettings(
            window=parts.window,
            theme=parts.theme,
            preferences=parts.preferences,
            actions=parts.actions,
            menus=parts.menus,
            panels=parts.panels,
            list_state=parts.list_state,
            places=parts.reading.places,
        )
        by_meaning = SearchingByMeaning(
            window=parts.window,
            preferences=parts.preferences,
            status=parts.status,
            session=parts.session,
            refreshing=parts.refreshing,
            pause=parts.pause,
            list_state=parts.list_state,
            changing=parts.changing,
        )
        fault_reports = FaultReports(current_log(), parts.messages, parts.window)
        parts.actions.report_problem.triggered.connect(fault_reports.offer)
        IndexingDisplay(
            refreshing=parts.refreshing,
            pause=parts.pause,
            status=parts.status,
            list_state=parts.list_state,
            messages=parts.messages,
        )
        LibraryNews(
            session=parts.session,
            changing=parts.changing,
            refreshing=parts.refreshing,
            refresh_failures=refresh_failures,
            list_state=parts.list_state,
            reading=parts.reading,
            beside=parts.beside,
            opening=opening,
        )
        TabTitles(parts.session, parts.tabs)
        GoneDocuments((parts.reading, parts.beside.reading), parts.refreshing, parts.messages)
        ContextMenuKey(parts.window)
        DropTarget(parts.window, parts.session, opening.open_dropped)
        return cls(
            opening=opening,
            tab_commands=tab_commands,
            view_links=view_links,
            commands=commands,
            panel_flow=panel_flow,
            escaping=escaping,
            hidden_list=hidden_list,
            live_settings=live_settings,
            by_meaning=by_meaning,
            fault_reports=fault_reports,
        )
