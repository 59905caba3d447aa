"""The statistics as the dialog shows them: what was left out is among them."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from qtbrowser.gui.curator.statistics_jobs import figures
from qtbrowser.library import Library


def test_what_was_left_out_is_counted(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "library"
    (folder / "node_modules").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "a.md").write_text("Words.", encoding="utf-8")
    (folder / "b.pdf").write_text("x", encoding="utf-8")
    with Library.open(folder, cache_dir=tmp_path / "cache") as library:
        steps = figures(library)
        headline: dict[str, int] = {}
        while True:
            try:
                next(steps)
            except StopIteration as end:
                headline = end.value.headline
                break
    left_out = {name: count for name, count in headline.items() if name.startswith("left-out-")}
    assert left_out == {"left-out-hidden": 1, "left-out-programs": 1, "left-out-other-kind": 1}
