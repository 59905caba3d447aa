"""Where the frozen program starts."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # Before anything else: a process that a library's pool has started is served here and ends here. Only such a one
    # loads what it takes.
    if "--multiprocessing-fork" in sys.argv:
        from multiprocessing import freeze_support

        freeze_support()

    from qtbrowser.cli.main import run

    run()
