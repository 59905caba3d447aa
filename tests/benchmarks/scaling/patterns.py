"""Generated texts that something repeats in, each of any size, so that the growth of a stage's time shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Make = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of any size.

    Attributes:
        name: what repeats.
        make: `make(size)` is a text of about so many characters.
        is_file: whether the text is a whole file with its front matter; else it is an answer's Markdown.
    """

    name: str
    make: Make
    is_file: bool = False


_UNITS = (
    "\\(", "\\)", "\\[", "\\]", "$", "$$", "\\$", "`", "``", "```\n", "~~~\n", "~", "~~", "\\", "\\\\", "\\n", "[",
    "]", "![", "](", "[](", "[a](b", "[a](b)", "[a][b]", "[a]: b\n", "[^a]", "[^a]: b\n", "(", ")", "()", "<", ">",
    "<a", "<a>", "<!--", "<http://a", "http://a", "http://a.b/(", "mailto:a@b", "&", "&#", "&amp;", "&#1;", "*",
    "**", "***", "_", "__", "a*", "*a", "**a", "_a", "a_", "*a_", "**a*", "* a", "*a*", "**a**", "_a_", "~~a", "|",
    "| a ", "|-", "|a|b|\n", "|-|-|\n", "| a | b |\n|---|---|\n", "a | b\n--|--\n", "\n|", "|\n-|-\n|a|b|\n", "> ",
    ">", "> a\n", ">> a\n", "> - a\n", "- ", "- a\n", "* a\n", "+ a\n", "1. ", "1. a\n", "1) a\n", "9) ", "- - ",
    "- a\n\n", "  - a\n", "    a\n", "\ta\n", "- [ ] a\n", "a\n: b\n", ": b\n", "\n: b\n\n", "a\n\n:   b\n\n", "# ",
    "# a\n", "## a ##\n", "#", "a\n===\n", "a\n---\n", "---\n", "***\n", "===", "--", "* * ", "a #\n", "#### a\n",
    "[| a |\n|---|\n",
    "\n", "\n\n", " ", " \n", "  \n", "\t", "\t\n", "a\n", "a \n", "a  \n", "a\n\n", "\r", "\r\n", "a\\\n", " a",
    "a,", '"', "'", '"a" ', "'a ", "’", "a.", "a. ", "a: ", "a;", "A", "1", "1.", "1,", "-1", "%", "{", "}", "{}",
    "{a}", "\\a", "\\frac", "\\frac{", "\\frac{a}{b}", "\\begin{a}", "\\end{a}", "\\begin{a}\\end{a}", "\\left",
    "\\right", "\\left(", "\\text{", "\\text{a}", "\\not", "\\neq ", "^", "^{", "_{", "\\ce{", "x^2 ", "$x$ ", "$x",
    "$1 ", "x$ ", "$$x$$\n", "$$\nx\n$$\n", "\\(x\\) ", "\\[x\\]\n", "\\[x", "\\(x", "`a` ", "``a` ", "`a``",
    "```a\nb\n```\n", "    ```\n", "!!! note\n", "!!! note\n    a\n\n", "> [!note]\n", "> [!note] a\n\n", "[!note]",
    "a::", "::", "//", "#;", "--a", "é", "Ã©", "ÃƒÂ", "\u0301", "\u200b", "\u202e", "א", "א a ", "字", "😀", "\ufdd0",
    "\ufdd1", "\ufffd", "\x1b[", "\x07", "ab ", "ab cd. ", "the ", "Word ", "a-b ", "a/b ", "a.b ", "a@b ", "C++ ",
    "x=y ", "www.a.b ", "::a\n", "a|", "a:b\n", "and, ", "a's ", "(a) ", "(a", "a)", "[a] ", "{a ", "<b> ",
    "[![a](b)](c) ", "<style> ", "> ```\n> a\n> ```\n", ":tada:",
    "a\u00a0", "\u2028", "\x85", "a\u200b", "１", "ß", "İ", "ﬁ", "aé", "éa1", "a’", "a\u0301", "aא",
)  # fmt: skip

