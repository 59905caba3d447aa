"""The Python examples of the README run as they are written."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from qtbrowser.library import Library

README = Path(__file__).parents[2] / "README.md"
TEXT = """---
id: {}
title: What is {}?
subject: Crafts
date: 2026-01-05
keywords: [supply, demand]
---
In economics, supply meets demand, also for {}.
"""


def test_they_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(("glue", "paint"), 1):
        file = tmp_path / f"path/to/folder/crafts/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT.format(number, name, name).replace("Crafts", "Economics" if number == 2 else "Crafts"))
    monkeypatch.chdir(tmp_path)
    first, *others = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(others) == 2
    run(first, {})
    with Library.open("path/to/folder") as library:
        for example in others:
            run(example, {"library": library})
        assert library.kept.bookmarks()[0].folder == "Workshop"
        assert "subject: Crafts" in (library.folder / "crafts/glue.md").read_text(encoding="utf-8")


def run(example: str, names: dict[str, object]) -> None:
    Path("example.py").write_text(example, encoding="utf-8")
    runpy.run_path("example.py", names)
