"""Plans that clean bytes and characters of whole files."""

from __future__ import annotations

from qtbrowser.curation.checks.writing_faults import cleaned
from qtbrowser.curation.edits import CleanText, ConvertToUtf8
from qtbrowser.curation.plans.for_each import Steps, each
from qtbrowser.curation.work import Work
from qtbrowser.documents.text_decoding import as_utf8
from qtbrowser.errors import EditRefused


def clean_text(edit: CleanText, work: Work) -> Steps:
    """Clean the text of files."""

    def do(path: str) -> None:
        try:
            work.change(path, cleaned(work.read(path)))
        except UnicodeDecodeError as error:
            raise EditRefused("The file is not UTF-8 text.", path=path) from error

    return each(work, edit.paths, do, through_links=True)


def convert_to_utf8(edit: ConvertToUtf8, work: Work) -> Steps:
    """Convert files of other encodings."""

    def do(path: str) -> None:
        work.change(path, as_utf8(work.read(path)))

    return each(work, edit.paths, do, through_links=True)