# Before, repeated, behind: what opens many times and closes many times, or once.
_AROUND = (
    ("[", "a", "]"), ("", "[", "]"), ("(", "a", ")"), ("[a](", "(", ")"), ("[a](", "b", ")"), ("![", "[", "](b)"),
    ("`", "a", "`"), ("``", "`", "``"), ("```", "`", "\n"), ("```\n", "a\n", "```\n"), ("```\n", "```a\n", ""),
    ("$", "a", "$"), ("$", "{", "$"), ("$$", "\\begin{a}", "$$"), ("$$", "{a", "$$"), ("\\[", "a ", "\\]"),
    ("\\(", "a ", "\\)"), ("\\(", "\\(", "\\)"), ("\\[", "\\[", "\\]"), ("$", "\\text{a}", "$"),
    ("$$", "\\left", "$$"), ("*", "a ", "*"), ("**", "a*", "**"), ("_", "a_b", "_"), ("~~", "a~", "~~"),
    ("<", "a", ">"), ("<http://", "a", ">"), ("|a|\n|-|\n", "|b|\n", ""), ("", "|a", "|\n|-|\n|b|\n"),
    ("- a\n", "  b\n", ""), ("> a\n", "b\n", ""), ("# ", "a ", "\n"), ("", "a ", "\n===\n"), ("a\n", "a\n", "===\n"),
    ("[^a]\n\n[^a]: ", "a\n", ""), ("- a\n\n", "    b\n\n", ""), ("```python\n", '"', "\n```\n"),
    ("```python\n", "'a\\n", "\n```\n"), ("```c\n", "/*", "\n```\n"), ("```html\n", "<a", "\n```\n"),
    ("```bash\n", "$(", "\n```\n"), ("```json\n", "[", "\n```\n"), ("```sql\n", "'a", "\n```\n"),
    ("```cpp\n", "a<", "\n```\n"), ("```\n", "\\n", "\n```\n"), ("`", "\\n", "`"), ("$", "\\n", "$"),
    ("$$", "\\\\\\n", "$$"), ("```python\n", "\\", "\n```\n"), ("[a", "\\]", "](b)"), ("[a](b \"", "a", "\")"),
    ("[a](<", "b", ">)"), ("http://a/", "(", ")"), ("http://a/", ").", ""), ("# ", "# ", "#\n"), ("a", " #", "\n"),
    ("# a", "#", "\n"), ("a ", "  ", "b"), ("- ", " ", "a"), ("a", "\n", "b"), (">", ">", "a\n"), ("", "- ", "a\n"),
    ("", "1. ", "a\n"), ("", "> - ", "a\n"), ("", " ", "- a\n"), ("", "\t", "a\n"), ("* ", "* ", "*\n"),
    ("!!! note \"", "a ", "\"\n    b\n"), ("!!! note\n", "    a\n", ""), ("> [!note] ", "a ", "\n> b\n"),
    ("a\n: ", "b ", "\n"), ("\"", "\\n", "\""), ("'", "a\\n", "'"), ("$x", " ", "$"), ("$", "and ", "$"),
    ("$", "Ab ", "$"), ("\\begin{", "a", "}"), ("|a|\n|-|\n|", "[a](b) ", "|\n"),
    ("<div>\n", "<img src=a>\n", "</div>\n"),
)  # fmt: skip


def patterns() -> tuple[Pattern, ...]:
    """All of them, each name once."""
    found: dict[str, Pattern] = {}
    for pattern in (*_markdown(), *_files()):
        found.setdefault(pattern.name, pattern)
    return tuple(found.values())


