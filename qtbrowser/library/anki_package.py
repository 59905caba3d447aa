"""Writes documents as a package of cards for Anki, which updates its cards when a package is imported again.

The format is that of `genanki`: an SQLite collection and its media in a ZIP file, see
https://github.com/ankidroid/Anki-Android/wiki/Database-Structure. A note is known by a name that its document keeps
when it is edited or moved, see `LastingNames`. A document with blanked passages has a second note, a cloze, with a card
for each passage. Cards that were asked back here come with their grades and with when they are due, see
`qtbrowser.library.anki_history`; Anki takes that for cards that are new to it, and leaves what it has scheduled itself.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import DocumentIdentity
from qtbrowser.catalog.identity_lookups import IdentityLookups
from qtbrowser.documents.document import Document
from qtbrowser.errors import QtBrowserError
from qtbrowser.library.anki_history import package_with_history
from qtbrowser.library.read_api import ReadApi
from qtbrowser.personal.study import GivenGrade
from qtbrowser.rendering.card_html import Span, card_html
from qtbrowser.rendering.quotable_text import quotable_text
from qtbrowser.whole_file import whole_file

if TYPE_CHECKING:
    from genanki import Deck, Model

MOST_PICTURE_BYTES = 1 << 25

_MODEL_ID = 1_607_392_319
_CLOZE_ID = 1_607_392_320
_CLOZE = re.compile(r"\{\{c\d")
_SIDES = (
    '<div class="subject">{{Subject}}</div><div class="question">{{Question}}</div>',
    '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>',
)
_CLOZE_SIDE = (
    '<div class="subject">{{Subject}}</div><div class="question">{{Question}}</div>'
    '<hr><div class="answer">{{cloze:Text}}</div>'
)
_STYLE = """.card { max-width: 42em; margin: auto; font: 18px/1.5 sans-serif; text-align: left; }
.subject { font-size: 13px; opacity: 0.7; }
.question { font-size: 22px; font-weight: bold; }
pre, code { font-family: monospace; font-size: 15px; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; }
th, td { padding: 2px 8px; border: 1px solid #8888; }
img { max-width: 100%; }
.cloze { font-weight: bold; color: #2563c9; }
.nightMode .cloze { color: #8ab4f8; }
"""


def write_anki_package(
    documents: ReadApi,
    paths: Iterable[str],
    file: Path,
    name: str,
    history: Mapping[str, Sequence[GivenGrade]],
    suspended: Collection[str],
    blanks: Callable[[str, str], Sequence[Span]],
    names: LastingNames,
) -> Iterator[tuple[int, str]]:
    """Write the cards of some documents; the file is replaced at the end.

    Args:
        documents: reads and renders them.
        paths: the library paths of the documents, each once.
        file: the package, ``.apkg``.
        name: the name of the deck; parts are joined by ``::``.
        history: path -> the grades that were given, for those that were asked back.
        suspended: the paths of those that are never asked.
        blanks: gives the passages that are blanked in a document, the first one made first, by its path and the
            quotable text of its page. A document with some has a second note, with a card for each of them.
        names: those by which Anki knows a document's notes when a package is imported again.

    Yields:
        After each document how many are done, and why this one has no card: a sentence, empty if it has one.

    Raises:
        OSError: the file can't be written.
    """
    from genanki import Deck

    deck = Deck(_number(f"deck {name}"), name)
    model, cloze, asked, clozes = _model(), _cloze_model(), dict[str, str](), dict[str, str]()
    with tempfile.TemporaryDirectory() as place:
        media = _Media(documents, Path(place))
        for done, path in enumerate(paths, 1):
            try:
                card = _Card(documents, media, path, names)
                spans = _apart(blanks(path, quotable_text(card.html)))
                asked[card.add(deck, model)] = path
                if spans and (guid := card.add_clozes(deck, cloze, spans)):
                    clozes[guid] = path
            except QtBrowserError as error:
                yield done, str(error)
            else:
                yield done, ""
        with whole_file(file) as stream:
            package = package_with_history(deck, media.files, asked, clozes, history, suspended)
            package.write_to_file(stream)


class LastingNames:
    """The names by which Anki knows the notes of documents.

    A document's name is its id, which no edit of the text and no move changes, if no other document of the library has
    it; else its first address, if that is no other one's name; else its first path.

    Args:
        library: the id of the library: other libraries have documents with the same id.
        identities: tells which other documents of the library have an id; None if there is no index yet.
        kept: the first addresses and paths by which documents were named earlier: path now -> name.

    Attributes:
        new: those by which documents were named since, which are to be kept.
    """

    def __init__(self, library: str, identities: IdentityLookups | None, kept: Mapping[str, str]) -> None:
        self._library = library
        self._identities = identities
        self._kept = kept
        self._taken = set(kept.values())
        self.new: dict[str, str] = {}

    def of(self, document: Document) -> str:
        """The name of the notes of a document."""
        if document.id is not None and self._identities is not None:
            sharing = self._identities.alike(DocumentIdentity("", id=str(document.id)))
            if {one.path for one in sharing} == {document.path}:
                return f"{self._library} {document.id}"
        name = self._kept.get(document.path) or self.new.get(document.path)
        if name is None:
            name = document.url or document.path
            if name in self._taken:
                name = document.path
            while name in self._taken:
                # Of a document that was at this path before.
                name += "+"
            self._taken.add(name)
            self.new[document.path] = name
        return name


class _Media:
    """The pictures of a package, each under a name that no other has."""

    def __init__(self, documents: ReadApi, place: Path) -> None:
        self._documents = documents
        self._place = place
        self._names: dict[str, str | None] = {}

    @property
    def files(self) -> list[str]:
        """The files that belong into the package."""
        return [str(self._place / name) for name in self._names.values() if name is not None]

    def name_of(self, path: str) -> str | None:
        """The name of a picture in the package; None if it can't be read."""
        if path not in self._names:
            self._names[path] = self._copied(path)
        return self._names[path]

    def _copied(self, path: str) -> str | None:
        try:
            content = self._documents.content(path, MOST_PICTURE_BYTES)
        except QtBrowserError:
            return None
        name = f"qtbrowser-{hashlib.sha256(content).hexdigest()[:16]}{PurePosixPath(path).suffix.lower()}"
        (self._place / name).write_bytes(content)
        return name


class _Card:
    """What a document or question is in a package."""

    def __init__(self, documents: ReadApi, media: _Media, path: str, names: LastingNames) -> None:
        document, page = documents.document(path), documents.render(path)
        self.html = page.html
        self._media = media
        self._question, self._subject = escape(page.title), escape(document.subject or "")
        tags = [_tag(text) for text in (document.subject or "", *document.keywords)]
        self._tags = [tag for tag in tags if tag]
        anchor = path.removeprefix(document.path) if path != document.path else ""
        self._name = f"{names.of(document)}{anchor}"

    def add(self, deck: Deck, model: Model) -> str:
        """Add the note that asks for all of the answer; returns its id."""
        return self._add(deck, model, "qtbrowser", card_html(self.html, self._media.name_of))

    def add_clozes(self, deck: Deck, model: Model, spans: Sequence[Span]) -> str:
        """Add the note that asks for passages, each by a card; returns its id, empty where none is in the answer."""
        text = card_html(self.html, self._media.name_of, spans)
        return self._add(deck, model, "qtbrowser cloze", text) if _CLOZE.search(text) else ""

    def _add(self, deck: Deck, model: Model, kind: str, text: str) -> str:
        from genanki import Note, guid_for

        guid = guid_for(kind, self._name)
        deck.add_note(Note(model=model, fields=[self._question, text, self._subject], guid=guid, tags=self._tags))
        return str(guid)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Spans of which none overlaps one before it."""
    found: list[Span] = []
    for start, end in spans:
        if all(end <= first or last <= start for first, last in found):
            found.append((start, end))
    return found


def _tag(text: str) -> str:
    """A tag as Anki takes it: levels joined by ``::``, no spaces."""
    return "::".join("_".join(part.split()) for part in text.split("/") if part.strip())


def _model() -> Model:
    from genanki import Model

    templates = [{"name": "Question", "qfmt": _SIDES[0], "afmt": _SIDES[1]}]
    fields = [{"name": "Question"}, {"name": "Answer"}, {"name": "Subject"}]
    return Model(_MODEL_ID, "QtBrowser question", fields=fields, templates=templates, css=_css())


def _cloze_model() -> Model:
    from genanki import Model

    templates = [{"name": "Passage", "qfmt": _CLOZE_SIDE, "afmt": _CLOZE_SIDE}]
    fields = [{"name": "Question"}, {"name": "Text"}, {"name": "Subject"}]
    name = "QtBrowser passages"
    return Model(_CLOZE_ID, name, fields=fields, templates=templates, css=_css(), model_type=Model.CLOZE)


def _css() -> str:
    from qtbrowser.rendering.code_style import code_css

    dark = "\n".join(f".nightMode {rule}" for rule in code_css("dark").splitlines())
    return f"{_STYLE}{code_css('light')}{dark}\n"


def _number(text: str) -> int:
    """A number for a name, the same each time."""
    return 1 << 30 | int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:4], "big") >> 2
