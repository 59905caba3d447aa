"""Runs the application: sets Qt up, shows the window, then opens the library."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from qtbrowser import __version__
from qtbrowser.gui.program.garbage_collection import GarbageCollection
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.program.open_requests import OpeningApplication, OpenRequests
from qtbrowser.gui.program.quit_signals import QuitSignals
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PRIVATE, THEME
from qtbrowser.gui.widgets.theme import STYLE, STYLE_PROPERTY, Theme, ThemeChoice
from qtbrowser.resources import resource_path

PLAIN_FAMILIES = {"DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "Sans", ""}
_open_windows: list[MainWindow] = []
"""Windows live until their process ends: one must not be deleted while a thread may still report to it."""

WINDOW_FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


def run(
    folder: Path | None,
    *,
    query: str = "",
    document: str = "",
    view: str = "",
    theme: str | None = None,
    screenshot: Path | None = None,
    size: tuple[int, int] | None = None,
) -> int:
    """Open the window and stay until it is closed.

    Args:
        folder: the library; the one that was open last if None.
        query: a query to search for at once.
        document: id or path of a document to show at once.
        view: a link to a view of any known library, to be followed.
        theme: a value of `ThemeChoice`, for this time only; the remembered choice if None.
        screenshot: the file for a picture of the window; the program ends after writing it.
        size: width and height of the window in pixels; the remembered ones if None.

    Returns:
        The process's exit code.

    Raises:
        Exception: why the window could not be completed.
    """
    app = make_application()
    GarbageCollection(app)
    # Size and library of a screenshot are not stored for the next start.
    preferences = Preferences(kept=screenshot is None)
    if screenshot is not None:
        # Nor are its tab and its step of the trail.
        preferences.set(PRIVATE, True)
    window = MainWindow(
        Theme(app, ThemeChoice(theme) if theme else preferences.get(THEME)),
        preferences,
        StartOptions(query, document, view),
    )
    _open_windows.append(window)
    if size is not None:
        window.set_size(*size)
    QuitSignals(window.end, app)

    def begin() -> None:
        # However the application ends, no thread may be left running.
        app.aboutToQuit.connect(window.session.close)
        window.early.fault_reports.install()
        window.opening.start(folder)
        if isinstance(app, OpeningApplication):
            OpenRequests(app, window.opening, window.panels.messages, window)
        if screenshot is None:
            # Not needed for the first paint.
            from qtbrowser.gui.program.second_starts import SecondStarts

            second_starts = SecondStarts(window, window.opening, window.session)
            second_starts.start()
            app.aboutToQuit.connect(second_starts.stop)
            window.list_state.list_shown.connect(watch, Qt.ConnectionType.SingleShotConnection)

    def watch() -> None:
        # When the list is filled, which importing this would slow down.
        from qtbrowser.gui.program.watching import Watching

        watching = Watching(window.session, window.refreshing, window.panels.messages, window)
        app.aboutToQuit.connect(watching.stop)

    window.furnish_soon(begin)
    window.show()
    if screenshot is not None:
        from qtbrowser.gui.program.screenshot import Screenshot

        Screenshot(window, screenshot).start()
    code = app.exec()
    if window.failure is not None:
        raise window.failure
    return code


def make_application() -> QApplication:
    """The QApplication with names, icon and font; the existing one, if any."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = OpeningApplication([*sys.argv[:1], "-style", STYLE])
        app.setProperty(STYLE_PROPERTY, STYLE)
    if QLocale().language() == QLocale.Language.C:
        # No locale is set: the texts are English, so numbers and months should be as well.
        QLocale.setDefault(QLocale(QLocale.Language.English))
    app.setApplicationName("QtBrowser")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("qtbrowser")
    app.setWindowIcon(QIcon(str(resource_path("icons/qtbrowser.svg"))))
    _choose_font(app)
    return app


def _choose_font(app: QApplication) -> None:
    """Use the system's font, or the bundled one if the system has only a fallback."""
    if QFontInfo(app.font()).family() not in PLAIN_FAMILIES:
        return
    families: list[str] = []
    for name in WINDOW_FONTS:
        number = QFontDatabase.addApplicationFont(str(resource_path(f"fonts/{name}")))
        families += QFontDatabase.applicationFontFamilies(number)
    if families:
        font = QFont(families[0])
        font.setPointSizeF(max(9.5, app.font().pointSizeF()))
        app.setFont(font)
