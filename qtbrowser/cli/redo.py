"""``qtbrowser redo [N] --library FOLDER``."""

from __future__ import annotations

import argparse

from qtbrowser.cli import undo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """N, --library, --dry-run, --json."""
    undo.add_arguments(parser)
    parser.epilog = "A change that was interrupted is finished."


def execute(arguments: argparse.Namespace) -> int:
    """Apply a change again."""
    return undo.turn(arguments, back=False)
