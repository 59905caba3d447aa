"""Rules over single documents: what each finds, in which line, and what it accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.curation.checks.facts import facts_of
from qtbrowser.curation.checks.formulas import why_unset
from tests.curation.checks.files import check, document, findings

PLACE = "learn/baking/why-does-bread-rise.md"
LONG = "Dough is kneaded until it is smooth, and rests until it has doubled. " * 6


def body(markdown: str) -> str:
    """A plain document with a title and an answer of more than 300 letters."""
    return f"---\ntitle: Why?\n---\n{LONG}\n\n{markdown}\n"


# Rule, the file, the line it is in, a part of the message.
BROKEN: list[tuple[str, str | bytes, int | None, str]] = [
    ("unreadable-file", b"\xff\xfe\x00", 1, "binary"),
    ("unreadable-front-matter", "---\na: b: c\n---\n", 2, "YAML"),
    ("unreadable-front-matter", '{"title": "A?", "a": ' + "[" * 3_000 + "]" * 3_000 + "}\n\nText.\n", 1, "deep"),
    ("other-encoding", "# Müsli\n\nEin Frühstück.".encode("cp1252"), None, "Windows-1252"),
    ("missing-field", document(date=None), 1, "date is missing"),
    ("missing-field", document(date="", subject=""), 4, "date and subject are missing"),
    ("missing-field", document(answer=None), 1, "answer"),
    ("missing-field", "---\nauthor: Anna\n---\n" + LONG, 1, "title"),
    ("duplicate-field", '---\ntitle: Why?\nid: 1\n"title": How?\n---\n' + LONG, 4, "field title"),
    ("duplicate-field", "---\ntitle: Why?\nlist:\n  - a: 1\n    b: 2\n    a: 3\n  - a: 1\n---\n" + LONG, 6, "list.0.a"),
    ("duplicate-field", "---\ntitle: Why?\nseo: {a: 1, b: 2, a: 3}\n---\n" + LONG, 3, "seo.a"),
    ("duplicate-field", "---\ntitle: Why?\n!!str title: How?\n---\n" + LONG, 3, "field title"),
    ("duplicate-field", '{"title": "Why?", "seo": {"a": 1, "a": 2}}\n\n' + LONG, None, "field a"),
    ("wrong-type", document(id="first"), 3, "id holds the text"),
    ("wrong-type", document(id="[1, 2]"), 3, "a list"),
    ("wrong-type", document(subject="[Baking]"), 12, "subject"),
    ("wrong-type", document(extra="no_index: perhaps"), 15, "true or false belongs"),
    ("wrong-type", document(extra="score: high"), 15, "a number belongs"),
    ("wrong-type", document(extra="related_article1: [1]"), 15, "related_article1"),
    ("unequal-titles", document(title="Another question?"), 5, "do not say the same"),
    ("misplaced-file", document(file_name="other.md"), 13, "other.md"),
    ("misplaced-file", document(url="/learn/baking/questions/other"), 14, "other"),
    ("misplaced-file", document(url="/learn/cooking/questions/why-does-bread-rise"), 14, "names another folder"),
    ("deep-subject", document(subject="/".join("abcdefghijklmnopqrstuvwxyz")), 12, "26 levels"),
    ("deep-subject", document(subject="a" * 600), 12, "600 letters"),
    ("bad-date", document(date="2025-02-30"), 4, "no date"),
    ("bad-date", document(date="soon"), 4, "no date"),
    ("bad-date", document(date="2025-06-02"), 4, "future"),
    ("short-answer", document(answer="Because."), 10, "8 characters"),
    ("short-answer", document(answer='""'), 10, "no answer"),
    ("text-beside-answer", document() + "\n\nMore words.\n", document().count("\n") + 1, "both are shown"),
    ("cut-off-answer", body("The dough is then put into a warm oven until it begins to"), 6, "in the middle"),
    ("cut-off-answer", body("It takes flour, water,"), 6, "in the middle"),
    ("cut-off-answer", body("There are three reasons:"), 6, "announces"),
    ("cut-off-answer", body("## And then"), 6, "heading"),
    ("cut-off-answer", body("1. Mix it.\n2. Let it rest.\n3. Put it in the"), 8, "in the middle"),
    (
        "cut-off-answer",
        body("1. **Mix**: all of it.\n2. **Rest**: an hour.\n3. **Bake**"),
        8,
        "stops short",
    ),
    ("cut-off-answer", document(answer=">-\n    " + LONG + "\\n\\nIt then takes about as long as the"), 11, "in the"),
    ("cut-off-answer", body("1. Mix it.\n2."), 7, "empty"),
    ("cut-off-answer", body("Some kinds of flour ("), 6, "in the middle"),
    ("cut-off-answer", body("1. **Mix**: all of it.\n2. **Rest**: the dough is put"), 7, "stops short"),
    ("cut-off-answer", body("Bread rises since the yeast makes gas out of the sug"), 6, "in the middle"),
    ("unclosed-fence", body("Like this:\n\n```python\nprint(1)"), 8, "never closed"),
    ("unclosed-fence", document(answer=">-\n    " + LONG + "\\n\\n~~~\\nx = 1"), 11, "never closed"),
    ("unclosed-math", body("It is $$x^2 + 1 and no more."), 6, "$$"),
    ("unclosed-math", body("It is \\(x^2 + 1 and no more."), 6, "\\("),
    ("unclosed-math", body("It is \\(x + 1 and no more."), 6, "\\("),
    ("unclosed-math", body("It is \\[\\frac{1}{2} and no more."), 6, "\\["),
    ("unclosed-math", body("It is \\(x.\n\nAnd \\(y\\) is."), 6, "\\("),
    ("unclosed-math", body("Is \\(x\\) so?\n\nIt is \\(y.\n\n\\)"), 8, "\\("),
    ("unclosed-math", body("It is $\\alpha + 1 and no more."), 6, "$"),
    ("bad-math", body("It is $\\frac{1}{2$."), 6, "{ is never closed"),
    ("bad-math", body("It is $$\\begin{pmatrix} 1 \\end{bmatrix}$$."), 6, "\\end{bmatrix} comes where"),
    ("bad-math", body("It is $\\left( x + 1$."), 6, "\\left is never closed"),
    ("heading-jump", body("## One\n\nText.\n\n#### Two\n\nText."), 10, "level 4 follows one of level 2"),
    ("missing-file", body("![a loaf](loaf.png)."), 6, "loaf.png"),
    ("missing-file", body("See [this](../flour.md)."), 6, "flour.md"),
    ("bad-text", b"\xef\xbb\xbf" + body("Yes.").encode(), 1, "byte order mark"),
    ("bad-text", body("Yes.").replace("\n", "\r\n", 2), 3, "end in different ways"),
    ("bad-text", body("soft\u00adly and\u200b so."), 6, "U+00AD"),
    ("bad-text", body("a caf\ufffd."), 6, "lost"),
    ("bad-text", body("It isn\u00e2\u20ac\u2122t so, \u2019 or is it?"), 6, "wrong encoding"),
    ("bad-text", body("a caf\u00c3\u00a9 in Z\u00c3\u00bcrich."), 6, "wrong encoding"),
    ("keyword-form", document(page_keywords="bread, Yeast, yeast"), 8, "repeated"),
    ("keyword-form", document(page_keywords="bread, , yeast"), 8, "empty"),
    ("keyword-form", document(page_keywords="bread; yeast"), 8, "other signs than commas"),
    ("keyword-form", document(extra="tags: ['#bread']"), 15, "signs around"),
    ("keyword-form", document(extra="tags: [bread, null]"), 15, "empty"),
]


@pytest.mark.parametrize(("rule", "content", "line", "words"), BROKEN)
def test_what_is_wrong_is_found(tmp_path: Path, rule: str, content: str | bytes, line: int | None, words: str) -> None:
    files = {PLACE: content, "learn/other/what-is-a-loaf.md": document("what-is-a-loaf", "Other")}
    found = check(tmp_path, files, rule)
    assert [(finding.rule, finding.path, finding.line) for finding in found] == [(rule, PLACE, line)]
    assert words in found[0].message


SOUND = [
    document(),
    document(answer=">-\n    " + LONG.strip() + "\\n\\n1. Flour\\n2. Water"),
    body("It costs $5 and $6, or $$$ in slang."),
    body("A list: \\[1\\] and \\[see the note."),
    body("It is $x_1$, $$\\begin{cases} a \\\\ b \\end{cases}$$, \\(\\left. x \\right|_0\\) and \\{1\\}."),
    body("```\nprint('$$ and {')\n```"),
    body("Nothing is in the listing:\n\n```text\n```"),
    body("| a | b |\n|---|---|\n| 1 | 2 |"),
    body("See https://example.org/"),
    body("*That is all.*"),
    body("“That is all.”"),
    body("- flour\n- water\n- salt"),
    body("# One\n## Two\n### Three\n# Four\n\nText."),
    body("# No `#### heading`\n\n```\n#### code\n```\n\nText."),
    body("Dies ist das Ende, ganz wie es sein soll…"),
    body("面包为什么会发起来"),
    body("## Below\n\nSee [this](#below), [that](https://example.org/x.png) and [mail](mailto:a@example.org)."),
    body("A caf\u00e9 in Z\u00fcrich, \u201cquoted\u201d \u2014 na\u00efve, 10\u00a0kg."),
    body("\u0645\u0631\u062d\u0628\u0627\u200f \u2067abc\u2069 \u200d."),
    document(page_keywords="C#, U.S., P(A|B), bread"),
    document(extra="tags: [null]"),
    document(extra="tags:\n  -\n  - bread"),
    body("Text.").replace("\n", "\r\n"),
    "Just some words. " * 30,
]


@pytest.mark.parametrize("content", SOUND)
def test_what_is_right_is_let_be(tmp_path: Path, content: str) -> None:
    found = check(tmp_path, {PLACE: content})
    assert [(finding.rule, finding.message) for finding in found] == []


@pytest.mark.parametrize("text", ["so \\(is", "\\[x", "a \\(\\frac{1\\) b"])
def test_an_escaped_bracket_of_gitbook_begins_no_formula(tmp_path: Path, text: str) -> None:
    found = check(tmp_path, {"SUMMARY.md": "* [A](a.md)\n", "a.md": f"# A\n\n{text}\n"})
    assert [one.rule for one in found if one.path == "a.md" and "math" in one.rule] == []


def test_several_places_of_a_rule_are_one_finding(tmp_path: Path) -> None:
    found = check(tmp_path, {PLACE: body("$\\frac{1$ and\n\n$\\frac{2$.")}, "bad-math")
    assert [finding.line for finding in found] == [6]
    assert "{1" in found[0].message
    assert "{2" in found[0].message


def test_a_picture_that_is_there(tmp_path: Path) -> None:
    files = {PLACE: body("![a loaf](pictures/a%20loaf.png) ![it](/learn/baking/pictures/a%20loaf.png)")}
    assert len(check(tmp_path, files, "missing-file")) == 1
    (tmp_path / "learn/baking/pictures").mkdir()
    (tmp_path / "learn/baking/pictures/a loaf.png").write_bytes(b"")
    assert findings(tmp_path, "missing-file") == []


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("x + 1", None),
        (r"\{ x \}", None),
        (r"\left\{ \frac{1}{2} \right.", None),
        (r"\begin{array}{c} 1 \\ 2 \end{array}", None),
        (r"\leftarrow \rightarrow", None),
        (r"\text{50% of}", "{ is never closed"),
        (r"\text{50\% of}", None),
        ("}", "} closes nothing"),
        (r"\begin{a} \begin{b} \end{a}", r"\end{a} comes where \begin{b} is open"),
        (r"\end{a}", r"\end{a} closes nothing"),
    ],
)
def test_formulas_that_cannot_be_set(formula: str, reason: str | None) -> None:
    assert why_unset(formula) == reason


FIELDS = r"""
id: 1
title: a
seo: [1]
seo:
  page_keywords: ,,;
