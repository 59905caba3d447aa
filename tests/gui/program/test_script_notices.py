"""A script without a font is told once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qtbrowser.gui.pane.scripts import scripts_of
from qtbrowser.gui.program.script_notices import ScriptNotices, has_font
from tests.gui.conftest import Person, write

KHMER = "\u1797\u17b6\u179f\u17b6"


def test_it_is_told_once(start: Callable[..., Person], own_indexed_library: Path) -> None:
    for name in ("first", "second"):
        write(own_indexed_library, f"{name}.md", f"# {name}\n\n{KHMER}")
    person = start(own_indexed_library)
    window = person.window
    asked: list[str] = []

    def is_there(script: str) -> bool:
        asked.append(script)
        return False

    ScriptNotices(
        parent=window,
        reading=window.reading,
        pane=window.panels.answer.pane,
        messages=window.parts.messages,
        is_there=is_there,
    )
    for name in ("first", "second"):
        window.reading.show(f"{name}.md")
        person.wait(lambda name=name: window.reading.path == f"{name}.md" and window.is_settled)  # type: ignore[misc]
    assert asked == ["Khmer"]


def test_every_script_is_one_of_qt(person: Person) -> None:
    every = "".join(map(chr, range(0x370, 0x3100))) + "\u8a00\u8449\uac00\uac01"
    assert all(has_font(script) in (True, False) for script in scripts_of(every))
