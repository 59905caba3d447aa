"""What a reader sees, as one value: search, subject, order, list place, document and reading place. No Qt.

Back and forward, tabs, the next start and copied links all put such a value back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.gui.browse.rows import ListRequest, Narrowing
from qtbrowser.gui.settings.hit_order import HitOrder

VERSION = 1
SCHEME = "qtbrowser:state/"

MOST_CHARACTERS = 4_000
"""Longer texts of a file or an address are dropped."""

PLACE_KEYS = frozenset(
    ("version", "list_path", "list_row", "list_offset", "document_row", "scroll", "mark", "outline", "beside_scroll")
)
"""The keys of a state in JSON that don't make it another step: how far all is scrolled."""

AT_TARGET = -1
"""The reading place of a document that was not shown yet, and is to be shown at the heading `ViewState.fragment`, or
without one at the found word `ViewState.mark`."""

_MOST = 2**44
_MONTH = re.compile(r"\d{4}-\d\d")
_IDENTITY = re.compile(r"[0-9A-Za-z-]{1,64}")


class ListPlace(NamedTuple):
    """How far a list is scrolled.

    Attributes:
        path: the document of the top row in view; empty for the list's beginning.
        row: the number of that row, by which it is found again quickly.
        offset: how many pixels of the row are scrolled away.
    """

    path: str = ""
    row: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ViewState:
    """All that a reader sees, apart from how large and in which colours.

    Attributes:
        text: the words searched for, as typed.
        subject, topic: keys of what is selected in the tree; None for any.
        within: whether the search stays inside the selection.
        sort: order of the hits, a value of `HitOrder`.
        narrowing: the part of the hits that is wanted.
        similar_to: path of the document whose similar documents are listed; empty for none.
        similar_title: its title.
        list_place: how far the list is scrolled.
        document: path of the document that is shown; empty for none.
        document_row: its row in the list; -1 where that is not known.
        fragment: the heading that it was opened at; empty for none.
        scroll: the reading place in it, a number of `AnswerPane.scroll_position`; 0 is the top. `AT_TARGET` as long
            as the document was not shown.
        mark: the number of the found word in the answer that `AT_TARGET` is about, from 0.
        outline: whether the outline of the page is wanted.
        beside: path of the document that is shown beside that one; empty for none.
        beside_scroll: the reading place in it.
    """

    text: str = ""
    subject: str | None = None
    topic: str | None = None
    within: bool = True
    sort: str = HitOrder.RELEVANCE.value
    narrowing: Narrowing = field(default_factory=Narrowing)
    similar_to: str = ""
    similar_title: str = ""
    list_place: ListPlace = field(default_factory=ListPlace)
    document: str = ""
    document_row: int = -1
    fragment: str = ""
    scroll: int = 0
    mark: int = 0
    outline: bool = True
    beside: str = ""
    beside_scroll: int = 0

    @property
    def request(self) -> ListRequest:
        """The list of this state. Whether hidden documents are listed is a setting, so it is left at its default."""
        selection = Selection(self.subject, self.topic)
        return ListRequest(
            self.text, selection, self.within, self.sort, self.narrowing, self.similar_to, self.similar_title
        )

    def with_request(self, request: ListRequest) -> ViewState:
        """This state with another list, at its beginning."""
        return replace(
            self,
            text=request.text,
            subject=request.selection.subject,
            topic=request.selection.topic,
            within=request.within,
            sort=str(request.sort),
            narrowing=request.narrowing,
            similar_to=request.similar_to,
            similar_title=request.similar_title,
            list_place=ListPlace(),
            document_row=-1,
        )

    def is_same_step(self, other: ViewState) -> bool:
        """Whether both show the same list and documents; how far these are scrolled does not count."""
        return self._without_places() == other._without_places()

    def _without_places(self) -> ViewState:
        return replace(self, list_place=ListPlace(), document_row=-1, scroll=0, mark=0, outline=True, beside_scroll=0)

    def to_json(self) -> str:
        """The state as a JSON object; what is as in a new state is left out."""
        return json.dumps(self.to_values(), ensure_ascii=True, sort_keys=True)

    def to_values(self) -> dict[str, str | int | bool]:
        """The state as JSON values by their keys, for `from_values`."""
        return {"version": VERSION, **self._values()}

    @classmethod
    def from_json(cls, text: str) -> ViewState:
        """The state that `to_json` wrote. Unknown keys are ignored; each value that makes no sense is dropped alone."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return cls()
        return cls.from_values(found) if isinstance(found, dict) else cls()

    def to_address(self, library: str) -> str:
        """A link to the state: ``qtbrowser:state/DOCUMENT?library=ID&text=…``.

        Args:
            library: the id of the library, see `qtbrowser.personal.known_libraries`; never its folder.
        """
        values = self._values()
        document = str(values.pop("document", ""))
        pairs = {"library": library, **{key: _written(value) for key, value in values.items()}}
        query = "&".join(f"{key}={quote(value, safe='', errors='surrogatepass')}" for key, value in pairs.items())
        return f"{SCHEME}{quote(document, safe='/', errors='surrogatepass')}?{query}"

    @classmethod
    def from_address(cls, address: str) -> tuple[str, ViewState] | None:
        """Library id and state of a link that `to_address` made; None where it is no such link.

        What of it makes no sense is dropped, as in `from_json`.
        """
        address = address.strip()
        if not address.startswith(SCHEME) or len(address) > 20 * MOST_CHARACTERS:
            return None
        document, _, query = address[len(SCHEME) :].partition("?")
        values: dict[str, Any] = {"document": _unquoted(document)}
        for pair in query.split("&"):
            key, _, value = pair.partition("=")
            if key not in values:
                values[key] = _typed(key, _unquoted(value))
        library = values.get("library")
        if not isinstance(library, str) or not _IDENTITY.fullmatch(library):
            return None
        return library, cls.from_values(values)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> ViewState:
        """The state of values by their keys in JSON, without those that make no sense."""
        sound = {key: values[key] for key, is_sound in _CHECKS.items() if key in values and is_sound(values[key])}
        narrowing = Narrowing(sound.pop("in_subject", None), sound.pop("in_topic", None), sound.pop("month", None))
        place = ListPlace(sound.pop("list_path", ""), sound.pop("list_row", 0), sound.pop("list_offset", 0))
        return cls(narrowing=narrowing, list_place=place, **sound)

    def _values(self) -> dict[str, str | int | bool]:
        """The values that differ from those of a new state."""
        values = {
            "text": self.text,
            "subject": self.subject,
            "topic": self.topic,
            "within": self.within,
            "sort": self.sort,
            "in_subject": self.narrowing.subject,
            "in_topic": self.narrowing.topic,
            "month": self.narrowing.month,
            "similar_to": self.similar_to,
            "similar_title": self.similar_title,
            "list_path": self.list_place.path,
            "list_row": self.list_place.row,
            "list_offset": self.list_place.offset,
            "document": self.document,
            "document_row": self.document_row,
            "fragment": self.fragment,
            "scroll": self.scroll,
            "mark": self.mark,
            "outline": self.outline,
            "beside": self.beside,
            "beside_scroll": self.beside_scroll,
        }
        return {key: value for key, value in values.items() if value is not None and value != _NEW.get(key)}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MOST_CHARACTERS


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _is_reading_place(value: Any) -> bool:
    return type(value) is int and AT_TARGET <= value < _MOST


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_order(value: Any) -> bool:
    return isinstance(value, str) and value in {order.value for order in HitOrder}


def _is_month(value: Any) -> bool:
    return isinstance(value, str) and _MONTH.fullmatch(value) is not None


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "subject": _is_text,
    "topic": _is_text,
    "within": _is_switch,
    "sort": _is_order,
    "in_subject": _is_text,
    "in_topic": _is_text,
    "month": _is_month,
    "similar_to": _is_text,
    "similar_title": _is_text,
    "list_path": _is_text,
    "list_row": _is_number,
    "list_offset": _is_number,
    "document": _is_text,
    "document_row": _is_number,
    "fragment": _is_text,
    "scroll": _is_reading_place,
    "mark": _is_number,
    "outline": _is_switch,
    "beside": _is_text,
    "beside_scroll": _is_number,
}
"""The keys of a state in JSON, each with what tells whether a value makes sense."""

_NEW: dict[str, str | int | bool] = {
    "text": "",
    "within": True,
    "sort": HitOrder.RELEVANCE.value,
    "similar_to": "",
    "similar_title": "",
    "list_path": "",
    "list_row": 0,
    "list_offset": 0,
    "document": "",
    "document_row": -1,
    "fragment": "",
    "scroll": 0,
    "mark": 0,
    "outline": True,
    "beside": "",
    "beside_scroll": 0,
}
"""The values of a new state."""


def _written(value: str | bool | int) -> str:
    return str(int(value)) if isinstance(value, bool | int) else value


def _unquoted(text: str) -> str | None:
    try:
        return unquote(text, errors="surrogatepass")
    except UnicodeDecodeError:
        return None


def _typed(key: str, text: str | None) -> str | int | bool | None:
    """A value of an address in the type that its key has in JSON; None where it has not that form."""
    check = _CHECKS.get(key)
    if text is None or check not in (_is_number, _is_reading_place, _is_switch):
        return text
    digits = text.removeprefix("-") if check is _is_reading_place else text
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 20):
        return None
    return bool(int(text)) if check is _is_switch else int(text)
