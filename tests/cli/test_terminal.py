"""What documents, names and messages say is shown on a terminal, and never obeyed by it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qtbrowser.cli.terminal import BOLD, CLEAR_LINE, Terminal, obeyed, safe_terminal
from qtbrowser.control_characters import escaped_controls, escaped_line

EVIL = "\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x07\x9b31m\u202e\u2066\r\x08"
"""Sets the window's title and the clipboard, colours, turns the line round, and writes over it."""

if sys.platform != "win32":
    import pty


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("naïve 字 😀 א", "naïve 字 😀 א"),
        ("\x1b[1m", "\\u001b[1m"),
        ("\x9b1m\x7f", "\\u009b1m\\u007f"),
        ("a\u202eb\u2069c\u2028", "a\\u202eb\\u2069c\\u2028"),
        ("a\rb\0", "a\\u000db\\u0000"),
        ("\ud800", "\\ud800"),
    ],
)
def test_control_characters_become_escapes(text: str, shown: str) -> None:
    assert escaped_controls(text) == shown


def test_a_line_stays_one() -> None:
    assert escaped_line("a\nb\tc") == "a\\u000ab\\u0009c"


def test_what_is_no_terminal_gets_everything_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with safe_terminal():
        obeyed(BOLD, sys.stdout)
        print("a\x1b[1m")
    assert capsys.readouterr().out == "a\x1b[1m\n"


def test_lines_written_at_once_are_made_safe(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(sys.stdout)
    terminal.writelines(["a\x1b", "b\n"])
    terminal.obey(BOLD)
    assert capsys.readouterr().out == f"a\\u001bb\n{BOLD}"


def test_an_old_console_of_windows_gets_no_sequences(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(sys.stdout, obeys=False)
    terminal.obey(BOLD)
    terminal.obey(CLEAR_LINE)
    terminal.write("a")
    assert capsys.readouterr().out == "\ra"


def on_a_terminal(folder: Path, *words: str) -> str:
    """What a command writes to a terminal, both streams together."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "qtbrowser", *words]
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, cwd=folder.parent) as process:
        os.close(follower)
        parts = []
        while True:
            try:
                part = os.read(leader, 65_536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    os.close(leader)
    return b"".join(parts).decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    "words",
    [
        ("search", "glue"),
        ("search", "glue", "--facets", "--json"),
        ("show", "a.md"),
        ("show", "a.md", "--format", "markdown"),
        ("show", "a.md", "--format", "json"),
        ("show", "a.md", "--format", "html"),
        ("subjects",),
        ("check",),
        ("check", "--rule", "\x1b]0;owned\x07"),
        ("statistics",),
        ("statistics", "--csv"),
        ("report", "--format", "html"),
        ("edit", "a.md", "--set", "author=x", "--dry-run"),
        ("show", "\x1b]0;owned\x07"),
        ("history",),
    ],
    ids=" ".join,
)
def test_no_command_lets_a_document_talk_to_the_terminal(tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    evil = EVIL.replace("\r", "").replace("\x08", "")
    quoted = "".join(f"\\u{ord(char):04x}" for char in evil)
    front = f'title: "Glue {quoted}"\nsubject: "Paste {quoted}"\nkeywords: ["{quoted}"]\n'
    (folder / "a.md").write_text(f"---\n{front}---\n\nOf glue {evil} and more.\n", encoding="utf-8")
    (folder / f"b{evil.replace('/', '')}.md").write_text("# Glue\n\nglue\n", encoding="utf-8")
    (folder / "c\nd.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    shown = on_a_terminal(folder, *words, "--library", str(folder))
    for sign in ("\x1b]", "\x07", "\x9b", "\u202e", "\u2066"):
        assert sign not in shown
    if words[0] != "history":
        assert "\\u001b" in shown or "\ufffd" in shown
