"""Jobs that put records of many learners together. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.whole_file import whole_file

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.progress_record import ReportRow


@dataclass(frozen=True, slots=True)
class Report:
    """What many records say: their rows, and why files are none."""

    rows: tuple[ReportRow, ...]
    faults: tuple[str, ...]


def read_records(_library: Library, files: Sequence[Path]) -> Report:
    """Read records; a file that is none stops only itself."""
    from qtbrowser.personal.progress_record import report_rows

    rows, errors = report_rows(files)
    return Report(tuple(rows), tuple(str(error) for error in errors))


def write_report(_library: Library, files: Sequence[Path], file: Path) -> Path:
    """Write the report of some records as a table; returns the file."""
    from qtbrowser.personal.progress_record import report_as_csv, report_rows

    with whole_file(file) as stream:
        stream.write(report_as_csv(report_rows(files)[0]).encode("utf-8"))
    return file
