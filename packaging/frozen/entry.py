"""Where the frozen program starts."""

from __future__ import annotations

from multiprocessing import freeze_support

if __name__ == "__main__":
    # Before anything else: a process that a library's pool has started is served here and ends here.
    freeze_support()

    from qtbrowser.cli.main import run

    run()
