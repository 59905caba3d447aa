"""The program's entry point: chooses the command and reports errors."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from qtbrowser import __version__
from qtbrowser.cli.closed_pipe import is_closed_pipe
from qtbrowser.cli.complaints import Parser, as_sentence, complain
from qtbrowser.cli.terminal import safe_terminal
from qtbrowser.cli.windows_arguments import arguments_as_meant
from qtbrowser.control_characters import escaped_line
from qtbrowser.errors import QtBrowserError
from qtbrowser.program_log import ProgramLog, current_log, note_unexpected
from qtbrowser.windows_system import end_process, keep_clipboard

COMMANDS = {
    "bookmarks": "add, list, remove, export and import bookmarks",
    "check": "check a folder of documents for faults",
    "course": "list, check, propose and publish courses",
    "edit": "change fields, keywords and answers of documents",
    "fix": "repair what a rule of the check finds",
    "highlights": "add, list, remove and export highlighted passages",
    "history": "list what has been changed",
    "index": "bring the index of a folder up to date",
    "meaning": "make what search by meaning needs",
    "move": "move documents to another subject, or rename their files",
    "notes": "write, show, list and export your notes on documents",
    "personal": "export, import and list what you have kept: searches, bookmarks, notes, drafts",
    "progress": "set and show how far documents are read, export your record, put records together",
    "redo": "apply again what was undone",
    "report": "write the faults of a folder as a page or a table",
    "review": "decide about merges that would lose something",
    "search": "find documents by words",
    "show": "print one document",
    "statistics": "count documents by subject, month and length, and links",
    "study": "ask documents back: what is due, grades, figures, packages for Anki",
    "subjects": "print the subject tree",
    "undo": "take back what has been changed",
}
"""Command -> what it does. Each is a module of this name, with `add_arguments(parser)` and `execute(arguments)`."""

_PATHS_ANYWHERE = frozenset({"edit", "fix", "move"})
"""Commands whose paths may follow the options, where argparse does not find them by default."""

_WINDOW = "window"
_NAME_WIDTH = max(map(len, COMMANDS))
_DEBUG = "--debug"
_EPILOG = (
    "commands (qtbrowser COMMAND --help tells more):\n"
    + "\n".join(f"  {name:<{_NAME_WIDTH}}  {does}" for name, does in COMMANDS.items())
    + "\n\nWith --debug any command prints the traceback of an unexpected error."
)


_PROCESSES = {_WINDOW: "window", "index": "index", "meaning": "index"}
"""Command -> the kind of process in the name of its log; all others are commands."""


_UNLOGGED = ("--self-test", "--version")
"""Options of calls that write no user data, and so no log."""


def run() -> None:
    """The console script: begin the log, run `main` and leave with its exit code."""
    words = arguments_as_meant(sys.argv[1:])
    command = words[0] if words and words[0] in COMMANDS else _WINDOW
    if not any(word.partition("=")[0] in _UNLOGGED for word in words):
        ProgramLog(_PROCESSES.get(command, "command"))
    code = main(words)
    if command == _WINDOW:
        leave(code)
    sys.exit(code)


def leave(code: int) -> NoReturn:
    """End a process that had a window, without taking the interpreter down first.

    A thread of the window may still hang in a system call or in one step of a script, and must not be ended by force:
    the C++ code beneath it aborts the process then, and so it does where the thread wakes up in an interpreter that is
    being taken down. All is saved by now, and the system takes back the rest.

    Args:
        code: the exit code.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        # Without a terminal there may be none, and a pipe may be closed.
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()
    keep_clipboard()
    end_process(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name; those of the process if None. With ``--debug`` before any ``--``, the
            traceback of an unexpected error is printed.

    Returns:
        The exit code: 0, 1 for an error that is printed on stderr, 2 for wrong usage.
    """
    words = arguments_as_meant(sys.argv[1:]) if argv is None else list(argv)
    _use_utf8()
    debug = _DEBUG in words[: words.index("--") if "--" in words else None]
    if debug:
        words.remove(_DEBUG)
    with safe_terminal():
        try:
            return _run(words)
        except Exception as error:
            note_unexpected(error)
            if debug:
                traceback.print_exc()
            return _complain(_unexpected(error), 1)


def _unexpected(error: Exception) -> str:
    """An unexpected error as a sentence; the log has the details, and ``--debug`` prints them."""
    log = current_log()
    where = f" The log tells more: {log.file}" if log is not None else ""
    return f"This is a fault of the program itself ({type(error).__name__}).{where}"


def _run(words: list[str]) -> int:
    name = words.pop(0) if words and words[0] in COMMANDS else _WINDOW
    command = import_module(f"qtbrowser.cli.{name}")
    parser = _parser(name)
    command.add_arguments(parser)
    try:
        parse = parser.parse_intermixed_args if name in _PATHS_ANYWHERE else parser.parse_args
        arguments = parse(words)
        try:
            return int(command.execute(arguments))
        finally:
            if name != _WINDOW:
                _tell_notices()
    except SystemExit as end:  # argparse has printed its help or its complaint
        return end.code if isinstance(end.code, int) else 2
    except QtBrowserError as error:
        return _complain(str(error), error.exit_code)
    except OSError as error:
        if is_closed_pipe(error):
            # The reader of our output has closed it. Writing what is still buffered must not fail again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        return _complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part), 1)
    except KeyboardInterrupt:
        return _complain("Cancelled.", 1)


def _parser(name: str) -> argparse.ArgumentParser:
    if name != _WINDOW:
        return Parser(prog=f"qtbrowser {name}", description=as_sentence(COMMANDS[name]))
    parser = Parser(
        prog="qtbrowser",
        description="Read and search a folder of question-and-answer documents, offline.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"QtBrowser {__version__}")
    return parser


def _tell_notices() -> None:
    """Tell on stderr what became of the reader's personal data, such as a damaged file."""
    # Not imported for it: without the module, the command has opened no personal data.
    store = sys.modules.get("qtbrowser.personal.personal_store")
    if store is not None:
        for notice in store.personal_store().take_notices():
            complain(escaped_line(f"qtbrowser: {notice}"))


def _complain(sentence: str, code: int) -> int:
    complain(escaped_line(f"qtbrowser: {sentence}"))
    return code


def _use_utf8() -> None:
    """Write UTF-8 and the line ends as they are into files and pipes, whatever locale and system are, and never fail at
    a character that a terminal can't show.

    Windows would write each line feed as two characters: three in all at the ends of a CSV's lines.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            is_terminal = stream.isatty()
            exactly = {} if is_terminal else {"encoding": "utf-8", "newline": "\n"}
            reconfigure(errors="replace", **exactly)
