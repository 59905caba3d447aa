"""Makes a document of its text in the index, which can be read while the library's folder is out of reach."""

from __future__ import annotations

import string

from qtbrowser.catalog.catalog_values import Entry
from qtbrowser.documents.document import Document

NOTICE = (
    "> **This is the copy in the index.** The library's folder is out of reach. Formulas, tables and code "
    "are plain text here, and pictures are left out. The document itself is shown when the folder is back."
)

# As references of characters, signs are never part of Markdown or of a formula.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in string.punctuation if sign not in ",;'\"?%/"})


def indexed_copy(entry: Entry, answer: str) -> Document:
    """A document of what the index has of one.

    Args:
        entry: the document in the catalog.
        answer: its plain text in the index: a paragraph, heading or row of a table a line.

    Returns:
        A document whose answer says that it is a copy.
    """
    paragraphs = (line.strip().translate(_SIGNS) for line in answer.splitlines() if line.strip())
    text = "\n\n".join((NOTICE, *paragraphs))
    return Document(entry.path, entry.title, text, id=entry.id, subject=entry.subject, date=entry.date)
