"""Long texts are split where a block ends, and lose nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.markup.text_parts import LEAST_WEIGHT, LONGEST_LINE, PART, split_parts, weight_of

SECTION = "## Why {0}?\n\nBecause of {0}.\n\n- a\n- b\n\n" + "words " * 100 + "\n"
SECTIONS = "\n".join(SECTION.format(number) for number in range(60))


def test_a_short_text_is_one_part() -> None:
    assert split_parts("# a\n\nb") == ["# a\n\nb"]
    assert split_parts("") == [""]


def test_parts_begin_at_headings_and_hold_everything() -> None:
    parts = split_parts(SECTIONS)
    assert len(parts) > 3
    assert "\n".join(parts) == SECTIONS
    assert all(part.startswith("## Why") for part in parts)
    assert all(weight_of(part) < 2 * PART for part in parts)


def test_underlined_headings_are_headings() -> None:
    parts = split_parts("\n".join(f"Why {number}?\n---\n\n{'words ' * 100}\n" for number in range(60)))
    assert len(parts) > 3
    assert all(part.startswith("Why") for part in parts)


@given(st.lists(st.sampled_from(["# a", "words " * 40, "", "- item", "1. one", "> quoted", "| a |", "    code"])))
def test_lines_are_neither_lost_nor_made(lines: list[str]) -> None:
    text = "\n".join(lines * 40)
    assert "\n".join(split_parts(text)) == text


def test_no_part_ends_within_what_is_open() -> None:
    rows = "# no heading\n\n" * 200
    around = "words " * 1_500 + "\n\n"
    for opening, closing in [("```sh", "```"), ("<!--", "-->"), ("<details>", "</details>"), ("~~~~", "~~~~~")]:
        block = f"{opening}\n{rows}{closing}\n"
        parts = split_parts(f"{around}{block}\n# Next\n\n{around}{around}")
        assert any(block in f"{part}\n" for part in parts), opening


def test_an_endless_listing_goes_on_in_the_next_part() -> None:
    text = "```python\n" + "x = 1\n" * 6_000 + "```\n"
    parts = split_parts(text)
    assert len(parts) > 1
    assert all(part.startswith("```python\n") for part in parts)
    assert all(part.rstrip().endswith("\n```") for part in parts)
    assert sum(part.count("x = 1") for part in parts) == 6_000


def test_an_endless_table_has_its_head_in_every_part() -> None:
    parts = split_parts("| n | m |\n|---|---|\n" + "| 1 | 2 |\n" * 6_000)
    assert len(parts) > 1
    assert all(part.startswith("| n | m |\n|---|---|\n| 1 |") for part in parts)
    assert sum(part.count("| 1 |") for part in parts) == 6_000


def test_an_endless_line_is_split_between_words() -> None:
    parts = split_parts("word " * 40_000)
    assert all(len(line) <= LONGEST_LINE for part in parts for line in part.split("\n"))
    assert sum(part.count("word") for part in parts) == 40_000


def test_a_definition_over_two_lines_is_where_it_is_mentioned() -> None:
    first, *_ = split_parts(f"See [a][Far\naway].\n\n{SECTIONS}\n\n[far away]:\n  b.md\n")
    assert first.endswith("[far away]:\n  b.md")


def test_definitions_are_where_they_are_mentioned() -> None:
    text = f"See [a][Home] and this.[^n]\n\n{SECTIONS}\n[b][home]\n\n[home]: b.md 'B'\n[^n]: One\n\n    two\n"
    assert weight_of(text) > LEAST_WEIGHT
    first, *_, last = parts = split_parts(text)
    assert first.endswith("[home]: b.md 'B'\n\n[^n]: One\n\n    two")
    assert last.count("[home]: b.md") == 1
    assert "[home]:" not in parts[1]
