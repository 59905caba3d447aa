"""What the tests of pages share: documents, and a check that HTML is made of nothing but what we allow."""

from __future__ import annotations

from html.parser import HTMLParser

from qtbrowser.documents.document import Document
from qtbrowser.rendering.page import PART_BREAK, Page
from qtbrowser.rendering.render import render_document

LIBRARY = {
    "/learn/b": "x/b.md",
    "b.md": "x/b.md",
    "../y/c d.md": "y/c d.md",
    "../y/c%20d.md": "y/c d.md",
    "id:7": "y/seven#7.md",
    "pic.png": "x/pic ä.png",
    "notes.pdf": "x/notes.pdf",
}


def resolve(target: str, base_path: str) -> str | None:
    """A small library around the document x/a.md."""
    assert base_path == "x/a.md"
    return LIBRARY.get(target)


def page(answer: str, **fields: object) -> Page:
    """The page of a document with this answer."""
    document = Document(path="x/a.md", title="A question?", raw_answer=answer)
    for name, value in fields.items():
        object.__setattr__(document, name, value)
    return render_document(document, resolve)


def answer_html(answer: str, **fields: object) -> str:
    """The HTML of an answer alone, its parts one behind the other."""
    html = page(answer, **fields).html.replace(f'\n</div>{PART_BREAK}<div class="answer">', "")
    opening = '<div class="answer">\n'
    return html[html.index(opening) + len(opening) : html.rindex("\n</div>")]


ALLOWED = {
    "h1": {"class", "dir"},
    **{f"h{level}": {"id", "dir", "align"} for level in range(2, 7)},
    "p": {"class", "dir", "align"},
    "div": {"class"},
    "a": {"class", "href", "name"},
    "span": {"class"},
    "ul": {"class", "dir"},
    "ol": {"class", "dir", "start"},
    "sup": set(),
    "sub": set(),
    "small": set(),
    "u": set(),
    "dl": set(),
    "dt": set(),
    "dd": set(),
    "li": {"class", "dir"},
    "table": {"class", "width"},
    "tr": set(),
    "th": {"align", "dir", "colspan", "rowspan"},
    "td": {"align", "dir", "colspan", "rowspan"},
    "pre": set(),
    "code": set(),
    "em": set(),
    "strong": set(),
    "s": set(),
    "br": set(),
    "hr": set(),
    "img": {"src", "alt", "width", "height"},
}
WITHOUT_END = {"br", "hr", "img"}
SCHEMES = (
    "qtbrowser:document/",
    "qtbrowser:missing/",
    "qtbrowser:search/",
    "qtbrowser:subject/",
    "qtbrowser:fold/",
    "qtbrowser:state/",
    "http:",
    "https:",
    "mailto:",
    "#",
)


class Checker(HTMLParser):
    """Fails on any tag, attribute or address that a page may not hold, and on tags that don't match."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert name in ALLOWED[tag], (tag, name)
            if name == "href":
                assert (value or "").lower().startswith(SCHEMES), value
            if name == "src":
                assert (value or "").startswith("qtbrowser:image/"), value
            if (tag, name) == ("ul", "class"):
                assert value == "cards"
            if name in ("href", "src"):
                assert (value or "").isascii()
                assert not any(sign in (value or "") for sign in ' \t\n"<>\\')
        assert tag != "a" or "a" not in self.open
        if tag not in WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        assert f"<!--{data}-->" == PART_BREAK.strip()

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def checked(html: str) -> str:
    """Checks a page's HTML and gives its text."""
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    html.encode()
    return "".join(checker.text)
