"""Parses what a user types into a Query.

The language:

- `cell membrane`: every word must be found, in the question, the keywords or the answer, in any of its inflected
  forms. The last word is also looked up as the beginning of words, unless white space follows it.
- `cell OR tissue`: one of the two is enough. OR binds its two neighbours before anything else, so that
  `plant cell OR tissue` is `plant (cell OR tissue)`.
- `-membrane`, `NOT membrane`: documents without it. `AND` may be written and changes nothing. These words are
  read so in capitals alone.
- `(plant OR animal) -(cell wall)`: brackets group.
- `"cell membrane"`: a phrase, the words in this order, next to each other. A quotation mark that is never closed
  opens a phrase that ends with the text; its last word is then taken as a beginning too. `"cell membrane"~3` lets
  up to three other words be between them.
- `photo*`: words that begin so; `photosinthesis~`, `photosinthezis~2`: words with up to one or two typing errors (a
  letter too many, too few, another, or two exchanged; if there are two, the first letter must be right).
- `title:cell`, `answer:cell`, `topic:cell`: in the question, the answer or the keywords alone. Before brackets the
  name applies to everything in them.
- `subject:biology`: documents of subjects that have a part beginning so; `id:17`: of this id; `lang:de`: of a language,
  where folders or names of files say so.
- `date:2024`, `date:2024-12`, `date:2024-12-24`, `date:2024-12..2025-01`, `date:2024-12..`, `date:..2024`: by the
  day they were posted.
- `has:math`, `has:code`, `has:table`: documents with formulas, listings, tables.
- `is:unread`, `is:begun`, `is:read`, `is:known`: by how far the reader is with them, known ones are read, too;
  `is:recent`: those that became read in the last seven days; `is:bookmarked`, `in:"folder"`: his bookmarks, those of a
  folder; `has:note`, `has:highlight`: what he wrote and marked; `note:membrane`, `note:"cell membrane"`: a word, a
  phrase in what he wrote (notes, remarks on bookmarks and highlights) or marked.
- What is written together is found together: `TCP/IP`, `state-of-the-art` and a run of Chinese are phrases.
- Very common words (`what is the ...`) count only inside phrases, or where the text has no other words.

Nothing that a user types is an error; a text without words gives an empty query. What can't be parsed (a field without
a value, an invalid date, a closing bracket without an opening one) is left out and listed in `Query.ignored`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from qtbrowser.documents.languages import is_language_folder
from qtbrowser.search.analysis import STOP_WORDS, Token, fold, question_key, subject_sound, tokens
from qtbrowser.search.date_spans import read_dates
from qtbrowser.search.index_values import FEATURES
from qtbrowser.search.query import (
    Clause,
    Dates,
    Either,
    Every,
    Having,
    Identity,
    InLanguage,
    Kept,
    KeptKind,
    Not,
    Part,
    Query,
    QueryWord,
    SubjectName,
    clauses_of,
)

# (what may be typed, what it finds), for the window's help and the command line's.
HELP = (
    ("cell membrane", "documents with both words, in any of their forms"),
    ("cell OR tissue", "documents with one of the two"),
    ("cell -membrane", "documents without the second word (or: cell NOT membrane)"),
    ("(plant OR animal) cell", "brackets group parts of the query"),
    ('"cell membrane"', "the words side by side and in this order"),
    ('"cell membrane"~3', "the same, with up to three other words between them"),
    ("photo*", "words that begin so; the last word typed is always read like this"),
    ("photosinthesis~", "words with a typing error; ~2 allows for two"),
    ("title:cell", "in the question alone; also answer: and topic:"),
    ("subject:biology", "documents of a subject"),
    ("id:17", "the document with this id"),
    ("lang:de", "documents in a language, where folders or names of files say so (de, pt-br)"),
    ("date:2024-12..2025-01", "by the day of posting: years, months or days; either end may be left open"),
    ("has:math", "documents with formulas; also has:code and has:table"),
    ("is:unread", "documents you have not read; also is:begun, is:read and is:known"),
    ("is:recent", "documents that you read in the last seven days"),
    (
        "is:bookmarked",
        'documents with a bookmark; in:"Exam" for those of a folder, has:note and has:highlight for what you wrote',
    ),
    ('note:"cell membrane"', "words in your notes, remarks and highlighted passages"),
)

# Most characters and words of a query that are read; a pasted page is cut.
LONGEST_TEXT = 1000
MOST_WORDS = 64
_DEEPEST = 12
_MOST_SLOP = 100

_TEXT_FIELDS = {"title": "title", "answer": "answer", "topic": "keywords"}
_QUOTE = '"\u201c\u201d\u201e\u201f\u00ab\u00bb'
_PIECE = re.compile(
    r"(?P<minus>-(?!-))?(?P<field>(?:title|answer|topic|subject|id|date|has|lang):|(?:is|in|note):(?=\S))?"
    rf"(?:(?P<open>\()|[{_QUOTE}](?P<phrase>[^{_QUOTE}]*)(?P<closed>[{_QUOTE}](?:~(?P<slop>\d*))?)?"
    rf"|(?P<word>[^\s{_QUOTE}]+))?",
    re.IGNORECASE,
)
_FUZZY = re.compile(r"([^~]*\w[^~\w]*)~(\d*)")
_SPACE = re.compile(r"\s*")
_KEPT_THINGS = (KeptKind.NOTE, KeptKind.HIGHLIGHT)
_KEPT_NAMES = ("is", "in", "note")
_STATES = (KeptKind.UNREAD, KeptKind.BEGUN, KeptKind.READ, KeptKind.KNOWN, KeptKind.RECENT, KeptKind.BOOKMARKED)
_OPERATORS = frozenset(("AND", "OR", "NOT"))


@dataclass(slots=True)
class _Group:
    """The content of a pair of brackets so far: all `parts` must match, each by one of its alternatives.

    `named` is what opened it, if that names a field.
    """

    text_field: str = ""
    named: str = ""
    is_excluded: bool = False
    parts: list[list[Part]] = field(default_factory=list)
    # The OR, and the NOT, that the next part belongs to.
    waiting_or: bool = False
    waiting_not: bool = False


@lru_cache(maxsize=32)
def parse_query(text: str) -> Query:
    """Read what a reader typed, as the module's docstring says. Never raises.

    Args:
        text: as typed; white space at its end says that the last word is finished.
    """
    return _plain_query(text) or _Reader(text).read()


def _plain_query(text: str) -> Query | None:
    """Return what `_Reader` makes of a text of words alone, in a third of its time; None for any other text."""
    is_plain = len(text) <= LONGEST_TEXT and text.isascii() and text.replace(" ", "").isalnum()
    if not is_plain or not _OPERATORS.isdisjoint(text.split(" ")):
        return None
    found = tokens_of(text)
    if len(found) > MOST_WORDS or any(token.symbol for token in found):
        return None
    is_open = text[-1] != " "
    begun = found[-1] if is_open else None
    parts: list[Part] = [Clause((QueryWord(token.word, token.stem, token is begun),)) for token in found]
    question = " ".join([token.word for token in found])
    return Query(text, tuple(dict.fromkeys(_without_stop_words(parts))), (), question, is_open)


class _Reader:
    """Reads one text, piece by piece from left to right."""

    def __init__(self, text: str) -> None:
        self._whole = text
        self._text = text[:LONGEST_TEXT]
        self._groups = [_Group()]
        self._ignored: list[str] = []
        self._words_left = MOST_WORDS
        self._is_plain = True

    def read(self) -> Query:
        position = _end_of_space(self._text, 0)
        while position < len(self._text):
            found = _PIECE.match(self._text, position)
            end = found.end() if found else position
            if found is None or end == position:
                # Only a closing bracket's rest or a lone sign gets here.
                position += 1
                continue
            self._piece(found)
            position = _end_of_space(self._text, end)
        while len(self._groups) > 1:
            self._close()
        parts = self._finish(self._groups[0])
        is_open = bool(self._text) and not self._text[-1].isspace()
        question = question_key(self._text) if self._is_plain else ""
        return Query(self._whole, parts, tuple(self._ignored), question, is_open)

    def _piece(self, found: re.Match[str]) -> None:
        group = self._groups[-1]
        if found["word"] is not None and not found["field"] and self._operator(found, group):
            self._is_plain = False
            return
        if found["minus"] and not (found["field"] or found["open"] or found["word"] or found["phrase"]):
            return
        is_excluded = bool(found["minus"]) != group.waiting_not
        name = (found["field"] or "")[:-1].casefold()
        if found["minus"] or name:
            self._is_plain = False
        if found["open"]:
            self._open(found, name, is_excluded)
            return
        word, closing = _without_closing(found["word"] or "")
        if found["field"] and not word and not found["phrase"]:
            self._ignored.append(found.group())
        else:
            part = self._part(found, name, word, is_excluded)
            if part is not None:
                self._add(Not(part) if is_excluded else part)
        for _ in range(closing):
            if len(self._groups) > 1:
                self._close()
            else:
                self._ignored.append(")")

    def _operator(self, found: re.Match[str], group: _Group) -> bool:
        """Take note of a word that is none; return whether it is."""
        word = found["word"]
        if found["minus"]:
            return False
        if word == "OR":
            if group.parts and not group.waiting_or:
                group.waiting_or = True
            else:
                self._ignored.append(word)
        elif word == "NOT":
            group.waiting_not = not group.waiting_not
        elif word != "AND":
            return False
        return True

    def _open(self, found: re.Match[str], name: str, is_excluded: bool) -> None:
        group = self._groups[-1]
        text_field = _TEXT_FIELDS.get(name, "")
        if len(self._groups) > _DEEPEST or (name and not text_field):
            self._ignored.append(found.group())
            if len(self._groups) > _DEEPEST:
                return
        self._groups.append(_Group(text_field or group.text_field, found.group() if text_field else "", is_excluded))
        group.waiting_not = False

    def _close(self) -> None:
        group = self._groups.pop()
        parts = self._finish(group)
        if group.named and not parts:
            self._ignored.append(group.named)
        if parts:
            whole = parts[0] if len(parts) == 1 else Every(parts)
            self._add(Not(whole) if group.is_excluded else whole)

    def _finish(self, group: _Group) -> tuple[Part, ...]:
        """Return the parts of a group that is complete."""
        if group.waiting_or:
            self._ignored.append("OR")
        if group.waiting_not:
            self._ignored.append("NOT")
        parts = [alternatives[0] if len(alternatives) == 1 else _either(alternatives) for alternatives in group.parts]
        return tuple(dict.fromkeys(_without_stop_words(parts)))

    def _add(self, part: Part) -> None:
        group = self._groups[-1]
        if group.waiting_or:
            group.parts[-1].append(part)
        else:
            group.parts.append([part])
        group.waiting_or = group.waiting_not = False

    def _part(self, found: re.Match[str], name: str, word: str, is_excluded: bool) -> Part | None:
        """Return what a word or a phrase, perhaps of a field, asks for; None where that is nothing."""
        value = found["phrase"] if found["phrase"] is not None else word
        if name in ("", *_TEXT_FIELDS):
            # A word that is still being typed excludes nothing.
            is_open = found.end() == len(self._text) and not is_excluded and not found["closed"]
            if found["phrase"] is not None:
                is_open = is_open and bool(value) and not value[-1].isspace()
                slop = min(int(found["slop"] or 0), _MOST_SLOP)
                clause = replace(_clause(tokens_of(value), is_open), slop=slop, is_quoted=True)
            else:
                clause = self._word(word, is_open and found.end("word") - len(word) == found.start("word"))
            return self._within(clause, _TEXT_FIELDS.get(name, "") or self._groups[-1].text_field)
        part: Part | None = None
        if name == "date":
            part = self._dates(found, value)
        elif name == "has":
            part = next((Having(feature) for feature in FEATURES if feature == fold(value)), None)
            if fold(value) in _KEPT_THINGS:
                part = Kept(KeptKind(fold(value)))
        elif name in _KEPT_NAMES:
            part = self._kept(found, name, value, is_excluded)
        elif name == "lang":
            tag = value.strip().casefold().replace("_", "-")
            part = InLanguage(tag) if is_language_folder(tag) else None
        elif name == "id":
            part = Identity(value)
        elif subject_sound(value).strip("/"):
            part = SubjectName(subject_sound(value).strip("/"))
        if part is None:
            self._ignored.append(found.group())
        return part

    def _within(self, clause: Clause, name: str) -> Clause | None:
        """Return `clause` in a field, with as many words as are still allowed; None if that is none."""
        words = clause.words[: self._words_left]
        self._words_left -= len(words)
        return replace(clause, words=words, field=name) if words else None

    def _kept(self, found: re.Match[str], name: str, value: str, is_excluded: bool) -> Kept | None:
        """Return what a word or a phrase of one of `_KEPT_NAMES` asks for; None where that is nothing."""
        if name == "is":
            return next((Kept(kind) for kind in _STATES if kind == fold(value)), None)
        if name == "in":
            return Kept(KeptKind.FOLDER, value.strip()) if value.strip() else None
        is_typed = found.end() == len(self._text) and not is_excluded and not found["closed"]
        clause = self._within(_clause(tokens_of(value), is_typed or value.endswith("*")), "")
        return None if clause is None else Kept(KeptKind.WORDS, value.strip(), clause)

    def _dates(self, found: re.Match[str], value: str) -> Dates | None:
        span, is_whole = read_dates(value)
        if span is not None and not is_whole:
            self._ignored.append(found.group())
        return None if span is None else Dates(*span)

    def _word(self, word: str, is_open: bool) -> Clause:
        """Return the clause of what is written together."""
        if len(word) > 1 and word.find("*") == len(word) - 1:
            self._is_plain = False
            return _clause(tokens_of(word), is_open=True)
        fuzzy = _FUZZY.fullmatch(word)
        if fuzzy is None:
            return _clause(tokens_of(word), is_open)
        self._is_plain = False
        edits = int(fuzzy[2] or 1)
        if edits > 2:
            self._ignored.append(f"~{fuzzy[2]}")
        return _clause(tokens_of(fuzzy[1]), is_open=False, edits=min(edits, 2))


def _end_of_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _without_closing(word: str) -> tuple[str, int]:
    """Return a word without the closing brackets at its end that it does not open itself, and how many those are."""
    closing = 0
    while word.endswith(")") and word.count(")") > word.count("("):
        word = word[:-1]
        closing += 1
    return word, closing


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text."""
    return list(tokens(text))


def _clause(found: list[Token], is_open: bool, edits: int = 0) -> Clause:
    """Return the clause of tokens written together; where `is_open`, the last one is a beginning."""
    words = []
    for number, token in enumerate(found):
        is_prefix = is_open and number == len(found) - 1
        # A dot makes a symbol only at the very beginning: in `example.com` it joins two words.
        if token.symbol and (token.start == 1 or not token.symbol.startswith(".")):
            words.append(QueryWord(token.symbol, token.symbol, is_prefix, edits))
        else:
            words.append(QueryWord(token.word, token.stem, is_prefix, edits))
    return Clause(tuple(words))


def _either(alternatives: list[Part]) -> Part:
    """Return the part that one of `alternatives` meets; those that are equal count once."""
    distinct = tuple(dict.fromkeys(alternatives))
    return distinct[0] if len(distinct) == 1 else Either(distinct)


def _without_stop_words(parts: list[Part]) -> list[Part]:
    weighty = [part for part in parts if not _is_stop_word(part)]
    has_words = any(True for part in weighty for _ in clauses_of(part))
    return weighty if has_words else parts


def _is_stop_word(part: Part) -> bool:
    return isinstance(part, Clause) and not part.field and len(part.words) == 1 and part.words[0].word in STOP_WORDS
