"""Errors and help where the program has no console, as the window's program on Windows."""

from __future__ import annotations

import sys

import pytest

from qtbrowser.cli.complaints import Parser, complain


def test_without_a_console_an_error_is_shown_in_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", None)
        complain("There is no folder of this name.", shown.append)
    assert shown == ["There is no folder of this name."]


@pytest.mark.parametrize(("words", "code", "seen"), [(["--help"], 0, "usage"), (["--nonsense"], 2, "--nonsense")])
def test_without_a_console_help_and_wrong_usage_are_shown_in_a_box(
    words: list[str], code: int, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    parser = Parser(prog="qtbrowser", box=shown.append)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        with pytest.raises(SystemExit) as end:
            parser.parse_args(words)
    assert end.value.code == code
    assert seen in "".join(shown)


def test_with_a_console_nothing_is_shown_in_a_box(capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[str] = []
    complain("There is no folder of this name.", shown.append)
    with pytest.raises(SystemExit):
        Parser(prog="qtbrowser", box=shown.append).parse_args(["--nonsense"])
    assert (shown, "no folder" in capsys.readouterr().err) == ([], True)
