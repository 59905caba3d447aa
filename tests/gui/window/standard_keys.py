"""Which keys Qt gives a standard key on each desktop: on this machine Qt itself tells those of one desktop alone.

As in Qt's documentation of `QKeySequence::StandardKey` and in its platform theme; "unix" is shared by KDE and GNOME.
"""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

_Standard = QKeySequence.StandardKey

PLATFORMS = ("windows", "macos", "kde", "gnome")

_EVERYWHERE: dict[QKeySequence.StandardKey, tuple[str, ...]] = {
    _Standard.AddTab: ("Ctrl+T",),
    _Standard.Back: ("Back",),
    _Standard.Bold: ("Ctrl+B",),
    _Standard.Copy: ("Ctrl+C",),
    _Standard.Cut: ("Ctrl+X",),
    _Standard.Find: ("Ctrl+F",),
    _Standard.Forward: ("Forward",),
    _Standard.Italic: ("Ctrl+I",),
    _Standard.New: ("Ctrl+N",),
    _Standard.NextChild: ("Forward",),
    _Standard.Open: ("Ctrl+O",),
    _Standard.Paste: ("Ctrl+V",),
    _Standard.PreviousChild: ("Back",),
    _Standard.Print: ("Ctrl+P",),
    _Standard.Save: ("Ctrl+S",),
    _Standard.SelectAll: ("Ctrl+A",),
    _Standard.Undo: ("Ctrl+Z",),
    _Standard.WhatsThis: ("Shift+F1",),
    _Standard.ZoomIn: ("Ctrl++",),
    _Standard.ZoomOut: ("Ctrl+-",),
}

_UNIX: dict[QKeySequence.StandardKey, tuple[str, ...]] = {
    _Standard.Back: ("Alt+Left",),
    _Standard.Close: ("Ctrl+W",),
    _Standard.Copy: ("Ctrl+Ins", "F16"),
    _Standard.Cut: ("Shift+Del", "F20"),
    _Standard.FindNext: ("F3",),
    _Standard.FindPrevious: ("Shift+F3",),
    _Standard.Forward: ("Alt+Right",),
    _Standard.HelpContents: ("F1",),
    _Standard.NextChild: ("Ctrl+Tab",),
    _Standard.Paste: ("Shift+Ins", "F18"),
    _Standard.PreviousChild: ("Ctrl+Shift+Backtab",),
    _Standard.Quit: ("Ctrl+Q",),
    _Standard.Redo: ("Ctrl+Shift+Z",),
    _Standard.Refresh: ("F5",),
    _Standard.Undo: ("F14",),
}

_OWN: dict[str, dict[QKeySequence.StandardKey, tuple[str, ...]]] = {
    "windows": {
        _Standard.Back: ("Alt+Left", "Backspace"),
        _Standard.Close: ("Ctrl+F4", "Ctrl+W"),
        _Standard.Copy: ("Ctrl+Ins",),
        _Standard.Cut: ("Shift+Del",),
        _Standard.FindNext: ("F3", "Ctrl+G"),
        _Standard.FindPrevious: ("Shift+F3", "Ctrl+Shift+G"),
        _Standard.Forward: ("Alt+Right", "Shift+Backspace"),
        _Standard.FullScreen: ("F11", "Alt+Enter"),
        _Standard.HelpContents: ("F1",),
        _Standard.NextChild: ("Ctrl+Tab", "Ctrl+F6"),
        _Standard.Paste: ("Shift+Ins",),
        _Standard.PreviousChild: ("Ctrl+Shift+Backtab", "Ctrl+Shift+F6"),
        _Standard.Redo: ("Ctrl+Y", "Ctrl+Shift+Z", "Alt+Shift+Backspace"),
        _Standard.Refresh: ("F5",),
        _Standard.Replace: ("Ctrl+H",),
        _Standard.SaveAs: ("Ctrl+Shift+S",),
        _Standard.Undo: ("Alt+Backspace",),
    },
    "macos": {
        _Standard.Back: ("Ctrl+[", "Ctrl+Left"),
        _Standard.Close: ("Ctrl+W", "Ctrl+F4"),
        _Standard.FindNext: ("Ctrl+G",),
        _Standard.FindPrevious: ("Ctrl+Shift+G",),
        _Standard.Forward: ("Ctrl+]", "Ctrl+Right"),
        _Standard.FullScreen: ("Ctrl+Meta+F",),
        _Standard.HelpContents: ("Ctrl+?",),
        _Standard.NextChild: ("Ctrl+}", "Ctrl+Tab"),
        _Standard.Preferences: ("Ctrl+,",),
        _Standard.PreviousChild: ("Ctrl+{", "Ctrl+Shift+Backtab"),
        _Standard.Quit: ("Ctrl+Q",),
        _Standard.Redo: ("Ctrl+Shift+Z",),
        _Standard.Refresh: ("Ctrl+R",),
        _Standard.SaveAs: ("Ctrl+Shift+S",),
    },
    "kde": {
        _Standard.AddTab: ("Ctrl+Shift+N",),
        _Standard.FullScreen: ("F11", "Ctrl+Shift+F"),
        _Standard.NextChild: ("Ctrl+,",),
        _Standard.PreviousChild: ("Ctrl+.",),
        _Standard.Replace: ("Ctrl+R",),
    },
    "gnome": {
        _Standard.FindNext: ("Ctrl+G",),
        _Standard.FindPrevious: ("Ctrl+Shift+G",),
        _Standard.FullScreen: ("Ctrl+F11",),
        _Standard.Refresh: ("Ctrl+R",),
        _Standard.Replace: ("Ctrl+H",),
        _Standard.SaveAs: ("Ctrl+Shift+S",),
    },
}


def standard_keys(key: QKeySequence.StandardKey, platform: str) -> tuple[str, ...]:
    """The keys of a standard key on one of `PLATFORMS`, in Qt's portable form.

    Raises:
        KeyError: this table doesn't know the standard key at all.
    """
    tables = [_EVERYWHERE, _OWN[platform], *([_UNIX] if platform in ("kde", "gnome") else [])]
    if not any(key in table for table in (_EVERYWHERE, _UNIX, *_OWN.values())):
        raise KeyError(key)
    return tuple(dict.fromkeys(one for table in tables for one in table.get(key, ())))
