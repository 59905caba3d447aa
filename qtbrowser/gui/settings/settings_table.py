"""Every setting, declared once. To add one: declare it here, add it to `SETTINGS`, and observe it where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.documents.languages import not_languages
from qtbrowser.gui.settings.hit_order import HitOrder
from qtbrowser.gui.settings.list_density import ListDensity
from qtbrowser.gui.settings.page_choices import ColumnWidth, Face
from qtbrowser.gui.settings.setting import Range, Setting, SettingGroup
from qtbrowser.gui.widgets.theme import ThemeChoice

if TYPE_CHECKING:
    # Qt's stub says that it returns an object; it returns the text, and only marks it for the translation tools.
    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
        """Return the text itself."""
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

THEME = Setting(
    "view/theme",
    ThemeChoice,
    ThemeChoice.SYSTEM,
    QT_TRANSLATE_NOOP("Settings", "Theme"),
    QT_TRANSLATE_NOOP("Settings", "The colours of the window and of the page."),
    SettingGroup.APPEARANCE,
    choices=(
        (ThemeChoice.SYSTEM, QT_TRANSLATE_NOOP("Settings", "As the &System")),
        (ThemeChoice.LIGHT, QT_TRANSLATE_NOOP("Settings", "&Light")),
        (ThemeChoice.DARK, QT_TRANSLATE_NOOP("Settings", "&Dark")),
        (ThemeChoice.SEPIA, QT_TRANSLATE_NOOP("Settings", "S&epia")),
        (ThemeChoice.HIGH_CONTRAST, QT_TRANSLATE_NOOP("Settings", "&High Contrast")),
        (ThemeChoice.HIGH_CONTRAST_LIGHT, QT_TRANSLATE_NOOP("Settings", "High &Contrast, Light")),
    ),
)
ZOOM = Setting(
    "view/zoom",
    float,
    1.0,
    QT_TRANSLATE_NOOP("Settings", "Text size"),
    QT_TRANSLATE_NOOP("Settings", "The size of the page's text, as a multiple of the system's text size."),
    SettingGroup.PAGE,
    range=Range(0.5, 3.0),
)
INTERFACE_TEXT = Setting(
    "view/interface_text",
    float,
    1.0,
    QT_TRANSLATE_NOOP("Settings", "Interface text"),
    QT_TRANSLATE_NOOP("Settings", "The size of the text of menus, lists and dialogs, as a multiple of the system's."),
    SettingGroup.APPEARANCE,
    range=Range(0.75, 2.0),
)
FACE = Setting(
    "view/font",
    Face,
    Face.SERIF,
    QT_TRANSLATE_NOOP("Settings", "Font"),
    QT_TRANSLATE_NOOP("Settings", "The font of the page's text."),
    SettingGroup.PAGE,
    choices=(
        (Face.SERIF, QT_TRANSLATE_NOOP("Settings", "&Serif")),
        (Face.SANS, QT_TRANSLATE_NOOP("Settings", "S&ans Serif")),
        (Face.SYSTEM, QT_TRANSLATE_NOOP("Settings", "S&ystem Font")),
    ),
)
COLUMN_WIDTH = Setting(
    "view/width",
    ColumnWidth,
    ColumnWidth.NORMAL,
    QT_TRANSLATE_NOOP("Settings", "Column width"),
    QT_TRANSLATE_NOOP("Settings", "The largest width of the page's lines."),
    SettingGroup.PAGE,
    choices=(
        (ColumnWidth.NARROW, QT_TRANSLATE_NOOP("Settings", "&Narrow")),
        (ColumnWidth.NORMAL, QT_TRANSLATE_NOOP("Settings", "N&ormal")),
        (ColumnWidth.WIDE, QT_TRANSLATE_NOOP("Settings", "&Wide")),
    ),
)
OUTLINE = Setting(
    "view/outline",
    bool,
    True,
    QT_TRANSLATE_NOOP("Settings", "Outline"),
    QT_TRANSLATE_NOOP("Settings", "Show a page's outline beside it if there is room."),
    SettingGroup.PAGE,
)
PRINT_MARKS = Setting(
    "print/marks",
    bool,
    True,
    QT_TRANSLATE_NOOP("Settings", "Print highlights and notes"),
    QT_TRANSLATE_NOOP("Settings", "Print and export as PDF what you have highlighted and written, too."),
    SettingGroup.PAGE,
)
LIST_DENSITY = Setting(
    "view/density",
    ListDensity,
    ListDensity.NORMAL,
    QT_TRANSLATE_NOOP("Settings", "Rows of the list"),
    QT_TRANSLATE_NOOP("Settings", "How much room each question of the list has."),
    SettingGroup.LIST,
    choices=(
        (ListDensity.COMPACT, QT_TRANSLATE_NOOP("Settings", "&Compact")),
        (ListDensity.NORMAL, QT_TRANSLATE_NOOP("Settings", "Nor&mal")),
        (ListDensity.ROOMY, QT_TRANSLATE_NOOP("Settings", "&Roomy")),
    ),
)
SHOW_HIDDEN = Setting(
    "view/hidden",
    bool,
    False,
    QT_TRANSLATE_NOOP("Settings", "Hidden questions"),
    QT_TRANSLATE_NOOP("Settings", "Also list and find documents that are marked as hidden."),
    SettingGroup.LIST,
)
HIDE_KNOWN = Setting(
    "view/hide_known",
    bool,
    False,
    QT_TRANSLATE_NOOP("Settings", "Hide what you know"),
    QT_TRANSLATE_NOOP("Settings", "Leave documents that you know out of lists and searches."),
    SettingGroup.LIST,
)
WITHIN = Setting(
    "search/within",
    bool,
    True,
    QT_TRANSLATE_NOOP("Settings", "Search the selected subject"),
    QT_TRANSLATE_NOOP("Settings", "Search only in the subject that is selected in the tree."),
    SettingGroup.LIST,
)
BY_MEANING = Setting(
    "search/by_meaning",
    bool,
    True,
    QT_TRANSLATE_NOOP("Settings", "Search by meaning"),
    QT_TRANSLATE_NOOP("Settings", "Also find what is said in other words. For documents in English."),
    SettingGroup.LIST,
)
LANGUAGES = Setting(
    "search/languages",
    str,
    "",
    QT_TRANSLATE_NOOP("Settings", "Languages of search"),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Leave out hits in languages other than these, such as de, en: by the folder or name of a file (index.de.md).",
    ),
    SettingGroup.LIST,
    left_out=not_languages,
    asked_for=QT_TRANSLATE_NOOP("Settings", "the code of a language, such as de or pt-BR"),
)
SORT = Setting(
    "search/sort",
    HitOrder,
    HitOrder.RELEVANCE,
    QT_TRANSLATE_NOOP("Settings", "Order of the hits"),
    QT_TRANSLATE_NOOP("Settings", "The order of the hits of a search."),
    SettingGroup.LIST,
    choices=(
        (HitOrder.RELEVANCE, QT_TRANSLATE_NOOP("Settings", "Relevance")),
        (HitOrder.DATE, QT_TRANSLATE_NOOP("Settings", "Date")),
        (HitOrder.TITLE, QT_TRANSLATE_NOOP("Settings", "Title")),
    ),
)
ORDER = Setting(
    "list/order",
    EntryOrder,
    EntryOrder.TITLE,
    QT_TRANSLATE_NOOP("Settings", "Order of the questions"),
    QT_TRANSLATE_NOOP("Settings", "What the questions of a subject are ordered by."),
    SettingGroup.LIST,
    choices=(
        (EntryOrder.TITLE, QT_TRANSLATE_NOOP("Settings", "Title")),
        (EntryOrder.DATE, QT_TRANSLATE_NOOP("Settings", "Date")),
    ),
)
LINE_NUMBERS = Setting(
    "edit/line_numbers",
    bool,
    False,
    QT_TRANSLATE_NOOP("Settings", "Line numbers"),
    QT_TRANSLATE_NOOP("Settings", "Number the lines of an answer in the editor."),
    SettingGroup.EDITOR,
)
PAUSE_BELOW = Setting(
    "indexing/pause_below",
    float,
    0.3,
    QT_TRANSLATE_NOOP("Settings", "Pause indexing on battery"),
    QT_TRANSLATE_NOOP(
        "Settings", "While less than this is left in the battery, folders wait. 0 % never pauses, 100 % always."
    ),
    SettingGroup.LIST,
    range=Range(0.0, 1.0),
)
INDEX_ROOM = Setting(
    "indexing/most_gigabytes",
    int,
    10,
    QT_TRANSLATE_NOOP("Settings", "Gigabytes for indexes"),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Above this, indexes of libraries that were opened longest ago are deleted; they are made again when needed."
        " 0 is no bound.",
    ),
    SettingGroup.LIST,
    range=Range(0, 1000),
)
PRIVATE = Setting(
    "reading/private",
    bool,
    False,
    QT_TRANSLATE_NOOP("Settings", "Private mode"),
    QT_TRANSLATE_NOOP("Settings", "Keep no trail, recent searches, reading places or tabs while this is on."),
    SettingGroup.LIST,
)
NEW_A_DAY = Setting(
    "study/new_a_day",
    int,
    20,
    QT_TRANSLATE_NOOP("Settings", "New questions a day"),
    QT_TRANSLATE_NOOP("Settings", "How many questions that were never asked back are begun a day, beside those due."),
    SettingGroup.STUDY,
    range=Range(0, 1000),
)
CHANGED_KEYS = Setting(
    "keys/changed",
    list[str],
    [],
    QT_TRANSLATE_NOOP("Settings", "Keys"),
    QT_TRANSLATE_NOOP("Settings", "Actions with other keys than by default, in the form of `write_changed_keys`."),
    SettingGroup.KEYS,
)

GEOMETRY = Setting(
    "window/geometry",
    bytes,
    b"",
    QT_TRANSLATE_NOOP("Settings", "Window"),
    QT_TRANSLATE_NOOP("Settings", "Position and size of the window, in Qt's own format."),
    SettingGroup.STATE,
)
COLUMNS = Setting(
    "window/columns",
    list[int],
    [],
    QT_TRANSLATE_NOOP("Settings", "Panel widths"),
    QT_TRANSLATE_NOOP("Settings", "Widths of tree, list and answer, in pixels."),
    SettingGroup.STATE,
)
ROWS = Setting(
    "window/rows",
    list[int],
    [],
    QT_TRANSLATE_NOOP("Settings", "Panel heights"),
    QT_TRANSLATE_NOOP("Settings", "Heights of the library and of the problems below it, in pixels."),
    SettingGroup.STATE,
)
TREE_SHOWN = Setting(
    "window/tree",
    bool,
    True,
    QT_TRANSLATE_NOOP("Settings", "Subjects"),
    QT_TRANSLATE_NOOP("Settings", "Show the subject tree."),
    SettingGroup.STATE,
)
LIST_SHOWN = Setting(
    "window/list",
    bool,
    True,
    QT_TRANSLATE_NOOP("Settings", "Questions"),
    QT_TRANSLATE_NOOP("Settings", "Show the question list."),
    SettingGroup.STATE,
)
LAST_LIBRARY = Setting(
    "library/last",
    str,
    "",
    QT_TRANSLATE_NOOP("Settings", "Last library"),
    QT_TRANSLATE_NOOP("Settings", "The folder that was open last."),
    SettingGroup.STATE,
)
TRAIL_SHOWN = Setting(
    "window/trail",
    bool,
    False,
    QT_TRANSLATE_NOOP("Settings", "Trail"),
    QT_TRANSLATE_NOOP("Settings", "Show the trail where the window is wide enough."),
    SettingGroup.STATE,
)
RECENT = Setting(
    "library/recent",
    list[str],
    [],
    QT_TRANSLATE_NOOP("Settings", "Recent libraries"),
    QT_TRANSLATE_NOOP("Settings", "Recently opened folders, the latest first."),
    SettingGroup.STATE,
)
SEEN = Setting(
    "library/seen",
    list[str],
    [],
    QT_TRANSLATE_NOOP("Settings", "Times of libraries"),
    QT_TRANSLATE_NOOP("Settings", "When folders were open last, how many documents they had, and their paths."),
    SettingGroup.STATE,
)
ALL_LIBRARIES = Setting(
    "search/all_libraries",
    bool,
    False,
    QT_TRANSLATE_NOOP("Settings", "All open libraries"),
    QT_TRANSLATE_NOOP("Settings", "Search the libraries of other windows as well."),
    SettingGroup.STATE,
)
RECENT_SEARCHES = Setting(
    "search/recent",
    list[str],
    [],
    QT_TRANSLATE_NOOP("Settings", "Recent searches"),
    QT_TRANSLATE_NOOP("Settings", "Recent searches of an earlier version; imported once."),
    SettingGroup.STATE,
)

SETTINGS: tuple[Setting[Any], ...] = (
    THEME, INTERFACE_TEXT, ZOOM, FACE, COLUMN_WIDTH, OUTLINE, PRINT_MARKS, LIST_DENSITY, SHOW_HIDDEN, HIDE_KNOWN,
    WITHIN, BY_MEANING, LANGUAGES, SORT, ORDER, PAUSE_BELOW, INDEX_ROOM, PRIVATE, LINE_NUMBERS, NEW_A_DAY, CHANGED_KEYS,
    GEOMETRY, COLUMNS, ROWS, TREE_SHOWN, LIST_SHOWN, LAST_LIBRARY, TRAIL_SHOWN, RECENT, SEEN, RECENT_SEARCHES,
    ALL_LIBRARIES,
)  # fmt: skip
"""All settings, in the order of the dialog."""
