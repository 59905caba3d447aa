"""Rules that a library's owner makes: read from its file, written back, and checked in a document's fields."""

from __future__ import annotations

from typing import Any

import pytest

from qtbrowser.curation import bounded_expression
from qtbrowser.curation.checks.own_rules import MOST_RULES, OwnRule, OwnRules, own_rules
from qtbrowser.documents.problem import Severity

RULES = (
    OwnRule("level", "level", values=("easy", "hard")),
    OwnRule("dated", "date", required=True, severity=Severity.NOTE),
    OwnRule("words", "seo.words", pattern="[a-z]+", folder="learn/physics", severity=Severity.ERROR),
)


def test_rules_are_read_as_they_are_written() -> None:
    told: list[str] = []
    written = [rule.as_table() for rule in RULES]
    assert own_rules(written, told).rules == RULES
    assert told == []
    assert written == [
        {"name": "level", "field": "level", "values": ["easy", "hard"]},
        {"name": "dated", "field": "date", "required": True, "severity": "note"},
        {"name": "words", "field": "seo.words", "pattern": "[a-z]+", "severity": "error", "folder": "learn/physics"},
    ]
    assert RULES[2].about == "Documents in learn/physics whose field seo.words is not as this library's own rule says."
    assert len({OwnRules(RULES).digest, OwnRules(RULES[:2]).digest, OwnRules().digest, 0}) == 3


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (1, "check.rules has to be a list of tables."),
        ({"name": "a", "field": 3}, "check.rules: the rule a has a value of the wrong kind."),
        ({"name": "a", "field": "b", "values": "easy"}, "check.rules: the rule a has a value of the wrong kind."),
        ({"name": "a", "field": "b", "values": [[1]]}, "check.rules: the rule a has a value of the wrong kind."),
        ({"name": "a", "field": "b", "required": 1}, "check.rules: the rule a has a value of the wrong kind."),
        ({"name": "a", "field": "b", "severity": "x"}, "check.rules: the rule a has a value of the wrong kind."),
        ({"name": "A b", "field": "b"}, "A rule's name has small letters, digits and hyphens, at most 40: 'A b'."),
        ({"name": "level", "field": "b", "required": True}, "There are two rules level."),
        ({"name": "a", "field": " ", "required": True}, "The rule a names no field."),
    ],
)
def test_an_entry_that_is_no_rule_is_told_and_the_others_hold(entry: Any, told: str) -> None:
    found: list[str] = []
    assert own_rules([RULES[0].as_table(), entry, RULES[1].as_table()], found).rules == RULES[:2]
    assert found == [told]


def test_only_so_many_rules_hold() -> None:
    told: list[str] = []
    entries = [{"name": f"rule-{number}", "field": "a", "required": True} for number in range(MOST_RULES + 2)]
    assert len(own_rules(entries, told).rules) == MOST_RULES
    assert told == [f"check.rules has {MOST_RULES + 2} entries; the first {MOST_RULES} hold."]


@pytest.mark.parametrize(
    ("path", "fields", "message"),
    [
        ("a.md", {"level": "easy"}, ""),
        ("a.md", {}, ""),
        ("a.md", {"level": ["hard", "odd"]}, "The field level says “odd”; it may say easy, hard."),
        ("a.md", {"level": {"a": 1}}, "The field level says “…”; it may say easy, hard."),
        ("learn/physics/a.md", {"seo": {"words": ["ab", "B2"]}}, "says “B2”, which is not as [a-z]+ asks."),
        ("learn/physics/a.md", {"seo": {"words": ["ab", "", None]}}, ""),
        ("learn/physicsal/a.md", {"seo": {"words": "B2"}}, ""),
    ],
)
def test_fields_that_break_a_rule(path: str, fields: dict[str, Any], message: str) -> None:
    rules = OwnRules((RULES[0], RULES[2]))
    found = [fault.message for fault in rules.faults(path, fields, {"level": 3}.get)]
    assert bool(found) is bool(message)
    assert not found or found[0].endswith(message)
    (missing,) = OwnRules(RULES[1:2]).faults("a.md", {"date": ""}, lambda _: None)
    assert (missing.rule, missing.line, missing.message) == ("dated", 1, "The field date is missing.")


def test_a_pattern_that_is_slow_in_several_documents_is_not_tried_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_expression, "SECONDS", 0.01)
    rules = OwnRules((OwnRule("slow", "a", pattern="(x|xx|x+)+[yz]"),))
    found = []
    for number in range(bounded_expression.MOST_TIMEOUTS + 1):
        found += [fault.message for fault in rules.faults(f"{number}.md", {"a": "x" * 5000}, lambda _: 2)]
    told = "The pattern takes too long for the field a"
    assert found == [f"{told}."] * (bounded_expression.MOST_TIMEOUTS - 1) + [
        f"{told}, and is not tried in further documents."
    ]
