"""Raw HTML within Markdown: which lines and signs are HTML (CommonMark 4.6 and 6.6), and which names HTML knows.

A name that HTML doesn't define is no tag here: `<gateway-ip>` is text.
"""

from __future__ import annotations

import re

HTML = "html"
"""The element of raw HTML within a line; its text is the source."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""The elements of headings."""

SAFE = frozenset(
    "br hr p div span b i em strong u s del ins mark small sub sup kbd code pre samp var q cite abbr a img h1 h2 h3 h4 "
    "h5 h6 ul ol li dl dt dd table thead tbody tfoot caption tr th td blockquote details summary figure figcaption "
    "picture source video audio track iframe center strike tt big font".split()
)
"""Elements that are shown as HTML means them."""

DROPPED = frozenset(
    "script style template form button select optgroup option textarea input datalist object embed applet param "
    "frameset frame noframes noembed head title meta link base basefont canvas dialog".split()
)
"""Elements that vanish with all they hold."""

WITHOUT_END = frozenset(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()
)
"""Elements that never have an end tag."""

_OTHER = frozenset(
    "html body article aside nav section header footer main hgroup address search menu dir nobr wbr bdi bdo data time "
    "ruby rb rp rt rtc dfn label fieldset legend output progress meter map area noscript slot svg math acronym "
    "marquee blink multicol xmp listing plaintext bgsound isindex keygen col colgroup portal spacer".split()
)
NAMES = SAFE | DROPPED | _OTHER
"""Every element of HTML, past ones included (https://html.spec.whatwg.org/multipage/indices.html)."""

_BLOCK_NAMES = frozenset(
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul".split()
)
_RAW_NAMES = frozenset(("pre", "script", "style", "textarea"))

_ATTRIBUTES = r"(?:\s++[A-Za-z_:][\w:.\-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+"
_TAG = re.compile(rf"<(?:(?P<open>[A-Za-z][A-Za-z0-9-]*+){_ATTRIBUTES}/?>|/(?P<close>[A-Za-z][A-Za-z0-9-]*+)\s*+>)")
_LONE_TAG = re.compile(rf"{_TAG.pattern}[ \t]*+$")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*+)(?=[ \t>/]|$)")
_RAW_START = re.compile(r"<(?:pre|script|style|textarea)(?=[ \t>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_FOREIGN_START = re.compile(r"<(svg|math)(?=[ \t\n>/])", re.IGNORECASE)
_PAIRS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}


class HtmlScan:
    """Finds raw HTML in one text; remembers which closing signs it lacks, so that none is looked for twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lacking: set[str] = set()

    def end(self, place: int) -> int:
        """The end of the tag, comment, declaration or instruction that begins at a place with `<`, or -1.

        A tag may be one whose name HTML doesn't know, see `is_known`.
        """
        text = self._text
        following = text[place + 1 : place + 2]
        if following == "!":
            if text.startswith("<!-->", place):
                return place + 5
            if text.startswith("<!--->", place):
                return place + 6
            if text.startswith("<!--", place):
                return self._after("-->", place + 4)
            if text.startswith("<![CDATA[", place):
                return self._after("]]>", place + 9)
            return self._after(">", place + 2) if text[place + 2 : place + 3].isalpha() else -1
        if following == "?":
            return self._after("?>", place + 2)
        tag = _TAG.match(text, place)
        return -1 if tag is None else tag.end()

    def foreign_end(self, place: int, end: int) -> int:
        """The end of the drawing or formula whose start tag is `text[place:end]`; `end` if there is none.

        The names within `svg` and `math` are not those of HTML, so they are not looked at one by one.
        """
        found = _FOREIGN_START.match(self._text, place)
        if found is None or self._text.startswith("/>", end - 2):
            return end
        return max(end, self._after(f"</{found[1].lower()}>", end))

    def _after(self, sign: str, place: int) -> int:
        if sign in self._lacking:
            return -1
        found = self._text.find(sign, place)
        if found < 0:
            self._lacking.add(sign)
            return -1
        return found + len(sign)


_CODE_TAG = re.compile(r"<(/?)(?:code|kbd|samp|tt|pre)(?=[\s>])", re.IGNORECASE)


def code_tag(tag: str) -> int:
    """1 for a tag that begins code, -1 for one that ends it, 0 for others."""
    found = _CODE_TAG.match(tag)
    return 0 if found is None else -1 if found[1] else 1


def is_known(tag: str) -> bool:
    """Whether raw HTML is a comment or its like, or a tag whose name HTML defines."""
    name = _NAME.match(tag)
    return name is None or name[1].lower() in NAMES


def html_block_end(line: str, *, in_paragraph: bool) -> str | None:
    """What ends the HTML block that begins with a line.

    Args:
        line: the line from its `<` on.
        in_paragraph: whether a paragraph is open, which a lone tag of no block element can't interrupt.

    Returns:
        The closing sign, "tag" for `</pre>` and its like, "" for a blank line; None if no such block begins.
    """
    if _RAW_START.match(line):
        return "tag"
    for start, end in _PAIRS.items():
        if line.startswith(start):
            return end
    if line.startswith("<!") and line[2:3].isalpha() and line[2:3].isascii():
        return ">"
    name = _NAME.match(line)
    if name is None:
        return None
    known = name[1].lower()
    if known in _BLOCK_NAMES:
        return ""
    if not in_paragraph and known in NAMES and known not in _RAW_NAMES and _LONE_TAG.match(line):
        return ""
    return None


def ends_html_block(line: str, end: str) -> bool:
    """Whether a line holds what ends an HTML block, see `html_block_end`."""
    if end == "tag":
        return _RAW_END.search(line) is not None
    return bool(end) and end in line


_NEVER_OPEN = WITHOUT_END | frozenset("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt".split())
"""Elements without an end tag, or whose end tag may be left out."""


class HtmlBalance:
    """Follows which elements are open while pieces of raw HTML are read."""

    def __init__(self) -> None:
        self._open: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether an element is open."""
        return bool(self._open)

    def read(self, html: str) -> None:
        """Follow the tags of one piece of raw HTML."""
        scan = HtmlScan(html)
        place = html.find("<")
        while place >= 0:
            end = scan.end(place)
            if end >= 0:
                self._tag(html[place:end])
            place = html.find("<", max(end, place + 1))

    def _tag(self, tag: str) -> None:
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        if not name or name in _NEVER_OPEN or name not in NAMES:
            return
        if tag[1] != "/":
            if not tag.endswith("/>"):
                self._open.append(name)
        elif name in self._open[-_MOST_LOOKED_AT:]:
            while self._open.pop() != name:
                pass


_MOST_LOOKED_AT = 100
