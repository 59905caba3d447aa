"""Findings and statistics as files: HTML for reading, CSV for a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from qtbrowser.control_characters import escaped_line
from qtbrowser.csv_table import csv_table
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.curation.statistics import Statistics
from qtbrowser.documents.problem import Severity

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --error: #c22; --warning: #b60; --note: #27b; }
@media (prefers-color-scheme: dark) { :root { --error: #f77; --warning: #fa5; --note: #7bf; } }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .2rem; } p { margin: .2rem 0 .6rem; }
table { border-collapse: collapse; width: 100%; } .scroll { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.path { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere; min-width: 16rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); }
"""


def findings_as_csv(findings: Iterable[Finding]) -> str:
    """Findings as CSV (RFC 4180), with a header row; no value is taken for a formula by a spreadsheet."""
    rows = (
        (finding.rule, str(finding.severity), finding.path, finding.line, finding.message, finding.fix,
         " ".join(finding.others))
        for finding in findings
    )  # fmt: skip
    return csv_table(("rule", "severity", "path", "line", "message", "fix", "others"), rows)


def findings_as_html(findings: Sequence[Finding], name: str, day: date) -> str:
    """Findings as one self-contained HTML page: no script, no picture, no external address.

    Args:
        findings: the findings, in the order in which they are shown.
        name: the library's name.
        day: the day of the check.
    """
    counts = Counter(finding.rule for finding in findings)
    rules = [*(rule for rule in RULES if counts[rule]), *(rule for rule in counts if rule not in RULES)]
    severities = Counter(finding.severity for finding in findings)
    summary = ", ".join(
        f'<span class="{severity}">{severities[severity]:,} {severity}{"" if severities[severity] == 1 else "s"}</span>'
        for severity in Severity
    )
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Check of {_html(name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>Check of {_html(name)}</h1>\n<p>{day.isoformat()}: {summary}</p>",
    ]
    if counts:
        parts.append('<table>\n<tr><th>Rule</th><th>Finds</th><th class="number">Documents</th></tr>')
        parts += [
            f'<tr><td><a href="#{rule}">{rule}</a></td><td>{_about(rule)}</td>'
            f'<td class="number">{counts[rule]:,}</td></tr>'
            for rule in rules
        ]
        parts.append("</table>")
    else:
        parts.append("<p>Nothing was found.</p>")
    for rule in rules:
        parts += _section(rule, [finding for finding in findings if finding.rule == rule])
    parts.append("</body>\n</html>\n")
    return "\n".join(parts)


def _about(rule: str) -> str:
    return escape(RULES[rule].about if rule in RULES else "A rule of this library's own.")


def _section(rule: str, findings: Sequence[Finding]) -> list[str]:
    head = '<tr><th>Document</th><th class="number">Line</th><th></th><th>What is wrong, and what can be done</th></tr>'
    parts = [f'<h2 id="{rule}">{rule}</h2>\n<p>{_about(rule)}</p>\n<div class="scroll"><table>\n{head}']
    for finding in findings:
        fix = f"<br><em>{_html(finding.fix)}</em>" if finding.fix else ""
        parts.append(
            f'<tr><td class="path">{_html(finding.path)}</td><td class="number">{finding.line or ""}</td>'
            f'<td class="{finding.severity}">{finding.severity}</td><td>{_html(finding.message)}{fix}</td></tr>'
        )
    return [*parts, "</table></div>"]


def statistics_as_csv(statistics: Statistics) -> str:
    """Statistics as CSV with three columns: table, name, value; the growth by month is a table of its own."""
    rows: list[tuple[str, str, int]] = [
        ("library", "documents", statistics.documents),
        ("library", "unreadable files", statistics.unreadable),
        ("library", "hidden documents", statistics.hidden),
        ("library", "documents without a date", statistics.undated),
        ("library", "median length of an answer", statistics.median_length),
        ("library", "related questions", statistics.links),
        ("library", "related questions that lead nowhere", statistics.dangling),
        ("library", "links in answers", statistics.text_links),
        ("library", "links in answers that lead nowhere", statistics.unresolved),
        ("library", "documents that none links to", len(statistics.orphans)),
    ]
    rows += [("documents by subject", subject, count) for subject, count in statistics.subjects]
    rows += [("documents by month", month, count) for month, count, _ in statistics.months]
    rows += [("growth", month, total) for month, _, total in statistics.months]
    rows += [("answers by length", length_name(low, high), count) for low, high, count in statistics.lengths]
    rows += [("most linked", linked.path, linked.links) for linked in statistics.most_linked]
    rows += [("orphans", path, 0) for path in statistics.orphans]
    return csv_table(("table", "name", "value"), rows)


def length_name(low: int, high: int | None) -> str:
    """``300 to 499``, ``10000 and more``."""
    return f"{low} and more" if high is None else f"{low} to {high - 1}"


def _html(text: str) -> str:
    """A text escaped for HTML, with control characters made visible."""
    return escape(escaped_line(text))