answer: >-
    a\n```\nb
question: {a: b}
date: 2025-99-99
related_article1: x
related: [1, {url: '#'}]
url: a/
file_name: 3
"""
SIGNS = r"""--- +++ { } ``` ~~~ $$ $ \( \[ \begin{a} \left ]( ![a](b%00) &nbsp; - 1. ####"""
CHARACTERS = "\ufeff \u200b \u00c3\u00a9 \x00 \x85 \u2028 \r \r\n \n".split(" ")
PIECES = st.sampled_from(
    [f"{line}\n" for line in FIELDS.strip("\n").split("\n")]
    + [f"{sign} " for sign in SIGNS.split()]
    + CHARACTERS
    + [f"{sign}\n" for sign in SIGNS.split()]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.binary(max_size=3))
def test_no_rule_stumbles_over_odd_files(tmp_path_factory: pytest.TempPathFactory, text: str, tail: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "odd"
    folder.mkdir(exist_ok=True)
    (folder / "odd.md").write_bytes(text.encode() + tail)
    facts = facts_of(folder, "odd.md")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1 + tail.count(b"\n") + tail.count(b"\r")
    for fault in facts.faults:
        assert fault.line is None or 1 <= fault.line <= lines


@pytest.mark.parametrize("extra", ["tags: [a, , b]", "tags: [[a, b]]", "author: [A, B]", "author: {name: A}"])
def test_lists_as_other_programs_write_them_are_of_the_right_type(tmp_path: Path, extra: str) -> None:
    assert check(tmp_path, {PLACE: document(extra=extra)}, "wrong-type") == []


@pytest.mark.parametrize("title", ["Title: T", "TITLE: T", "linkTitle: T", "Link-Title: T", "name: T"])
def test_a_title_may_be_in_any_field_that_is_read_as_one(tmp_path: Path, title: str) -> None:
    assert check(tmp_path, {"a.md": f"---\n{title}\n---\n{LONG}"}, "missing-field") == []


@pytest.mark.parametrize("title", ["# What is it?", "What is it?\n===", "<!-- ours -->\n\n## What is it?"])
def test_a_heading_is_a_title(tmp_path: Path, title: str) -> None:
    assert check(tmp_path, {"a.md": f"---\nkeywords: [thing]\n---\n{title}\n\n{LONG}"}, "missing-field") == []
