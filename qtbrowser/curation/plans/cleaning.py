"""Plans that clean bytes and characters of whole files, and make their front matter readable."""

from __future__ import annotations

import codecs

from qtbrowser.curation.checks.writing_faults import cleaned
from qtbrowser.curation.edits import CleanText, ConvertToUtf8, QuoteFields
from qtbrowser.curation.plans.for_each import Steps, each
from qtbrowser.curation.work import Work
from qtbrowser.documents.field_editing.quoting import with_quoted_fields
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


def quote_fields(edit: QuoteFields, work: Work) -> Steps:
    """Quote the values that keep front matter from being read."""

    def do(path: str) -> None:
        source = work.source(path)
        quoted = with_quoted_fields(source.text)
        if quoted is None:
            raise EditRefused("No quotes make the front matter readable.", path=path)
        end = b"\r\n" if b"\r\n" in source.raw else b"\n"
        if source.raw.count(end) != source.text.count("\n"):
            raise EditRefused("The lines of the file end in different ways.", path=path)
        mark = codecs.BOM_UTF8 if source.raw.startswith(codecs.BOM_UTF8) else b""
        work.change(path, mark + quoted.encode("utf-8").replace(b"\n", end))

    return each(work, edit.paths, do, through_links=True)
