"""``qtbrowser [FOLDER]``: opens the window. The only module of the command line that loads Qt."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from qtbrowser.errors import QtBrowserError
from qtbrowser.opened import Opened, opened
from qtbrowser.running_windows import ShowRequest, claim_start, end_claim, hand_over_or_claim

THEMES = ("light", "dark", "sepia", "high-contrast", "high-contrast-light", "system")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FOLDER, --query, --document, --theme, --screenshot, --size, --new-window, --self-test."""
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", help="the folder of documents, a file in it or a link; or the last one"
    )
    parser.add_argument("--query", metavar="TEXT", default="", help="search for this at once")
    parser.add_argument("--document", metavar="ID_OR_PATH", default="", help="open this document at once")
    parser.add_argument("--theme", choices=THEMES, help="colours; remembered otherwise")
    parser.add_argument("--screenshot", metavar="FILE.png", type=Path, help="write a picture of the window and end")
    parser.add_argument("--size", metavar="WxH", type=window_size, help="the window's size in pixels, such as 1280x800")
    parser.add_argument("--new-window", action="store_true", help="a window of its own, even if one is running")
    parser.add_argument(
        "--self-test",
        metavar="FILE.png",
        nargs="?",
        const=Path(),
        type=Path,
        help="test the installed program with its sample library; the exit code is 0 if all works",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    if arguments.self_test is not None:
        return _test(arguments.self_test)
    wanted = Opened() if arguments.folder is None else opened(arguments.folder)
    query, document = arguments.query or wanted.query, arguments.document or wanted.document
    if arguments.new_window or arguments.theme or arguments.size:
        if not arguments.screenshot:
            claim_start()
    elif not arguments.screenshot and hand_over_or_claim(_request(wanted, query, document)):
        return 0
    if sys.platform == "win32" and not arguments.screenshot:
        wanted, document = left_folder(wanted, document, Path(sys.executable).parent)
    try:
        return _open(arguments, wanted, query, document)
    finally:
        # Where no window came that takes requests.
        end_claim()


def _open(arguments: argparse.Namespace, wanted: Opened, query: str, document: str) -> int:
    _see_to_a_screen(arguments.screenshot is not None)
    # Importing creates many objects and hardly any garbage. `GarbageCollection` begins to collect later.
    gc.disable()
    from qtbrowser.gui.program.application import run

    return run(
        wanted.folder,
        query=query,
        document=document,
        view=wanted.view,
        theme=arguments.theme,
        screenshot=arguments.screenshot,
        size=arguments.size,
    )


def left_folder(wanted: Opened, document: str, place: Path) -> tuple[Opened, str]:
    """Let a process work in another folder than it was started in, which for Explorer is the one that it shows.

    Windows lets nobody rename, move or remove a folder that a process works in, for as long as a window is open.

    Args:
        wanted: what to open.
        document: an id or a path.
        place: the folder to work in.

    Returns:
        What to open and the document, with relative paths made absolute.
    """
    folder = None if wanted.folder is None else wanted.folder.expanduser().absolute()
    if document and Path(document).is_file():
        document = str(Path(document).absolute())
    os.chdir(place)
    return replace(wanted, folder=folder), document


def _request(wanted: Opened, query: str, document: str) -> ShowRequest:
    folder = "" if wanted.folder is None else str(wanted.folder.expanduser().absolute())
    return ShowRequest(folder, document, query, wanted.view, os.environ.get("XDG_ACTIVATION_TOKEN", ""))


def _test(picture: Path) -> int:
    """Run the self-test in a temporary folder: no user data is read or written.

    Args:
        picture: the file for the picture of the window; with the empty path the picture is checked and deleted.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="qtbrowser-self-test-", ignore_cleanup_errors=True) as place:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"QTBROWSER_{kind}_DIR"] = str(Path(place) / kind.lower())
        from qtbrowser.gui.program.self_test import run

        return run(picture if picture.name else Path(place) / "window.png")


def _see_to_a_screen(only_a_picture: bool) -> None:
    """Choose offscreen drawing for a picture if there is no screen, where Qt itself would abort the process.

    Raises:
        QtBrowserError: there is no screen, and a window is wanted.
    """
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not sys.platform.startswith("linux") or any(map(os.environ.get, variables)):
        return
    if not only_a_picture:
        raise QtBrowserError("There is no screen to open a window on. Try --screenshot FILE.png for a picture of it.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def window_size(text: str) -> tuple[int, int]:
    """``1280x800`` -> (1280, 800).

    Raises:
        argparse.ArgumentTypeError: it is not of this form, or no window could have this size.
    """
    found = re.fullmatch(r"(\d{1,5})[xX](\d{1,5})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text} is not of the form 1280x800")
    width, height = int(found[1]), int(found[2])
    if not (200 <= width <= 16_384 and 150 <= height <= 16_384):
        raise argparse.ArgumentTypeError(f"{text} is no size for a window; 200x150 to 16384x16384 are")
    return width, height
