from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.pane.page_links import LinkKind, PageLink, is_inner_path, read_link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("qtbrowser:document/a/b%20c.md#top", PageLink(LinkKind.DOCUMENT, "a/b c.md", "top")),
        ("qtbrowser:document/a%23b.md", PageLink(LinkKind.DOCUMENT, "a#b.md")),
        ("qtbrowser:missing/..%2F..%2Fsecret", PageLink(LinkKind.MISSING, "../../secret")),
        ("qtbrowser:search/cell%20wall", PageLink(LinkKind.SEARCH, "cell wall")),
        ("qtbrowser:subject/law%2Ftax", PageLink(LinkKind.SUBJECT, "law/tax")),
        ("qtbrowser:image/img/%C3%A9.png", PageLink(LinkKind.IMAGE, "img/é.png")),
        ("qtbrowser:file/a/b%20c.pdf", PageLink(LinkKind.FILE, "a/b c.pdf")),
        ("#caf%C3%A9", PageLink(LinkKind.PLACE, "", "café")),
        ("https://example.org/a?b#c", PageLink(LinkKind.OUTSIDE, "https://example.org/a?b#c")),
        ("HTTP://example.org", PageLink(LinkKind.OUTSIDE, "HTTP://example.org")),
        ("mailto:a@example.org", PageLink(LinkKind.OUTSIDE, "mailto:a@example.org")),
    ],
)
def test_addresses_of_a_page(address: str, link: PageLink) -> None:
    assert read_link(address) == link


@pytest.mark.parametrize(
    "address",
    [
        "",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://example.org/",
        "smb://server/share",
        "qtbrowser:file/../secret.pdf",
        "\\\\server\\share",
        "//example.org/a",
        "relative.md",
        "../up.md",
        "qtbrowser:",
        "qtbrowser:document/",
        "qtbrowser:unknown/x",
        "qtbrowser:image/../../etc/passwd",
        "qtbrowser:image/%2e%2e/x.png",
        "qtbrowser:image/a/..%2f..%2fb.png",
        "qtbrowser:image//etc/passwd",
        "qtbrowser:image/%2Fetc/passwd",
        "qtbrowser:image/C:/x.png",
        "qtbrowser:image/a%5C..%5Cb.png",
        "qtbrowser:image/a%00.png",
    ],
)
def test_everything_else_is_refused(address: str) -> None:
    assert read_link(address) == PageLink(LinkKind.REFUSED, address)


@given(st.text())
def test_no_text_is_an_accident(address: str) -> None:
    link = read_link(address)
    if link.kind is LinkKind.OUTSIDE:
        assert address.lower().startswith(("http:", "https:", "mailto:"))
    elif link.kind is LinkKind.IMAGE:
        assert is_inner_path(link.target)
    elif link.kind is LinkKind.REFUSED:
        assert link.target == address
