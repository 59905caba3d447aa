"""The steps of a check and of statistics as JSON, by which one process tells them to another.

Findings come in parts, so that neither process holds all of them as one text.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from qtbrowser.curation.checks.fact_coding import plain_value, value_of_plain
from qtbrowser.curation.checks.finding import CheckProgress, Finding
from qtbrowser.curation.statistics import Linked, Statistics, StatisticsProgress
from qtbrowser.documents.problem import Severity


def check_events(steps: Iterable[CheckProgress]) -> Iterator[dict[str, Any]]:
    """The steps of a check as values that JSON has.

    Args:
        steps: those of `CheckApi.check_in_parts`.
    """
    for step in steps:
        if step.findings:
            yield {"findings": [_plain_finding(one) for one in step.findings]}
        else:
            is_last = step.findings is not None
            yield {"done": step.done, "total": step.total, "is_last": is_last, "left_out": step.left_out}


def check_steps(events: Iterable[dict[str, Any] | None]) -> Generator[CheckProgress, None, bool]:
    """The steps that `check_events` was given.

    Args:
        events: those events; None where there was none for a moment, for which the last step is repeated.

    Returns:
        Whether the last step was among them.

    Raises:
        LookupError, TypeError, ValueError: they are not such events.
    """
    findings: list[Finding] = []
    step = CheckProgress(0, 0)
    for event in events:
        if event is not None and "findings" in event:
            findings += map(_finding, event["findings"])
        elif event is not None:
            found = tuple(findings) if event["is_last"] else None
            step = CheckProgress(event["done"], event["total"], found, left_out=tuple(event["left_out"]))
        yield step
        if step.findings is not None:
            return True
    return False


def statistics_events(steps: Iterable[StatisticsProgress]) -> Iterator[dict[str, Any]]:
    """The steps of computing statistics as values that JSON has."""
    for step in steps:
        found = None if step.statistics is None else asdict(step.statistics)
        yield {"done": step.done, "total": step.total, "statistics": found}


def statistics_steps(events: Iterable[dict[str, Any] | None]) -> Generator[StatisticsProgress, None, bool]:
    """The steps that `statistics_events` was given; arguments, result and errors as for `check_steps`."""
    step = StatisticsProgress(0, 0)
    for event in events:
        if event is not None:
            found = event["statistics"]
            step = StatisticsProgress(event["done"], event["total"], None if found is None else _statistics(found))
        yield step
        if step.statistics is not None:
            return True
    return False


def _plain_finding(one: Finding) -> list[Any]:
    repair = plain_value(one.repair)
    return [one.rule, one.severity.value, one.path, one.line, one.message, one.fix, one.others, repair]


def _finding(values: list[Any]) -> Finding:
    rule, severity, path, line, message, fix, others, repair = values
    return Finding(rule, Severity(severity), path, line, message, fix, tuple(others), value_of_plain(repair))


def _statistics(values: dict[str, Any]) -> Statistics:
    most_linked = tuple(Linked(**one) for one in values["most_linked"])
    found = {name: _as_tuple(value) for name, value in values.items()}
    return Statistics(**{**found, "most_linked": most_linked})


def _as_tuple(value: Any) -> Any:
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value
