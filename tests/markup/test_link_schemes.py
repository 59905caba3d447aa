"""Links that only vaults and generators of sites know: what they name, and where that is written."""

from __future__ import annotations

import pytest

from qtbrowser.markup.link_schemes import split_fragment, with_plain_targets
from qtbrowser.markup.markdown_links import link_places, link_targets

WIKI = [
    ("[[Note]]", ["wiki:Note"]),
    ("[[Folder/Note|words]] and ![[pic.png|300]]", ["wiki:Folder/Note", "wiki:pic.png"]),
    ("[[Note#Part]] [[Note#^id]] [[#Here]]", ["wiki:Note#Part", "wiki:Note#^id", "wiki:#Here"]),
    ("| [[Note\\|words]] |", ["wiki:Note"]),
    ("[[Note|words [1] and ] or [ too]] [[B|c [[D]]", ["wiki:Note", "wiki:D"]),
    ("`[[Code]]`\n\n```\n[[Code]]\n```\n", []),
    ("[[]] [[ ]] [[a\nb]] [one](two)", ["two"]),
]


@pytest.mark.parametrize(("text", "targets"), WIKI)
def test_wiki_links_of_a_text(text: str, targets: list[str]) -> None:
    assert link_targets(text, ["obsidian"]) == targets
    places = link_places(text, ["obsidian"])
    assert [place.address for place in places] == targets
    assert all(text[place.start : place.end] == place.written for place in places)


def test_wiki_links_are_text_elsewhere() -> None:
    assert link_targets("[[Note]]") == []
    assert link_places("[[Note]]") == []


EXPRESSIONS = [
    ('[a]({{< ref "page.md#part" >}})', "ref:page.md#part", "page.md#part"),
    ("[a]({{% relref 'blog/page' %}})", "ref:blog/page", "blog/page"),
    ('[a]({{< ref path="page.md" lang="fr" >}})', "ref:page.md", "page.md"),
    ("[a]({% link _posts/a.md %})", "/_posts/a.md", "_posts/a.md"),
    ("[a]({{ site.baseurl }}{% link a.md %})", "/a.md", "a.md"),
    ("[a]({% post_url 2024-03-05-bread %})", "post:2024-03-05-bread", "2024-03-05-bread"),
    ("[a]({{ '/docs/a' | relative_url }})", "/docs/a", "/docs/a"),
    ('[a]({{ "docs/a" | absolute_url }})', "/docs/a", "docs/a"),
]


@pytest.mark.parametrize(("text", "address", "written"), EXPRESSIONS)
def test_expressions_of_sites_name_pages(text: str, address: str, written: str) -> None:
    assert link_targets(text, ["hugo", "jekyll"]) == [address]
    (place,) = link_places(text, ["hugo", "jekyll"])
    assert (place.address, text[place.start : place.end]) == (address, written)
    assert with_plain_targets(text) == f"[a]({address})"


def test_the_base_of_a_site_is_left_out() -> None:
    assert with_plain_targets("[a]({{ site.baseurl }}/docs/a/) {{site.url}}") == "[a](/docs/a/) "
    assert link_targets("[a]({{site.baseurl}}/docs/a/)", ["jekyll"]) == ["/docs/a/"]


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("a.md#part", ("a.md", "part")),
        ("wiki:Note#Keeping it", ("wiki:Note", "keeping-it")),
        ("wiki:Note#Part#A Section", ("wiki:Note", "a-section")),
        ("wiki:Note#^id", ("wiki:Note", "^id")),
        ("wiki:Note^id", ("wiki:Note", "^id")),
        ("wiki:Note", ("wiki:Note", "")),
    ],
)
def test_the_fragment_is_the_anchor_of_the_page(target: str, parts: tuple[str, str]) -> None:
    assert split_fragment(target) == parts