def _markdown() -> Iterator[Pattern]:
    for unit in _UNITS:
        yield Pattern(f"{unit!r}", _repeated("", unit, ""))
        # Not at the text's beginning, in words; one a line; and one a paragraph.
        if not unit.endswith("\n"):
            yield Pattern(f"{unit + 'a '!r}", _repeated("A text. ", unit + "a ", ""))
            yield Pattern(f"{unit + chr(10)!r}", _repeated("A text.\n", unit + "\n", ""))
    for before, unit, behind in _AROUND:
        yield Pattern(f"{before!r} {unit!r}… {behind!r}", _repeated(before, unit, behind))
    for unit, behind in (
        *(("[", "]"), ("(", ")"), ("*", "*"), ("**a ", "**"), ("`", "`"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")),
        *(("{", "}"), ("<", ">"), ("> ", "\n"), ("[a](", ")"), ("![a", "](b)"), ("_a ", "_"), ("~~a ", "~~")),
        *(("\\begin{a}", "\\end{a}"), ("\\left(", "\\right)"), ("$$", "$$"), ("\\frac{a}{", "}"), ("[^a", "]")),
        *(("[", "[a](b) "), ("![", "[a](b) ")),
    ):
        yield Pattern(f"{unit!r}… {behind!r}…", _halves(unit, behind))
    yield Pattern("code spans of growing lengths", _growing(lambda n: "`" * n + "a"))
    yield Pattern("fences of growing lengths", _growing(lambda n: "`" * (n + 3) + "\n"))
    yield Pattern("lists of growing depth", _growing(lambda n: " " * n + "- a\n"))
    yield Pattern("quotations of growing depth", _growing(lambda n: ">" * n + " a\n"))
    yield Pattern("rows of growing width", _growing(lambda n: "|a" * n + "|\n"))
    yield Pattern("headings that differ", _numbered("# a{}\n\n"))
    yield Pattern("headings that are equal", _repeated("", "# a\n\nb\n\n", ""))
    yield Pattern("footnotes", _numbered("[^{0}] a\n\n[^{0}]: b\n\n"))
    yield Pattern("definitions of links", _numbered("[a{0}]\n\n[a{0}]: b\n\n"))
    yield Pattern("links that differ", _numbered("[a{0}](b{0}.md) "))
    yield Pattern("pictures that differ", _numbered("![a{0}](b{0}.png) "))
    yield Pattern("words that differ", _numbered("word{0} "))
    yield Pattern("formulas that differ", _numbered("$x_{{{0}}}$ "))
    yield Pattern("code that differs", _numbered("`x{0}` "))
    yield Pattern("a wide head over narrow rows", _wide)
    yield Pattern("a wide head over narrow rows in a quotation", lambda size: _wide(size).replace("\n", "\n> "))
    yield Pattern("tables below each other", _repeated("", "|a|b|c|\n|-|-|-|\n|1|2|3|\n\n", ""))


def _files() -> Iterator[Pattern]:
    for name, head, unit, tail in (
        ("keywords", "---\ntitle: a\nkeywords: ", "a, ", "b\n---\n\nc\n"),
        ("keywords in lines", "---\ntitle: a\nkeywords:\n", "  - a\n", "---\n\nc\n"),
        ("keywords in brackets", "---\ntitle: a\nkeywords: [", "a, ", "b]\n---\n\nc\n"),
        ("brackets", "---\ntitle: a\nb: ", "[", "\n---\n\nc\n"),
        ("braces", "---\ntitle: a\nb: ", "{a: ", "\n---\n\nc\n"),
        ("dashes", "---\ntitle: a\nb:\n", "- ", "\n---\n\nc\n"),
        ("question marks", "---\ntitle: a\n", "? ", "\n---\n\nc\n"),
        ("a long title", "---\ntitle: ", "a ", "\n---\n\nc\n"),
        ("a title in quotes", '---\ntitle: "', "a ", '"\n---\n\nc\n'),
        ("a title of escapes", '---\ntitle: "', "\\u0041", '"\n---\n\nc\n'),
        ("an unclosed quote", '---\ntitle: "', "a ", "\n---\n\nc\n"),
        ("a folded title", "---\ntitle: >-\n", "  a\n", "---\n\nc\n"),
        ("a folded title of blank lines", "---\ntitle: >-\n  b", "\n\n", "\n  a\n---\n\nc\n"),
        ("a literal answer", "---\ntitle: a\nanswer: |-\n", "  a\n", "---\n\n&nbsp;\n"),
        ("an escaped answer", "---\ntitle: a\nanswer: >-\n  ", "a\\n", "\n---\n\n&nbsp;\n"),
        ("an escaped answer of commands", "---\ntitle: a\nanswer: >-\n  $", "\\neq ", "$\n---\n\n&nbsp;\n"),
        ("a deep subject", "---\ntitle: a\nsubject: ", "a/", "a\n---\n\nc\n"),
        ("a long subject", "---\ntitle: a\nsubject: ", "a ", "\n---\n\nc\n"),
        ("a long address", "---\ntitle: a\nurl: /", "a/", "\n---\n\nc\n"),
        ("a long date format", "---\ntitle: a\ndate: 2025-01-01\ndate_format: ", "[Y", "\n---\n\nc\n"),
        ("a date format of tokens", "---\ntitle: a\ndate: 2025-01-01\ndate_format: ", "YYYY", "\n---\n\nc\n"),
        ("a long date", "---\ntitle: a\ndate: ", "1", "\n---\n\nc\n"),
        ("related in lines", "---\ntitle: a\nrelated:\n", "  - /a\n", "---\n\nc\n"),
        ("related groups", "---\ntitle: a\nrelated:\n", "  - title: a\n    url: /a\n", "---\n\nc\n"),
        ("comments", "---\ntitle: a\n", "# a\n", "---\n\nc\n"),
        ("comments behind", "---\ntitle: a ", "# a ", "\n---\n\nc\n"),
        ("blank lines", "---\ntitle: a\n", "\n", "---\n\nc\n"),
        ("a header without end", "---\n", "a: b\n", ""),
        ("dashes without end", "---\n", "--- a\n", ""),
        ("aliases", "---\ntitle: &a b\nc: [", "*a, ", "b]\n---\n\nc\n"),
        ("a long key", "---\ntitle: a\n", "a", ": b\n---\n\nc\n"),
        ("a body of spaces", "---\ntitle: a\n---\n", "&nbsp;", "c\n"),
        ("a body of blanks", "---\ntitle: a\n---\n", " ", "c\n"),
        ("a body of headings", "---\nid: 1\n---\n", "#\n", "c\n"),
        ("dotted TOML", "+++\ntitle = 'a'\n", "a.", "a = 1\n+++\n\nc\n"),
        ("dotted TOML headers", "+++\ntitle = 'a'\n[", "a.", "a]\n+++\n\nc\n"),
        ("TOML brackets", "+++\ntitle = 'a'\nb = ", "[", "\n+++\n\nc\n"),
        ("TOML braces", "+++\ntitle = 'a'\nb = ", "{a = ", "\n+++\n\nc\n"),
        ("TOML lists", "+++\ntitle = 'a'\nb = [", "'a', ", "]\n+++\n\nc\n"),
        ("TOML numbers", "+++\ntitle = 'a'\nb = [", "1, ", "]\n+++\n\nc\n"),
        ("a TOML string", '+++\ntitle = "', "\\u0041", '"\n+++\n\nc\n'),
        ("a TOML text", '+++\ntitle = """', "a\n", '"""\n+++\n\nc\n'),
        ("TOML comments", "+++\ntitle = 'a'\n", "# a\n", "+++\n\nc\n"),
        ("TOML tables of a list", "+++\ntitle = 'a'\n", "[[a]]\nb = 1\n", "+++\n\nc\n"),
        ("a TOML number", "+++\ntitle = 'a'\nb = ", "1", "\n+++\n\nc\n"),
        ("a TOML number in hex", "+++\ntitle = 'a'\nid = 0x", "f", "\n+++\n\nc\n"),
        ("JSON brackets", '{"title": "a", "b": ', "[", "\n\nc\n"),
        ("JSON braces", '{"title": "a", "b": ', '{"a": ', "\n\nc\n"),
        ("JSON lists", '{"title": "a", "b": [', "1, ", "1]}\n\nc\n"),
        ("a JSON string", '{"title": "', "\\u0041", '"}\n\nc\n'),
        ("an unclosed JSON string", '{"title": "', '\\"', "\n\nc\n"),
        ("JSON quotes", '{"title": "a', '"', "\n\nc\n"),
        ("a JSON number", '{"title": "a", "id": ', "1", "}\n\nc\n"),
    ):
        yield Pattern(f"file: {name}", _repeated(head, unit, tail), True)
    for name, head, unit, tail in (
        ("fields", "---\ntitle: a\n", "b{0}: c\n", "---\n\nc\n"),
        ("fields in a group", "---\ntitle: a\nseo:\n", "  b{0}: c\n", "---\n\nc\n"),
        ("groups", "---\ntitle: a\n", "b{0}:\n  c: d\n", "---\n\nc\n"),
        ("fields in braces", "---\ntitle: a\nb: {{", "b{0}: c, ", "b: c}}\n---\n\nc\n"),
        ("keywords that differ", "---\ntitle: a\nkeywords: ", "a{0}, ", "b\n---\n\nc\n"),
        ("related that differ", "---\ntitle: a\n", "related_article{0}:\n  url: /a{0}\n", "---\n\nc\n"),
        ("related of one name", "---\ntitle: a\nrelated:\n", "  - title: a\n    url: /a{0}\n", "---\n\nc\n"),
        ("anchors", "---\ntitle: a\n", "b{0}: &b{0} c\n", "---\n\nc\n"),
        ("merges of one mapping", "---\ntitle: a\nm: &m {{x: 1}}\n", "b{0}: {{<<: *m}}\n", "---\n\nc\n"),
        ("a subject of many levels", "---\ntitle: a\nsubject: ", "a{0}/", "a\n---\n\nc\n"),
        ("TOML fields", "+++\ntitle = 'a'\n", "b{0} = 1\n", "+++\n\nc\n"),
        ("TOML tables", "+++\ntitle = 'a'\n", "[b{0}]\nc = 1\n", "+++\n\nc\n"),
        ("TOML tables in a table", "+++\ntitle = 'a'\n", "[b.b{0}]\nc = 1\n", "+++\n\nc\n"),
        ("TOML dotted fields", "+++\ntitle = 'a'\n", "b.b{0} = 1\n", "+++\n\nc\n"),
        ("TOML fields in braces", "+++\ntitle = 'a'\nb = {{", "b{0} = 1, ", "b = 1}}\n+++\n\nc\n"),
        ("JSON fields", '{{"title": "a", ', '"b{0}": 1, ', '"b": 1}}\n\nc\n'),
        ("JSON groups", '{{"title": "a", ', '"b{0}": {{"c": 1}}, ', '"b": 1}}\n\nc\n'),
    ):
        make = _numbered(unit)
        yield Pattern(
            f"file: {name}",
            lambda size, make=make, head=head, tail=tail: f"{head.format()}{make(size)}{tail.format()}",  # type: ignore[misc]
            True,
        )
    yield Pattern("file: a deep YAML block", _deep_block, True)
    yield Pattern("file: merges of a growing mapping", _merged, True)
    yield Pattern("file: aliases of aliases", _aliases_of_aliases, True)


def _repeated(before: str, unit: str, behind: str) -> Make:
    return lambda size: before + unit * max(1, (size - len(before) - len(behind)) // len(unit)) + behind


def _halves(unit: str, behind: str) -> Make:
    def make(size: int) -> str:
        times = max(1, size // (len(unit) + len(behind)))
        return unit * times + "a" + behind * times

    return make


def _growing(part: Callable[[int], str]) -> Make:
    def make(size: int) -> str:
        parts: list[str] = []
        length = number = 0
        while length < size:
            number += 1
            parts.append(part(number))
            length += len(parts[-1])
        return "".join(parts)

    return make


def _numbered(unit: str) -> Make:
    def make(size: int) -> str:
        times = max(1, size // (len(unit.format(0)) + 3))
        return "".join(unit.format(number) for number in range(times))

    return make


def _wide(size: int) -> str:
    columns = max(1, size // 10)
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|b|\n" * columns


def _deep_block(size: int) -> str:
    depth = max(1, int((2 * size) ** 0.5))
    return "---\ntitle: a\n" + "".join(" " * level + "a:\n" for level in range(depth)) + "---\n\nc\n"


def _merged(size: int) -> str:
    count = max(1, size // 30)
    keys = ", ".join(f"k{number}: 1" for number in range(count))
    return f"---\ntitle: a\nm: &m {{{keys}}}\n" + "".join(f"b{n}: {{<<: *m}}\n" for n in range(count)) + "---\n\nc\n"


def _aliases_of_aliases(size: int) -> str:
    count = max(2, size // 25)
    lines = (f"a{number}: &a{number} [*a{number - 1}, *a{number - 1}]\n" for number in range(1, count))
    return "---\ntitle: a\na0: &a0 [x]\n" + "".join(lines) + "---\n\nc\n"
