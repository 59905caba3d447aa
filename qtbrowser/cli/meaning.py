"""``qtbrowser meaning FOLDER``: makes the vectors of search by meaning. The window runs this command as a process."""

from __future__ import annotations

import argparse
import json
import sys
import time

from qtbrowser.cli.changing import with_bar
from qtbrowser.cli.common import open_current
from qtbrowser.errors import IndexBusy, MeaningUnavailable, QtBrowserError
from qtbrowser.library import Library
from qtbrowser.process_priority import lower_priority


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FOLDER, --remove, --idle, --events for the window."""
    parser.add_argument("folder", metavar="FOLDER", help="the folder of documents")
    parser.add_argument("--remove", action="store_true", help="remove what was made; searches then go by words only")
    parser.add_argument("--events", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--idle", action="store_true", help="work only when nothing else does")


def execute(arguments: argparse.Namespace) -> int:
    """Make or remove the vectors, and print how many there are."""
    if arguments.idle:
        lower_priority(idle=True)
    if arguments.events:
        return _tell_events(arguments.folder)
    if arguments.remove:
        with Library.open(arguments.folder, refresh=False) as library:
            library.remove_meaning()
        return 0
    begin = time.perf_counter()
    total = 0
    with open_current(arguments.folder) as library:
        for progress in with_bar("Questions and answers read:", library.make_meaning()):
            total = progress.total
    print(f"{total:,} {'text' if total == 1 else 'texts'} read in {time.perf_counter() - begin:.1f} s.")
    return 0


def _tell_events(folder: str) -> int:
    """Print one JSON object a line: progress, and at the end finished (with a reason if it can't be), busy or error."""
    try:
        with Library.open(folder, refresh=False) as library:
            for progress in library.make_meaning():
                _tell("progress", done=progress.done, total=progress.total, committed=progress.written)
    except IndexBusy as error:
        _tell("busy", message=str(error))
        return error.exit_code
    except MeaningUnavailable as error:
        # Not a failure: words are searched for as ever.
        _tell("finished", reason=str(error))
        return 0
    except (QtBrowserError, OSError) as error:
        _tell("error", message=str(error))
        return 1
    _tell("finished")
    return 0


def _tell(event: str, **details: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **details}) + "\n")
    sys.stdout.flush()
