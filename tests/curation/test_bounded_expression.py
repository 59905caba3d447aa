"""A curator's expression finds and replaces as Python's own does, and never takes more than its time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.curation import bounded_expression
from qtbrowser.curation.bounded_expression import LONGEST, BoundedExpression, refuse_large_expression
from qtbrowser.errors import EditRefused, UsageError

WORDS = st.text("abB \n.", max_size=40)


def expression(
    find: str, replacement: str = "x", *, is_regex: bool = True, match_case: bool = True
) -> BoundedExpression:
    return BoundedExpression(find, replacement, is_regex=is_regex, match_case=match_case)


@given(WORDS, st.sampled_from(["a+", "^b", "b$", "(a)(b)?", r"\w+", "[^a]", "a{2,3}", "(?P<n>b)"]), st.booleans())
def test_it_replaces_as_pythons_own_does(text: str, find: str, match_case: bool) -> None:
    flags = re.MULTILINE | (re.NOFLAG if match_case else re.IGNORECASE)
    assert expression(find, r"<\g<0>>", match_case=match_case).replaced(text, "a.md") == re.sub(
        find, r"<\g<0>>", text, flags=flags
    )


def test_plain_text_is_no_expression() -> None:
    assert expression("a.b", r"\1", is_regex=False).replaced("a.b axb A.B", "a.md") == r"\1 axb A.B"
    assert expression("a.b", "x", is_regex=False, match_case=False).replaced("a.b axb A.B", "a.md") == "x axb x"


@pytest.mark.parametrize(
    ("find", "reason"),
    [
        ("", "empty"),
        ("(" * 3000 + ")" * 3000, "letters"),
        ("(" * 400 + "a" + ")" * 400, "400 levels deep"),
        ("a" * (LONGEST + 1), "letters"),
        ("(?:(?:abc|bcd){1000}){1000}", "parts"),
        ("(?x)(?:(?:abc|bcd#)\n){1000}#)\n){1000}", "parts"),
        ("(", "can't be used"),
        ("a{2,1}", "can't be used"),
        ("a{99999999999}", "can't be used|parts"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_compiled(find: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        expression(find)


@pytest.mark.parametrize(
    "find", [r"\(" * 100, "[(]" * 60, r"\d{4}-\d{2}-\d{2}", "[](]{3}", r"(?:a|b){1000}", "(?x) a # ("]
)
def test_signs_that_group_nothing_do_not_count(find: str) -> None:
    refuse_large_expression(find)
    expression(find)


def test_a_replacement_that_names_no_group_is_told_at_once() -> None:
    with pytest.raises(UsageError, match="can't be used"):
        expression("a", r"\3")


def test_a_document_that_takes_too_long_is_left_out_and_the_third_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_expression, "SECONDS", 0.02)
    monkeypatch.setattr(bounded_expression, "MOST_SECONDS", 1_000.0)
    slow = expression("(x+x+)+y")
    for path in ("a.md", "b.md"):
        with pytest.raises(EditRefused, match="takes longer") as refused:
            slow.replaced("x" * 5_000, path)
        assert refused.value.path == path
    assert slow.replaced("xxy", "c.md") == "x"
    with pytest.raises(UsageError, match=r"a\.md, b\.md, d\.md\. Nothing was changed"):
        slow.replaced("x" * 5_000, "d.md")


def test_seconds_that_were_lost_end_it_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_expression, "SECONDS", 0.02)
    monkeypatch.setattr(bounded_expression, "MOST_SECONDS", 0.01)
    with pytest.raises(UsageError, match=r"too long in a\.md"):
        expression("(x+x+)+y").replaced("x" * 5_000, "a.md")


def test_a_result_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_expression, "MAX_BYTES", 100)
    with pytest.raises(EditRefused, match="larger"):
        expression("a", "b" * 60).replaced("aaa", "a.md")
