"""The actions of the window, with their texts, keys and icons, for menus and buttons."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from qtbrowser.gui.pane.copy_kinds import CopyKind, copy_words
from qtbrowser.gui.settings.setting import Setting, translated
from qtbrowser.gui.settings.settings_table import COLUMN_WIDTH, FACE, THEME
from qtbrowser.gui.settings.shortcuts import ChangedKeys
from qtbrowser.gui.widgets.icons import icon
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.reading_state import ReadingState

Choice = TypeVar("Choice", bound=StrEnum)
Key = QKeySequence.StandardKey | str
Keys = Key | Sequence[Key]

_COPY_KEYS: dict[CopyKind, tuple[str, ...]] = {CopyKind.MARKDOWN: ("Ctrl+Shift+C",)}
# Qt's own keys for this are others on each desktop; KDE's would be those of `narrow`. Qt's Ctrl is the Mac's Cmd.
_FULL_SCREEN_KEYS = ("Ctrl+Meta+F",) if sys.platform == "darwin" else ("F11",)


class Actions(QObject):
    """The actions of one window; they are connected by the modules of commands in the folders of `qtbrowser/gui`.

    Attributes:
        default_keys: name of an action -> the keys that it has unless the user sets others.
        noun: what the library's documents are called.

    Signals:
        keys_changed: the keys of actions have changed.
    """

    keys_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.default_keys: dict[str, tuple[Key, ...]] = {}
        self.noun = Noun.QUESTION
        self._titles: dict[str, str] = {}
        standard = QKeySequence.StandardKey
        self.open_folder = self._make("open_folder", self.tr("&Open Folder…"), standard.Open, "folder-open")
        self.open_sample = self._make("open_sample", self.tr("Open &Sample Library"), (), "library")
        self.reload = self._make("reload", self.tr("&Reload"), ("F5", "Ctrl+R"), "refresh-cw")
        self.new_tab = self._make("new_tab", self.tr("New &Tab"), ("Ctrl+T",), "plus")
        self.close_tab = self._make("close_tab", self.tr("Close Ta&b"), ("Ctrl+W", standard.Close))
        self.reopen_tab = self._make("reopen_tab", self.tr("Reopen Closed T&ab"), ("Ctrl+Shift+T",))
        self.close_window = self._make("close_window", self.tr("&Close Window"), "Ctrl+Shift+W")
        self.quit = self._make("quit", self.tr("&Quit"), (standard.Quit, "Ctrl+Q"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

        self.palette = self._make("palette", self.tr("Command &Palette"), ("Ctrl+Shift+P",))
        self.quick_open = self._make("quick_open", self.tr("&Quick Open…"), ("Ctrl+Shift+K",))
        self.settings = self._make("settings", self.tr("Settin&gs…"), ("Ctrl+,",), "settings")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)

        self.copy = self._make("copy", self.tr("&Copy"), standard.Copy, "copy")
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copies = {
            kind: self._make(f"copy_{kind}", copy_words(kind), _COPY_KEYS.get(kind, ())) for kind in CopyKind
        }
        self.copy_view_link = self._make("copy_view_link", self.tr("Copy &Link to This View"), ())
        self.print_preview = self._make("print_preview", self.tr("&Print…"), standard.Print, "printer")
        self.export_answer = self._make("export_answer", self.tr("&Export Answer as PDF…"), ("Ctrl+Shift+E",))
        self.export_list = self._make("export_list", self.tr("Export &List as PDF…"), ())
        self.print_marks = self._switch("print_marks", self.tr("Print &Highlights and Notes"), ())
        self.open_file = self._make("open_file", self.tr("Open in External &Editor"), ("Ctrl+E",), "external-link")
        self.show_file = self._make("show_file", self.tr("Show in File &Manager"), (), "folder-open")
        self.select_all = self._make("select_all", self.tr("Select &All"), standard.SelectAll)
        self.select_all.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.search = self._make("search", self.tr("&Search Library"), ("Ctrl+K", "Ctrl+L", "/"), "search")
        self.narrow = self._make("narrow", self.tr("Narrow &Hits"), ("Ctrl+Shift+F",), "list-filter")
        self.all_libraries = self._switch("all_libraries", self.tr("All Open Li&braries"), ())
        self.take_suggestion = self._make("take_suggestion", self.tr("Take S&uggestion"), ("Alt+Return",))
        self.save_search = self._make("save_search", self.tr("Sa&ve Search…"), ("Ctrl+Shift+S",), "tag")
        self.saved_searches = self._make("saved_searches", self.tr("Saved Searc&hes…"), ("Ctrl+Shift+D",), "tags")
        self.forget_searches = self._make("forget_searches", self.tr("Clear &Recent Searches"), ())
        self.find = self._make("find", self.tr("&Find in Page"), standard.Find, "text-search")
        self.find_next = self._make("find_next", self.tr("Find &Next in Page"), standard.FindNext)
        self.find_previous = self._make("find_previous", self.tr("Find Pre&vious in Page"), standard.FindPrevious)

        self.show_tree = self._switch("show_tree", self.tr("&Subjects"), ("Ctrl+1",), "panel-left")
        self.show_list = self._switch("show_list", self.tr("&Questions"), ("Ctrl+2",))
        self.beside = self._switch("beside", self.tr("Second &Document"), ("Ctrl+3",))
        self.show_problems = self._switch("show_problems", self.tr("&Problems"), ("Ctrl+Shift+M",))
        self.caret = self._switch("caret", self.tr("Ca&ret on the Page"), ("Shift+F7",))
        self.trail = self._switch("trail", self.tr("T&rail"), ("F7",))
        self.private = self._switch("private", self.tr("Pri&vate Mode"), (), "eye-off")
        self.show_hidden = self._switch("show_hidden", self.tr("Show &Hidden Questions"), ())
        self.hide_known = self._switch("hide_known", self.tr("Hide What You &Know"), ())
        self.zoom_in = self._make("zoom_in", self.tr("Zoom &In"), (standard.ZoomIn, "Ctrl+="), "zoom-in")
        self.zoom_out = self._make("zoom_out", self.tr("Zoom &Out"), standard.ZoomOut, "zoom-out")
        self.zoom_reset = self._make("zoom_reset", self.tr("&Actual Size"), ("Ctrl+0",))
        self.text_larger = self._make("text_larger", self.tr("&Larger"), ())
        self.text_smaller = self._make("text_smaller", self.tr("&Smaller"), ())
        self.text_usual = self._make("text_usual", self.tr("&Usual Size"), ())
        self.outline = self._make("outline", self.tr("O&utline of the Page"), ("Ctrl+Shift+O",), "list-tree")
        self.full_screen = self._switch("full_screen", self.tr("&Full Screen"), _FULL_SCREEN_KEYS)
        self.focus_mode = self._switch("focus_mode", self.tr("Fo&cus on the Page"), ("F9",))
        self.themes = self._make_choice("theme", THEME)
        self.faces = self._make_choice("face", FACE)
        self.widths = self._make_choice("width", COLUMN_WIDTH)

        self.curating = self._switch("curating", self.tr("&Curating"), ())
        self.new_document = self._make("new_document", self.tr("&New Question…"), standard.New, "plus")
        self.edit = self._make("edit", self.tr("&Edit"), ("F4",))
        self.save = self._make("save", self.tr("&Save"), standard.Save)
        self.drafts = self._make("drafts", self.tr("Uns&aved Changes…"), ())
        self.drafts.setEnabled(False)
        self.duplicate = self._make("duplicate", self.tr("&Duplicate"), (), "copy")
        self.move = self._make("move", self.tr("&Move to Subject…"), ("Ctrl+Shift+V",))
        self.rename = self._make("rename", self.tr("&Rename File…"), ("F2",))
        self.delete = self._make("delete", self.tr("Move to &Trash"), ("Ctrl+Shift+Del",))
        self.line_numbers = self._switch("line_numbers", self.tr("&Number Lines"), ())
        self.next_problem = self._make("next_problem", self.tr("Ne&xt Problem"), ("F8",))
        self.previous_problem = self._make("previous_problem", self.tr("Pre&vious Problem"), ("Shift+F8",))
        self.repair = self._make("repair", self.tr("Re&pair Problem"), ("Ctrl+Return",), "check")
        self.repair_rule = self._make("repair_rule", self.tr("Repair &All of This Rule…"), ("Ctrl+Shift+Return",))
        self.ignore = self._make("ignore", self.tr("&Ignore Problem"), ("Ctrl+Shift+I",), "eye-off")
        self.check_rules = self._make("check_rules", self.tr("Rules of the Chec&k…"), ())
        self.review_merges = self._make("review_merges", self.tr("Review Merges that Would Lose Something…"), ())
        self.statistics = self._make("statistics", self.tr("S&tatistics…"), ("Ctrl+Shift+A",))
        self.export_report = self._make("export_report", self.tr("E&xport Problem Report…"), ())
        self.change_many = self._make("change_many", self.tr("Change Man&y Documents…"), ("Ctrl+Shift+B",))
        self.replace_many = self._make("replace_many", self.tr("Rep&lace in Answers…"), ("Ctrl+Shift+H",))
        self.merge = self._make("merge", self.tr("Mer&ge Documents…"), ("Ctrl+Shift+J",))
        self.new_course = self._make("new_course", self.tr("New Course from This List…"), ())
        self.propose_course = self._make("propose_course", self.tr("Propose Course of This Subject…"), ())
        self.report_records = self._make("report_records", self.tr("Report of Records…"), ())
        self.change_history = self._make("change_history", self.tr("&History of Changes…"), ("Ctrl+H",), "history")
        self.undo_change = self._make("undo_change", self.tr("&Undo Change"), standard.Undo)
        self.redo_change = self._make("redo_change", self.tr("Red&o Change"), standard.Redo)

        self.back = self._make("back", self.tr("&Back"), standard.Back, "arrow-left")
        self.forward = self._make("forward", self.tr("&Forward"), standard.Forward, "arrow-right")
        self.next_tab = self._make("next_tab", self.tr("Next &Tab"), ("Ctrl+Tab",))
        self.previous_tab = self._make("previous_tab", self.tr("Pre&vious Tab"), ("Ctrl+Shift+Tab",))
        self.pin_tab = self._switch("pin_tab", self.tr("P&in Tab"), ())
        self.tabs = [
            self._make(f"tab_{number}", self.tr("Tab &{0}").format(number), (f"Alt+{number}",))
            for number in range(1, 10)
        ]
        self.home = self._make("home", self.tr("&All Questions"), ("Alt+Home",), "house")
        self.next_hit = self._make("next_hit", self.tr("&Next Question in List"), ("Alt+Down",), "arrow-down")
        self.previous_hit = self._make("previous_hit", self.tr("&Previous Question in List"), ("Alt+Up",), "arrow-up")
        self.random = self._make("random", self.tr("&Random Question"), ("Ctrl+Shift+R",), "shuffle")
        self.bookmark = self._make("bookmark", self.tr("&Keep as Bookmark"), ("Ctrl+D",))
        self.bookmarks = self._make("bookmarks", self.tr("Boo&kmarks…"), ("Ctrl+B",))
        self.note = self._make("note", self.tr("&Note on This Document or Passage…"), ("Ctrl+Shift+N",))
        self.annotations = self._make("annotations", self.tr("H&ighlights and Notes…"), ("Ctrl+Shift+Y",))
        self.highlight = self._make("highlight", self.tr("&Highlight Passage"), ("Ctrl+M",))
        self.highlights = self._make_highlights()
        self.blank = self._make("blank", self.tr("Blan&k When Asked Back"), ())
        self.remove_highlight = self._make("remove_highlight", self.tr("&Remove Highlight"), ())
        self.reading_states = self._make_states()
        self.next_unread = self._make("next_unread", self.tr("Next &Unread"), ("Alt+PgDown",))
        self.study = self._make("study", self.tr("Ask &Back…"), ("Ctrl+J",))
        self.study_statistics = self._make("study_statistics", self.tr("Study Statistics…"), ())
        self.export_cards = self._make("export_cards", self.tr("Export Cards for Anki…"), ())
        self.courses = self._make("courses", self.tr("&Courses…"), ())
        self.similar = self._make("similar", self.tr("&More Like This"), ("Ctrl+Shift+L",))
        self.next_panel = self._make("next_panel", self.tr("Next Pa&nel"), ("F6",))
        self.previous_panel = self._make("previous_panel", self.tr("Previous Pane&l"), ("Shift+F6",))

        self.guide = self._make("guide", self.tr("User &Guide"), standard.HelpContents, "book-open-text")
        self.shortcuts = self._make("shortcuts", self.tr("&Keyboard Shortcuts"), ("Ctrl+F1",), "keyboard")
        self.search_help = self._make("search_help", self.tr("&Searching"), ("Shift+F1",), "circle-help")
        self.report_problem = self._make("report_problem", self.tr("&Report a Problem…"), ())
        self.about = self._make("about", self.tr("&About QtBrowser"), (), "info")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.about_qt = self._make("about_qt", self.tr("About &Qt"), ())
        self.about_qt.setMenuRole(QAction.MenuRole.AboutQtRole)
        self._titles |= {
            "show_tree": self.tr("Show Subjects"),
            "show_list": self.tr("Show Questions"),
            "show_problems": self.tr("Show Problems"),
            "beside": self.tr("Open Beside"),
            "trail": self.tr("Show the Trail"),
            "caret": self.tr("Move a Caret on the Page"),
        }
        self.save.setEnabled(False)
        self.back.setEnabled(False)
        self.forward.setEnabled(False)

    def call_documents(self, noun: Noun) -> None:
        """Set the texts of actions that name the documents of the library."""
        self.noun = noun
        are_questions = noun is Noun.QUESTION
        names = {
            self.show_list: self.tr("&Questions") if are_questions else self.tr("&Documents"),
            self.show_hidden: self.tr("Show &Hidden Questions") if are_questions else self.tr("Show &Hidden Documents"),
            self.new_document: self.tr("&New Question…") if are_questions else self.tr("&New Document…"),
            self.random: self.tr("&Random Question") if are_questions else self.tr("&Random Document"),
            self.home: self.tr("&All Questions") if are_questions else self.tr("&All Documents"),
            self.next_hit: self.tr("&Next Question in List") if are_questions else self.tr("&Next Document in List"),
            self.previous_hit: (
                self.tr("&Previous Question in List") if are_questions else self.tr("&Previous Document in List")
            ),
        }
        self._titles["show_list"] = self.tr("Show Questions") if are_questions else self.tr("Show Documents")
        for action, name in names.items():
            action.setText(name)
            _tell_key(action)

    def all(self) -> list[QAction]:
        """All actions that have keys or are in a menu."""
        return self.findChildren(QAction)

    def title(self, action: QAction) -> str:
        """The text of an action without its mnemonic and dots."""
        return self._titles.get(action.objectName(), _plain(action))

    @staticmethod
    def key_words(action: QAction) -> str:
        """The keys of an action in the desktop's notation, without keys that few keyboards have, such as "Open"."""
        native = QKeySequence.SequenceFormat.NativeText
        return "   ".join(keys.toString(native) for keys in action.shortcuts() if _is_on_every_keyboard(keys))

    def usual_keys(self, name: str) -> list[QKeySequence]:
        """The default keys of an action on this desktop; none for an unknown name."""
        return _sequences(self.default_keys.get(name, ()))

    def take_keys(self, changed: ChangedKeys) -> None:
        """Set the keys that the user has changed, and the default keys of all other actions."""
        for action in self.all():
            name = action.objectName()
            keys = list(changed[name]) if name in changed else self.usual_keys(name)
            if keys != action.shortcuts():
                action.setShortcuts(keys)
                _tell_key(action)
        self.keys_changed.emit()

    def need_library(self) -> list[QAction]:
        """The actions that need an open library."""
        return [
            self.reload,
            self.new_tab,
            self.pin_tab,
            self.search,
            self.quick_open,
            self.curating,
            self.show_tree,
            self.show_list,
            self.zoom_in,
            self.zoom_out,
            self.zoom_reset,
            self.narrow,
            self.save_search,
            self.saved_searches,
            self.search_help,
            self.show_hidden,
            self.hide_known,
            self.trail,
            self.bookmarks,
            self.annotations,
            self.study,
            self.study_statistics,
            self.export_cards,
            self.report_records,
            self.next_unread,
            self.courses,
            self.copy_view_link,
            self.home,
            self.next_hit,
            self.previous_hit,
            self.random,
            self.export_list,
            self.change_history,
            self.show_problems,
            self.next_problem,
            self.previous_problem,
            self.statistics,
            self.export_report,
        ]

    def need_document(self) -> list[QAction]:
        """The actions that need a shown document."""
        prints = [self.print_preview, self.export_answer]
        finds = [self.find, self.find_next, self.find_previous]
        shown = [self.outline, self.focus_mode, self.caret, self.similar, self.beside, self.bookmark, self.note]
        marks = [self.highlight, *self.highlights.values(), self.blank, self.remove_highlight]
        kept = [*self.reading_states.values(), *marks]
        return [*self.copies.values(), *prints, *finds, self.open_file, self.show_file, *shown, *kept]

    def change_library(self) -> list[QAction]:
        """The actions that change the library, which need curating to be switched on."""
        many = [self.change_many, self.replace_many, self.merge, self.new_course, self.propose_course]
        desk = [self.repair, self.repair_rule, self.ignore, self.check_rules, self.review_merges]
        return [self.new_document, *self.change_document(), *desk, *many, self.undo_change, self.redo_change]

    def change_document(self) -> list[QAction]:
        """The actions that change the shown document."""
        return [self.edit, self.duplicate, self.move, self.rename, self.delete]

    def _make(self, name: str, text: str, keys: Keys, icon_name: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        self.default_keys[name] = (keys,) if isinstance(keys, Key) else tuple(keys)
        action.setShortcuts(_sequences(self.default_keys[name]))
        if icon_name:
            action.setIcon(icon(icon_name))
        _tell_key(action)
        return action

    def _switch(self, name: str, text: str, keys: Keys, icon_name: str = "") -> QAction:
        """An action that is on or off. Its icon is for buttons only: in a menu it would hide the tick."""
        action = self._make(name, text, keys, icon_name)
        action.setIconVisibleInMenu(False)
        action.setCheckable(True)
        return action

    def _make_highlights(self) -> dict[HighlightColour, QAction]:
        """Create an action for each colour of highlights."""
        words = {
            HighlightColour.YELLOW: self.tr("&Yellow"),
            HighlightColour.GREEN: self.tr("&Green"),
            HighlightColour.BLUE: self.tr("&Blue"),
            HighlightColour.RED: self.tr("R&ed"),
            HighlightColour.PURPLE: self.tr("&Purple"),
        }
        actions = {colour: self._make(f"highlight_{colour}", text, ()) for colour, text in words.items()}
        for action in actions.values():
            self._titles[action.objectName()] = self.tr("Highlight Passage: {0}").format(_plain(action))
        return actions

    def _make_states(self) -> dict[ReadingState, QAction]:
        """Create an action for each reading state; that of the shown document is checked."""
        group = QActionGroup(self)
        words = {
            ReadingState.UNREAD: self.tr("&Unread"),
            ReadingState.BEGUN: self.tr("&Begun"),
            ReadingState.READ: self.tr("&Read"),
            ReadingState.KNOWN: self.tr("&Known"),
        }
        actions = {state: self._switch(f"state_{state}", text, ()) for state, text in words.items()}
        for action in actions.values():
            group.addAction(action)
            self._titles[action.objectName()] = self.tr("How far you are: {0}").format(_plain(action))
        return actions

    def _make_choice(self, name: str, setting: Setting[Choice]) -> dict[Choice, QAction]:
        """Create an action for each choice of a setting; one of them is checked."""
        group = QActionGroup(self)
        actions = {choice: self._switch(f"{name}_{choice}", translated(text), ()) for choice, text in setting.choices}
        for action in actions.values():
            group.addAction(action)
            self._titles[action.objectName()] = f"{translated(setting.title)}: {_plain(action)}"
        return actions


def _plain(action: QAction) -> str:
    return action.text().replace("&", "").rstrip("…")


def _tell_key(action: QAction) -> None:
    """Add an action's first key to its tool tip."""
    first = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{_plain(action)} ({first})" if first else _plain(action))


def _is_on_every_keyboard(keys: QKeySequence) -> bool:
    name = keys.toString()
    is_beyond_f12 = name.startswith("F") and name[1:].isdecimal() and int(name[1:]) > 12
    return "+" in name or (len(name) <= len("F12") and not is_beyond_f12)


def _sequences(keys: Sequence[Key]) -> list[QKeySequence]:
    found: list[QKeySequence] = []
    for key in keys:
        bindings = [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
        found += [one for one in bindings if one not in found]
    return found
