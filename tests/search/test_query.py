"""What is read from what a reader types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.language import parse_query


def described(text: str) -> list[str]:
    """Return each clause as its words; * marks a beginning."""
    return [" ".join(word.word + "*" * word.is_prefix for word in clause.words) for clause in parse_query(text).clauses]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("  \n", []),
        ("?!", []),
        ("cell", ["cell*"]),
        ("cell ", ["cell"]),
        ("cell\u3000", ["cell"]),
        ("cell membrane", ["cell", "membrane*"]),
        ("cell cell ", ["cell"]),
        ('"cell membrane"', ["cell membrane"]),
        ('"cell membrane" wall', ["cell membrane", "wall*"]),
        ('"cell mem', ["cell mem*"]),
        ('"cell mem ', ["cell mem"]),
        ('wall "cell', ["wall", "cell*"]),
        ('wall "', ["wall"]),
        ('""', []),
        ('"" cell', ["cell*"]),
        ("“cell membrane” «two words»", ["cell membrane", "two words"]),
        ("tcp/ip", ["tcp ip*"]),
        ("state-of-the-art ", ["state of the art"]),
        ("asp.net ", ["asp net"]),
        (".net", [".net*"]),
        ("...net", ["net*"]),
        ("C++ C#", ["c++", "c#*"]),
        ("机器学习", ["机 器 学 习*"]),
        ("what is the role of mitosis", ["role", "mitosis*"]),
        ("role of the", ["role"]),
        ("who is it", ["who", "is", "it*"]),
        ('who "is it"', ["is it"]),
        ("the", ["the*"]),
        ("l'eau", ["l eau*"]),
    ],
)
def test_reading(text: str, clauses: list[str]) -> None:
    assert described(text) == clauses
    assert parse_query(text).is_empty == (not clauses)
    assert parse_query(text).text == text


@given(
    st.text(alphabet="aeinstAé'’.- _+#3ß“”→я", max_size=60),
    st.sampled_from(["a", "a ", "ten ", "in", "s ", '"in a', ".net", "tie ", "nest ", "é", "яя", "ten~ ", "site~2 "]),
)
def test_marks_are_the_same_on_the_fast_way(page: str, typed: str) -> None:
    """Text with a script without spaces is gone through form by form; other text is searched for beginnings."""
    query = parse_query(typed)
    assert query.marks(page) == query.marks(f"{page} か")


@pytest.mark.parametrize(
    ("typed", "page", "marked"),
    [
        ("membrain~", "a membrane, two membranes", ["membrane", "membranes"]),
        ("democrasy~2", "democracy democracies demons", ["democracy", "democracies"]),
        ("cat~", "cat cats bats dog", ["cat", "cats", "bats"]),
        ('"thin membrain"~2', "thin membranes", []),
    ],
)
def test_words_with_errors_are_marked_in_all_forms(typed: str, page: str, marked: list[str]) -> None:
    """A document is found by the stem of the near word, and so by words further off than that one."""
    assert [page[start:end] for start, end in parse_query(typed).marks(page)] == marked


def test_a_pasted_page_is_cut() -> None:
    query = parse_query(" ".join(f"word{number}" for number in range(5000)))
    assert 32 <= sum(len(clause.words) for clause in query.clauses) <= 64
    phrase = parse_query('"' + " ".join("abcdefgh"[number % 8] for number in range(5000)))
    assert sum(len(clause.words) for clause in phrase.clauses) == 64


@given(st.text(), st.text())
def test_no_text_raises(text: str, other: str) -> None:
    for typed in (text, f'"{text}', f'{text} "{other}"', text + other):
        query = parse_query(typed)
        end = 0
        for first, last in query.marks(other):
            assert end <= first < last <= len(other)
            end = last


@pytest.mark.parametrize(
    ("text", "page", "marked"),
    [
        ("cell", "Cells, cellular; a cell-wall, excellent", ["Cells", "cellular", "cell"]),
        ("cell ", "Cells, cellular; a cell-wall, excellent", ["Cells", "cell"]),
        ("educat", "Educated education of educators; reeducate", ["Educated", "education", "educators"]),
        ("happy ", "happiness unhappy happy", ["happiness", "happy"]),
        ("die ", "dying dies died dyed", ["dying", "dies", "died"]),
        ("cafe", "Café cafe\u0301 CAFÉS café’s", ["Café", "cafe\u0301", "CAFÉS", "café’s"]),
        ("cell membrane ", "membrane of the cell", ["membrane", "cell"]),
        ('"cell membrane"', "A cell. The cell membrane; cell  membranes", ["cell membrane", "cell  membranes"]),
        ('"machine lea', "machine learning, machine parts", ["machine learning"]),
        ("器学", "机器学习,学习机器", ["器学"]),
        ("C++", "C++, C, c++17", ["C++", "c++"]),
        (".net", "net .NET ASP.NET", [".NET", ".NET"]),
        ("net ", "net .NET 3.net", ["net", "NET", "net"]),
        ("14 ", "3.14 14", ["14", "14"]),
        ("tcp/ip", "TCP/IP tcp-ips ip", ["TCP/IP", "tcp-ips"]),
        ("case", "snake_case", ["case"]),
        ("don't", "don't do it", ["don't"]),
        ("t ", "don't do t, l't", ["t"]),
        ("eau ", "l'eau", ["eau"]),
        ("e ", "café é e", ["é", "e"]),
        ("the cell", "the cell", ["cell"]),
        ('cell "cell membrane" ', "cell membrane", ["cell membrane"]),
        ("", "anything", []),
        ("?", "anything?", []),
    ],
)
def test_marks(text: str, page: str, marked: list[str]) -> None:
    assert [page[start:end] for start, end in parse_query(text).marks(page)] == marked
    # The same through the patterns for any text.
    assert [(page + " か")[start:end] for start, end in parse_query(text).marks(page + " か")] == marked
