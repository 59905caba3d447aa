"""The menu bar, in the order that is usual on all platforms."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QMenuBar

from qtbrowser.gui.widgets.menu import Menu
from qtbrowser.gui.window.actions import Actions
from qtbrowser.resources import is_sample_library


class Menus(QObject):
    """Fills a menu bar and keeps its list of recent libraries.

    Attributes:
        recent: the menu of recent libraries.
        interface_text: the menu of the interface's text size; its title says it.

    Signals:
        recent_requested: a folder of that list.
        forget_recent_requested: the user wants to clear the list.
    """

    recent_requested = Signal(str)
    forget_recent_requested = Signal()

    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        super().__init__(bar)
        self._actions = actions
        self.recent = Menu(self.tr("Open &Recent"), bar)
        self.recent.setToolTipsVisible(True)
        self.interface_text = Menu(self.tr("&Interface Text"), bar)
        self._add_file(_menu_of(bar, self.tr("&File")))
        self._add_edit(_menu_of(bar, self.tr("&Edit")))
        self._add_view(_menu_of(bar, self.tr("&View")))
        self._add_go(_menu_of(bar, self.tr("&Go")))
        self._add_curate(_menu_of(bar, self.tr("&Curate")))
        self._add_help(_menu_of(bar, self.tr("&Help")))
        self.show_recent([])

    def show_recent(self, folders: list[str]) -> None:
        """Fill the list of recent libraries."""
        self.recent.clear()
        for folder in folders:
            entry = self.recent.addAction(_menu_text(folder))
            # Qt shows a tooltip as rich text if it looks like that.
            entry.setToolTip(html.escape(folder))
            entry.triggered.connect(self._opener(folder))
        if folders:
            self.recent.addSeparator()
            self.recent.addAction(self.tr("&Clear List")).triggered.connect(self.forget_recent_requested)
        self.recent.setEnabled(bool(folders))

    def _opener(self, folder: str) -> Callable[[], None]:
        return lambda: self.recent_requested.emit(folder)

    def _add_file(self, menu: QMenu) -> None:
        actions = self._actions
        menu.addAction(actions.open_folder)
        menu.addMenu(self.recent)
        menu.addAction(actions.open_sample)
        menu.addSeparator()
        menu.addActions([actions.open_file, actions.show_file])
        menu.addSeparator()
        menu.addActions([actions.print_preview, actions.export_answer, actions.export_list, actions.print_marks])
        menu.addSeparator()
        menu.addActions([actions.reload, actions.palette, actions.settings])
        menu.addSeparator()
        menu.addActions([actions.new_tab, actions.reopen_tab, actions.close_tab])
        menu.addSeparator()
        menu.addActions([actions.close_window, actions.quit])

    def _add_edit(self, menu: QMenu) -> None:
        actions = self._actions
        menu.addActions([actions.copy, actions.select_all])
        menu.addSeparator()
        menu.addActions([*actions.copies.values(), actions.copy_view_link])
        menu.addSeparator()
        menu.addActions([actions.search, actions.all_libraries, actions.narrow, actions.take_suggestion])
        menu.addSeparator()
        menu.addActions([actions.save_search, actions.saved_searches, actions.forget_searches])
        menu.addSeparator()
        menu.addActions([actions.find, actions.find_next, actions.find_previous, actions.caret])

    def _add_view(self, menu: QMenu) -> None:
        actions = self._actions
        menu.addActions([actions.show_tree, actions.show_list, actions.beside, actions.show_problems, actions.outline])
        menu.addAction(actions.trail)
        menu.addSeparator()
        menu.addActions([actions.show_hidden, actions.hide_known])
        menu.addSeparator()
        themes = menu.addMenu(self.tr("&Theme"))
        themes.addActions(list(actions.themes.values()))
        menu.addMenu(self.tr("F&ont")).addActions(list(actions.faces.values()))
        menu.addMenu(self.tr("Column &Width")).addActions(list(actions.widths.values()))
        menu.addSeparator()
        menu.addMenu(self.interface_text)
        self.interface_text.addActions([actions.text_larger, actions.text_smaller, actions.text_usual])
        menu.addActions([actions.zoom_in, actions.zoom_out, actions.zoom_reset])
        menu.addSeparator()
        menu.addActions([actions.focus_mode, actions.full_screen])

    def _add_go(self, menu: QMenu) -> None:
        actions = self._actions
        menu.addActions([actions.back, actions.forward, actions.home, actions.quick_open])
        menu.addSeparator()
        menu.addActions([actions.next_hit, actions.previous_hit, actions.random, actions.similar])
        menu.addSeparator()
        menu.addActions([actions.bookmark, actions.bookmarks, actions.note, actions.annotations])
        menu.addActions([actions.study, actions.study_statistics, actions.export_cards, actions.courses])
        menu.addMenu(self.tr("How &Far You Are")).addActions(list(actions.reading_states.values()))
        menu.addAction(actions.next_unread)
        marks = menu.addMenu(self.tr("Hi&ghlight"))
        marks.addAction(actions.highlight)
        marks.addActions(list(actions.highlights.values()))
        marks.addActions([actions.blank, actions.remove_highlight])
        menu.addSeparator()
        menu.addAction(actions.private)
        menu.addSeparator()
        tabs = Menu(self.tr("Ta&b"), menu)
        menu.addMenu(tabs)
        tabs.addActions([actions.next_tab, actions.previous_tab, actions.pin_tab])
        tabs.addSeparator()
        tabs.addActions(actions.tabs)
        menu.addSeparator()
        menu.addActions([actions.next_panel, actions.previous_panel])

    def _add_curate(self, menu: QMenu) -> None:
        actions = self._actions
        menu.addAction(actions.curating)
        menu.addSeparator()
        menu.addActions([actions.new_document, actions.edit, actions.save, actions.drafts])
        menu.addSeparator()
        menu.addActions([actions.duplicate, actions.move, actions.rename, actions.delete])
        menu.addSeparator()
        menu.addActions([actions.next_problem, actions.previous_problem])
        menu.addActions(
            [actions.repair, actions.repair_rule, actions.ignore, actions.check_rules, actions.review_merges]
        )
        menu.addSeparator()
        menu.addActions([actions.change_many, actions.replace_many, actions.merge])
        menu.addActions([actions.new_course, actions.propose_course, actions.report_records])
        menu.addSeparator()
        menu.addActions([actions.undo_change, actions.redo_change, actions.change_history])
        menu.addSeparator()
        menu.addActions([actions.statistics, actions.export_report])
        menu.addSeparator()
        menu.addAction(actions.line_numbers)

    def _add_help(self, menu: QMenu) -> None:
        actions = self._actions
        menu.addActions([actions.guide, actions.search_help, actions.shortcuts])
        menu.addSeparator()
        menu.addAction(actions.report_problem)
        menu.addSeparator()
        menu.addActions([actions.about, actions.about_qt])


def _menu_of(bar: QMenuBar, title: str) -> QMenu:
    """A new menu of a menu bar."""
    menu = Menu(title, bar)
    bar.addMenu(menu)
    return menu


def _menu_text(folder: str) -> str:
    """A path for a menu: the home folder as ~, and ``&`` escaped."""
    path = Path(folder)
    if is_sample_library(path):
        # Not before the first paint, which shows no menu.
        from qtbrowser.gui.window.library_name import library_name

        return library_name(path)
    home = Path.home()
    shown = f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) and path != home else folder
    return shown.replace("&", "&&")
