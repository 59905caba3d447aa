"""Makes the manual page and the completions of shells from the parsers of the commands."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from qtbrowser.cli.main import COMMANDS
from shipping.project import NAME, SUMMARY, VERSION, source_date

WINDOW = "window"


@dataclass(frozen=True)
class Option:
    """One option or argument of a command.

    Attributes:
        flags: ``--limit`` and the like; empty for a positional argument.
        value: the name of its value; empty if it has none.
        choices: the possible values; empty for any.
        help: what it does.
    """

    flags: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str

    @property
    def takes_file(self) -> bool:
        """Whether its value is a file or folder."""
        return any(word in self.value for word in ("FOLDER", "FILE", "PATH"))


def options_of(command: str) -> list[Option]:
    """The options and arguments of a command; of the window for ``window``. Those without a help text are internal."""
    parser = argparse.ArgumentParser(add_help=False)
    import_module(f"qtbrowser.cli.{command}").add_arguments(parser)
    return [
        Option(tuple(action.option_strings), _value(action), tuple(map(str, action.choices or ())), action.help or "")
        for action in parser._actions
        if action.help != argparse.SUPPRESS
    ]


def every_command() -> Mapping[str, list[Option]]:
    """Command -> its options, the window first."""
    return {name: options_of(name) for name in (WINDOW, *COMMANDS)}


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    named = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if action.choices:
        named = "|".join(map(str, action.choices))
    return f"[{named}]" if action.nargs == "?" else named


def manual_page() -> str:
    """``qtbrowser.1``."""
    lines = [
        f'.TH QTBROWSER 1 "{source_date():%Y-%m-%d}" "QtBrowser {VERSION}" "User Commands"',
        ".SH NAME",
        rf"{NAME} \- {_escaped(SUMMARY[0].lower() + SUMMARY[1:])}",
        ".SH SYNOPSIS",
        rf".B {NAME}",
        r"[\fIFOLDER\fR] [\fIOPTION\fR ...]",
        ".br",
        *(rf".B {NAME} {name}" + "\n" + r"[\fIARGUMENT\fR ...]" + "\n.br" for name in COMMANDS),
        ".SH DESCRIPTION",
        "QtBrowser reads and searches a folder of question-and-answer documents, offline. Without a command it opens",
        "its window: on FOLDER, on the library that holds the file named, on what a link of the scheme",
        r"\fBqtbrowser:\fR leads to, or else on the library that was open last.",
        "The commands do the same without a window. Results go to standard output, messages to standard error.",
    ]
    for name, options in every_command().items():
        lines += [f".SH OPTIONS OF {'THE WINDOW' if name == WINDOW else name.upper()}"]
        if name != WINDOW:
            lines += [_sentence(COMMANDS[name])]
        for option in options:
            words = ", ".join(rf"\fB{_escaped(flag)}\fR" for flag in option.flags)
            value = rf"\fI{_escaped(option.value)}\fR" if option.value else ""
            lines += [".TP", " ".join(filter(None, (words, value))), _sentence(option.help)]
    lines += [
        ".SH EXIT STATUS",
        "0, 1 for an error that a sentence tells, 2 for wrong usage.",
        ".SH ENVIRONMENT",
        ".TP",
        r"\fBQTBROWSER_CACHE_DIR\fR, \fBQTBROWSER_CONFIG_DIR\fR, \fBQTBROWSER_DATA_DIR\fR, \fBQTBROWSER_STATE_DIR\fR",
        "Where indexes, settings, and what the user has made are kept.",
        ".SH FILES",
        ".TP",
        r"\fI~/.cache/qtbrowser\fR, \fI~/.config/qtbrowser\fR, \fI~/.local/share/qtbrowser\fR",
        "The same where these are not set. A folder named",
        r"\fIportable\fR beside the program holds them instead, if it is there.",
    ]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    escaped = _escaped(text[:1].upper() + text[1:].rstrip("."))
    return (r"\&" if escaped.startswith((".", "'")) else "") + escaped + "."


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-").replace("%%", "%")


def bash_completion() -> str:
    """For ``bash-completion/completions/qtbrowser``."""
    cases = "\n".join(
        f"    {name}) options='{' '.join(_flags(options))}' ;;" for name, options in every_command().items()
    )
    values = {
        flag: option.choices for options in every_command().values() for option in options for flag in option.flags
    }
    choices = "\n".join(
        f"    {flag}) COMPREPLY=($(compgen -W '{' '.join(words)}' -- \"$word\")); return ;;"
        for flag, words in values.items()
        if words
    )
    return f"""# Completion of {NAME} in bash.
_{NAME}() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options
  case $before in
{choices}
  esac
  case ${{COMP_WORDS[1]}} in
{_window_last(cases)}
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$word"))
  if (( COMP_CWORD == 1 )); then
    COMPREPLY+=($(compgen -W '{" ".join(COMMANDS)}' -- "$word"))
  fi
}}
complete -F _{NAME} {NAME}
"""


def _window_last(cases: str) -> str:
    first, *others = cases.splitlines()
    return "\n".join([*others, first.replace("window)", "*)", 1)])


def _flags(options: list[Option]) -> Iterator[str]:
    yield "--help"
    for option in options:
        yield from option.flags


def zsh_completion() -> str:
    """For ``zsh/vendor-completions/_qtbrowser``."""
    commands = "\n".join(f"    {_quoted(f'{name}:{does}')}" for name, does in COMMANDS.items())
    cases = "\n".join(
        f"  {name if name != WINDOW else '*'})\n    _arguments \\\n"
        + "".join(f"      {_zsh_option(option)} \\\n" for option in options if option.flags)
        + "      '*:file:_files'\n    ;;"
        for name, options in [
            *((n, o) for n, o in every_command().items() if n != WINDOW),
            (WINDOW, options_of(WINDOW)),
        ]
    )
    return f"""#compdef {NAME}
# Completion of {NAME} in zsh.
local -a commands
commands=(
{commands}
)
if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
  _describe -t commands command commands
  _files
  return
fi
case $words[2] in
{cases}
esac
"""


def _zsh_option(option: Option) -> str:
    name = option.flags[-1]
    text = option.help.replace("[", r"\[").replace("]", r"\]").replace(":", r"\:").replace("%%", "%")
    value = ""
    if option.choices:
        value = f":value:({' '.join(option.choices)})"
    elif option.value:
        value = ":file:_files" if option.takes_file else f":{option.value.lower().strip('[]').replace(':', ' ')}: "
    return _quoted(f"{name}[{text}]{value}")


def fish_completion() -> str:
    """For ``fish/vendor_completions.d/qtbrowser.fish``."""
    lines = [f"# Completion of {NAME} in fish."]
    names = " ".join(COMMANDS)
    none_yet = f"not __fish_seen_subcommand_from {names}"
    for name, does in COMMANDS.items():
        lines += [f"complete -c {NAME} -n '{none_yet}' -a {name} -d {_quoted(does)}"]
    for name, options in every_command().items():
        when = none_yet if name == WINDOW else f"__fish_seen_subcommand_from {name}"
        for option in options:
            for flag in option.flags:
                kind = f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}"
                takes = ""
                if option.choices:
                    takes = f" -x -a {_quoted(' '.join(option.choices))}"
                elif option.value:
                    takes = " -r" if option.takes_file else " -x"
                text = _quoted(option.help.replace("%%", "%"))
                lines += [f"complete -c {NAME} -n '{when}' {kind}{takes} -d {text}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
