"""The links of a text are the same whether they are kept, known from another text, or found anew."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qtbrowser.curation import planned_links as module
from qtbrowser.curation.planned_links import forget_links, planned_links
from qtbrowser.curation.retargeting import with_targets
from qtbrowser.documents.folder_kind import FolderKind, names_of_kinds
from qtbrowser.markup.markdown_links import LinkPlace, link_places

TEXT = "[a](b.md) and [[note|words]]\n\n"

TARGETS = st.sampled_from(
    ["a.md", "b/c_d.md", "../e-1.md#x", "<f g.md>", "h", "/i/j.md", "k(1).md", "l%20m.md", "n&o.md", "#p", "1.", "-q-"]
)
PIECES = st.one_of(
    st.builds("[{}]({})".format, st.sampled_from(["x", "*y*", "[z](a.md)", "![p](q.png)", "`c`"]), TARGETS),
    st.builds("![{}]({} 'title')".format, st.just("x"), TARGETS),
    st.builds("[ref]: {}".format, TARGETS),
    st.builds("[ref]:\n{}".format, TARGETS),
    st.builds("[[{}]]".format, TARGETS),
    st.builds('<a href="{}">'.format, TARGETS),
    st.sampled_from(["[ref]", "[x][ref]", "\n", "\n\n", "| a | b |\n|---|---|\n| ", " | ", "\n> ", "\n- ", "\n    "]),
    st.sampled_from(["`", "$", "**", "_", "<b>", "\\", "word ", "](", "[", "{{", "-->", "<!--", "\n---\n", "\n```\n"]),
)
NEW = st.sampled_from(["new/place.md", "../n_e-w.md#there", "two words.md", "(x).md", "n", "1", "a*b*.md", "x`y.md"])
KINDS = st.sampled_from([FolderKind.PLAIN, FolderKind.OBSIDIAN, FolderKind.QUESTIONS, FolderKind.HUGO])


@pytest.mark.parametrize("kinds", [[], ["obsidian"]])
@pytest.mark.parametrize("text", [TEXT, "word " * 25_000 + TEXT], ids=["short", "long"])
def test_links_are_those_of_the_text(text: str, kinds: list[str]) -> None:
    for _ in range(2):
        assert planned_links(text, kinds) == tuple(link_places(text, kinds))
    forget_links()
    assert planned_links(text, kinds) == tuple(link_places(text, kinds))


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=12).map("".join), st.lists(NEW, min_size=1, max_size=4), KINDS)
@example("[a](a.md) [[b]] <a href='c.md'>", ["new/place.md"], FolderKind.OBSIDIAN)
@example("[ref]:\na.md\n\n[ref]", ["1"], FolderKind.PLAIN)
def test_links_of_a_changed_text_are_those_that_are_found_in_it(text: str, new: list[str], kinds: FolderKind) -> None:
    targets = iter(new * 50)
    changed = with_targets(text, kinds, lambda link: next(targets) if len(link.target) % 3 else link.target)
    names = names_of_kinds(kinds)
    assert planned_links(changed, names) == tuple(link_places(changed, names))


def test_a_text_with_other_targets_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_links()
    read: list[str] = []

    def noted(text: str, kinds: list[str]) -> list[LinkPlace]:
        read.append(text)
        return link_places(text, kinds)

    monkeypatch.setattr(module, "link_places", noted)
    text = "[a](b.md) and ![c](d.png)"
    changed = with_targets(text, FolderKind.PLAIN, lambda link: f"new/{link.target}")
    assert changed == "[a](new/b.md) and ![c](new/d.png)"
    assert with_targets(changed, FolderKind.PLAIN, lambda link: link.target.removeprefix("new/")) == text
    assert read == [text]


def test_only_the_last_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_links()
    monkeypatch.setattr(module, "_MOST_LETTERS", 300)
    read: list[str] = []

    def noted(text: str, _: list[str]) -> list[LinkPlace]:
        read.append(text)
        return []

    monkeypatch.setattr(module, "link_places", noted)
    texts = ["a" * 100, "b" * 100, "c" * 100, "a" * 100, "d" * 100, "a" * 100, "b" * 100]
    for text in texts:
        assert planned_links(text, ()) == ()
    assert [text[0] for text in read] == list("abcdb")
    forget_links()
