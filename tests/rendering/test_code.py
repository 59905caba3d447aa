"""Listings marked by kind, and their colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexer import Lexer
from pygments.token import Keyword, _TokenType

from qtbrowser.rendering import code
from qtbrowser.rendering.code import CLASSES, LONGEST, highlighted
from qtbrowser.rendering.code_style import code_css

PAPER = {
    "light": "#f4f5f7",
    "dark": "#22262c",
    "sepia": "#f0e7d4",
    "high-contrast": "#2a2a2a",
    "high-contrast-light": "#f4f4f4",
}
"""The darkest light and the lightest dark background that the colours keep a contrast of 4.5:1 to (WCAG 2.2, 1.4.3)."""

LANGUAGES = [
    "python",
    "c",
    "cpp",
    "bash",
    "java",
    "html",
    "console",
    "scheme",
    "prolog",
    "sql",
    "r",
    "diff",
    "text",
    "",
]


def words(html: str) -> str:
    return unescape(re.sub(r"</?span[^>]*>", "", html))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(LANGUAGES))
def test_marking_changes_no_character(code: str, language: str) -> None:
    assert words(highlighted(code, language)) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_ends_at_both_ends_stay(language: str) -> None:
    assert words(highlighted("\n  # x <b>\n\n", language)) == "\n  # x <b>\n\n"


def test_unknown_languages_and_long_listings_have_no_colours() -> None:
    assert highlighted("if x < 1", "no-such-language") == "if x &lt; 1"
    assert "<span" not in highlighted("if x:\n" * LONGEST, "python")
    assert "<span" not in highlighted("x = " + "1" * 600, "python")
    assert "<span" in highlighted("if x:\n" * 100, "Python")


class FailingLexer(Lexer):
    """A lexer that comes to a part that it fails at, or that it passes over."""

    def __init__(self, *, raises: bool) -> None:
        super().__init__()
        self._raises = raises

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        yield 0, Keyword, text[:2]
        if self._raises:
            raise RecursionError
        yield 5, Keyword, text[5:]


@pytest.mark.parametrize("raises", [True, False])
def test_what_a_lexer_fails_at_has_no_colours(raises: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code, "_lexer", lambda _language: FailingLexer(raises=raises))
    assert highlighted("if a < b", "any") == '<span class="hl-k">if</span> a &lt; b'


def test_what_takes_too_long_has_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<span" in highlighted("if a < b", "python")
    monkeypatch.setattr(code, "PATIENCE", -1.0)
    assert highlighted("if a < b", "python") == "if a &lt; b"


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", list(PAPER))
def test_colours_are_readable_and_complete(theme: str) -> None:
    rules = re.findall(r"^span\.hl-(\w) \{ color: (#[0-9a-f]{6})", code_css(theme), re.MULTILINE)
    assert {name for name, _ in rules} == set(CLASSES.values())
    for _, colour in rules:
        lighter, darker = sorted((luminance(colour), luminance(PAPER[theme])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_no_other_theme() -> None:
    with pytest.raises(KeyError):
        code_css("pink")
