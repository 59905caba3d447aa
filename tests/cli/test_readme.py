"""The commands as the README tells them are the commands as they are."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from pathlib import Path

import pytest

from qtbrowser.cli.main import COMMANDS

README = Path(__file__).parents[2] / "README.md"
TOLD_IN_WORDS = {"--help", "--json", "--dry-run", "--include-hidden"}
"""Options of many commands, of which the README tells below the list."""


def synopses() -> dict[str, str]:
    """The README's list of commands: per command its lines."""
    listed = README.read_text(encoding="utf-8").partition("    qtbrowser [FOLDER]")[2].partition("\n\n")[0]
    told: dict[str, str] = {}
    for entry in listed.split("\n    qtbrowser ")[1:]:
        name, _, rest = entry.partition(" ")
        told[name] = f"{told.get(name, '')}\n{rest}"
    return told


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """The long options of a command and its actions, without those that help does not show."""
    options: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            options.update(*(options_of(one) for one in action.choices.values()))
        elif action.help != argparse.SUPPRESS:
            options.update(one for one in action.option_strings if one.startswith("--"))
    return options


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_lists_each_option_of_a_command_and_no_other(name: str) -> None:
    parser = argparse.ArgumentParser()
    import_module(f"qtbrowser.cli.{name}").add_arguments(parser)
    told = set(re.findall(r"--[a-z][a-z0-9-]*", synopses()[name]))
    assert told - TOLD_IN_WORDS == options_of(parser) - TOLD_IN_WORDS
