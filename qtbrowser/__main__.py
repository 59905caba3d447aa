"""``python -m qtbrowser``."""

from __future__ import annotations

from qtbrowser.cli.main import run

if __name__ == "__main__":
    run()
