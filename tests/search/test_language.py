"""The query language: what each text asks for, and that none is an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.date_spans import read_dates
from qtbrowser.search.language import HELP, parse_query
from qtbrowser.search.query import (
    AtPaths,
    Clause,
    Dates,
    Either,
    Every,
    Having,
    Identity,
    InLanguage,
    Kept,
    Not,
    Part,
    Query,
    SubjectName,
)


def shown(part: Part) -> str:
    """Write a part of a query in an unambiguous form, with brackets around everything that has parts."""
    match part:
        case Clause():
            words = [word.word + "*" * word.is_prefix + "~" * word.edits for word in part.words]
            text = " ".join(words) + (f"/{part.slop}" if part.slop else "")
            return f"{part.field}:" * bool(part.field) + (f'"{text}"' if part.is_quoted else text)
        case Not():
            return f"-{shown(part.part)}"
        case Either():
            return f"({' | '.join(map(shown, part.parts))})"
        case Every():
            return f"({' & '.join(map(shown, part.parts))})"
        case Identity():
            return f"id={part.value}"
        case SubjectName():
            return f"subject={part.value}"
        case InLanguage():
            return f"lang={part.tag}"
        case Having():
            return f"has={part.feature}"
        case Kept():
            return f"kept={part.kind}{part.value and ' '}{part.value}"
        case AtPaths():
            return f"at={sorted(part.paths)}"
        case Dates():
            return f"days={date.fromordinal(part.first)}..{date.fromordinal(part.last)}"


def read(text: str) -> tuple[str, tuple[str, ...]]:
    query = parse_query(text)
    return ", ".join(map(shown, query.parts)), query.ignored


UNDERSTOOD = [
    ("lang:PT_br cell ", "lang=pt-br, cell"),
    ("is:unread cell ", "kept=unread, cell"),
    ("IS:Known -is:bookmarked", "kept=known, -kept=bookmarked"),
    ('in:"Exam/May" OR in:Fun has:note', "(kept=in Exam/May | kept=in Fun), kept=note"),
    ('note:membrane -note:"cell wall"', "kept=words membrane, -kept=words cell wall"),
    ("note: cell ", "note, cell"),
    ("is:recent", "kept=recent"),
    ("what a cell is: explained ", "cell, explained"),
    ("cell membrane ", "cell, membrane"),
    ("cell OR tissue ", "(cell | tissue)"),
    ("plant cell OR tissue wall ", "plant, (cell | tissue), wall"),
    ("a1 OR b1 OR c1 ", "(a1 | b1 | c1)"),
    ("cell or tissue ", "cell, tissue"),
    ("cell AND tissue ", "cell, tissue"),
    ("cell OR cell ", "cell"),
    ("cell -membrane", "cell, -membrane"),
    ("cell - membrane ", "cell, membrane"),
    ("cell --membrane ", "cell, membrane"),
    ("cell NOT membrane", "cell, -membrane"),
    ("NOT -membrane ", "membrane"),
    ("-cell", "-cell"),
    ("cell OR -tissue", "(cell | -tissue)"),
    ("well-known ", "well known"),
    ("(plant OR animal) cell ", "(plant | animal), cell"),
    ("(plant cell) OR tissue ", "((plant & cell) | tissue)"),
    ("cell -(wall OR membrane)", "cell, -(wall | membrane)"),
    ("NOT (wall membrane)", "-(wall & membrane)"),
    ("((cell))", "cell"),
    ("f(x) ", "f x"),
    ("(f(x) y)", "(f x & y)"),
    ("(cell", "cell*"),
    ('"cell membrane"', '"cell membrane"'),
    ('"cell membrane"~3 ', '"cell membrane/3"'),
    ('"cell membrane"~ ', '"cell membrane"'),
    ('-"cell membrane"', '-"cell membrane"'),
    ('"cell mem', '"cell mem*"'),
    ("photo* cell ", "photo*, cell"),
    ("-photo*", "-photo*"),
    ("*photo* ", "photo"),
    ("d*** wall ", "d, wall"),
    ("* wall ", "wall"),
    ("cell~ wall ", "cell~, wall"),
    ("cell~2", "cell~~"),
    ("title:cell answer:wall topic:tissue ", "title:cell, answer:wall, keywords:tissue"),
    ("TITLE:cell ", "title:cell"),
    ("title:mem", "title:mem*"),
    ('title:"cell wall"', 'title:"cell wall"'),
    ("title:(cell OR wall) plant ", "(title:cell | title:wall), plant"),
    ("-title:cell ", "-title:cell"),
    ("title:what cell ", "title:what, cell"),
    ("remark:cell ", "remark cell"),
    ("http://x.org ", "http x org"),
    ("10:30 ", "10 30"),
    ("subject:Biology", "subject=biology"),
    ('subject:"Health Care"', "subject=healthcare"),
    ("subject:Café/Crème", "subject=cafe/creme"),
    ("id:17 ", "id=17"),
    ("has:math has:CODE has:table", "has=math, has=code, has=table"),
    ("date:2024-12-24", "days=2024-12-24..2024-12-24"),
    ("date:2024-02", "days=2024-02-01..2024-02-29"),
    ("date:2024", "days=2024-01-01..2024-12-31"),
    ("date:2024-12..2025-01", "days=2024-12-01..2025-01-31"),
    ("date:2025-01..2024-12", "days=2024-12-01..2025-01-31"),
    ("date:..2024", "days=0001-01-01..2024-12-31"),
    ("date:2024..", "days=2024-01-01..9999-12-31"),
    ("what is the cell ", "cell"),
    ("what is has:math", "what, is, has=math"),
    ("C++ OR C#", "(c++ | c#*)"),
    ("cafe OR CAFÉ ", "cafe"),
    ("机器 OR 学习 ", "(机 器 | 学 习)"),
    ("TCP/IP -.NET", "tcp ip, -.net"),
    ("H2O ", "h2o"),
]


@pytest.mark.parametrize(("text", "parts"), UNDERSTOOD)
def test_what_a_text_asks_for(text: str, parts: str) -> None:
    assert read(text) == (parts, ())


@pytest.mark.parametrize(
    ("text", "parts", "ignored"),
    [
        ("OR cell ", "cell", ("OR",)),
        ("cell OR", "cell", ("OR",)),
        ("cell OR OR wall ", "(cell | wall)", ("OR",)),
        ("cell NOT", "cell", ("NOT",)),
        ("cell) wall ", "cell, wall", (")",)),
        ("cell title:", "cell", ("title:",)),
        ("title: cell ", "cell", ("title:",)),
        ("cell date:yesterday", "cell", ("date:yesterday",)),
        ("date:2024-13", "", ("date:2024-13",)),
        ("date:2024-02-30", "", ("date:2024-02-30",)),
        ("date:2024..20", "days=2024-01-01..9999-12-31", ("date:2024..20",)),
        ("date:..", "", ("date:..",)),
        ("has:pictures cell ", "cell", ("has:pictures",)),
        ("subject:?", "", ("subject:?",)),
        ("id:(17)", "17", ("id:(",)),
        ("cell~9 ", "cell~~", ("~9",)),
        ("()", "", ()),
        ("cell title:(", "cell", ("title:(",)),
        ("topic:() cell ", "cell", ("topic:(",)),
        ("-", "", ()),
        ("cell -", "cell", ()),
    ],
)
def test_what_is_not_understood_is_named(text: str, parts: str, ignored: tuple[str, ...]) -> None:
    assert read(text) == (parts, ignored)


@pytest.mark.parametrize(
    ("text", "question", "is_open"),
    [
        ("What is a cell?", "what is a cell", True),
        ("what is a ", "what is a", False),
        ("C++ and .NET", "c++ and .net", True),
        ("cell OR wall", "", True),
        ("-cell", "", True),
        ('the "cell wall"', "the cell wall", True),
        ("cell (wall)", "cell wall", True),
        ("cell NOT wall", "", True),
        ("cell~", "", True),
        ("title:cell", "", True),
        ("cell*", "", True),
        ("state-of-the-art", "state of the art", True),
    ],
)
def test_what_may_be_a_question(text: str, question: str, is_open: bool) -> None:
    query = parse_query(text)
    assert (query.question, query.is_open) == (question, is_open)


PIECES = st.sampled_from(
    ["cell", "the", "OR", "NOT", "AND", "(", ")", "-", '"', "~", "~2", "*", "title:", "date:2024", "..", " ", "has:"]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=30))
def test_no_text_is_an_error(pieces: list[str]) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        query = parse_query(text)
        assert query.text == text
        assert all(piece in text for piece in query.ignored)
        query.marks(text)


def test_deep_brackets_are_no_deep_query() -> None:
    query = parse_query("(cell " * 150 + "wall")
    assert query.clauses
    assert query.ignored


def test_every_example_of_the_help_is_understood() -> None:
    for example, meaning in HELP:
        assert meaning
        query = parse_query(example)
        assert query.parts
        assert not query.ignored


@given(st.dates(), st.dates())
def test_spans_of_days(one: object, other: object) -> None:
    span, is_whole = read_dates(f"{one}..{other}")
    assert is_whole
    assert span is not None
    assert span[0] <= span[1]


@pytest.mark.parametrize(
    ("text", "page", "marked"),
    [
        ("cell OR wall ", "a wall, a cell", ["wall", "cell"]),
        ("cell -wall", "a wall, a cell", ["cell"]),
        ('"cell wall"~2', "cell of the wall; cell and then a wall; cell wall", ["cell of the wall", "cell wall"]),
        ("membrnae~ ", "The membrane and membranous brain", ["membrane"]),
        ("title:cell ", "a cell", ["cell"]),
        ("photo*", "photons photo", ["photons", "photo"]),
    ],
)
def test_marks(text: str, page: str, marked: list[str]) -> None:
    assert [page[start:end] for start, end in parse_query(text).marks(page)] == marked


@given(
    st.lists(st.sampled_from(["cell", "Walls", "the", "of", "H2O", "2024", "not", "and", "x", "running"]), max_size=70),
    st.sampled_from(["", " "]),
)
def test_plain_words_are_read_as_any_text(words: list[str], end: str) -> None:
    """Words alone are read by a shorter way; white space at the beginning sends a text the long one."""
    text = " ".join(words) + end
    short, long = parse_query(text), parse_query(f"\t{text}")
    assert (short.parts, short.ignored, short.question) == (long.parts, long.ignored, long.question)
    assert short.is_open == long.is_open


def test_what_the_reader_keeps_is_replaced_wherever_it_is() -> None:
    query = parse_query("(is:read OR cell) -is:known").with_kept(lambda kept: AtPaths(frozenset({str(kept.kind)})))
    assert list(map(shown, query.parts)) == ["(at=['read'] | cell)", "-at=['known']"]
    plain = parse_query("cell")
    assert plain.with_kept(lambda _kept: Query("").parts[0]) is plain
