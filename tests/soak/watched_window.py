"""The window that a soak test looks at: over a library, with a watch of its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from qtbrowser.gui.program.main_window import MainWindow
    from qtbrowser.gui.program.watching import Watching


def open_nothing_outside(parent: QObject) -> None:
    """Have no file or folder opened by another program, which Qt complains about where there is no screen."""
    from PySide6.QtCore import QObject, QUrl, Slot
    from PySide6.QtGui import QDesktopServices

    class Nowhere(QObject):
        @Slot(QUrl)
        def take(self, _url: QUrl) -> None:
            pass

    # PySide takes a name here, whatever its types say.
    QDesktopServices.setUrlHandler("file", Nowhere(parent), "take")  # type: ignore[arg-type]


def watched_window(folder: Path) -> tuple[QApplication, MainWindow, Watching]:
    """Index a folder, and open a window on it that follows its changes; search by meaning is off."""
    # Qt asks for the platform when it is imported.
    from qtbrowser.gui.program.application import make_application
    from qtbrowser.gui.program.garbage_collection import GarbageCollection
    from qtbrowser.gui.program.main_window import MainWindow
    from qtbrowser.gui.program.watching import Watching
    from qtbrowser.gui.settings.preferences import Preferences
    from qtbrowser.gui.settings.settings_table import BY_MEANING
    from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
    from qtbrowser.library import Library

    Library.open(folder).close()
    app = make_application()
    open_nothing_outside(app)
    GarbageCollection(app)
    preferences = Preferences()
    preferences.set(BY_MEANING, False)
    window = MainWindow(Theme(app, ThemeChoice.LIGHT), preferences)
    window.resize(1280, 820)
    window.show()
    window.opening.start(folder)
    return app, window, Watching(window.session, window.refreshing, window.panels.messages, window)
