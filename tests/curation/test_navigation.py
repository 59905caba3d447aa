"""The navigation of sites follows pages byte for byte, and says what can't follow."""

from __future__ import annotations

import pytest

from qtbrowser.curation.navigation import MovedPages, followed, navigation_files

MKDOCS = """\
# ours 😀
site_name: "T"   # kept
docs_dir: 'text'
nav:
  - Home: index.md      # first
  - 'a/one.md'
  - Guide:
      - "Two": "a/two.md"
      - https://example.org/a/one.md
  - {Flow: a/three.md}
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
extra: [a/one.md]
"""
MOVED = MovedPages(
    {"text/a/one.md": "text/b/uno: eins.md", "text/a/two.md": "text/two.md", "text/a/three.md": "else/3.md"}
)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_mkdocs_follows_pages_and_nothing_else(ending: str) -> None:
    now = followed("mkdocs.yml", MKDOCS.replace("\n", ending), MOVED)
    wanted = MKDOCS.replace("- 'a/one.md'", "- 'b/uno: eins.md'").replace('"a/two.md"', '"two.md"')
    assert now.text == wanted.replace("\n", ending)
    assert now.dead == ("a/three.md",)


REDIRECTS = """\
plugins:
  - search
  - redirects:
      redirect_maps:
        old.md: a.md#x   # first
        'gone.md': b.md
nav: [a.md]
"""


def test_redirects_of_mkdocs_are_added_followed_and_taken_back() -> None:
    there = followed("d/mkdocs.yml", REDIRECTS, MovedPages({"d/docs/a.md": "d/docs/n/a.md"})).text
    assert there == REDIRECTS.replace("a.md#x", "n/a.md#x").replace(
        "'gone.md': b.md\n", "'gone.md': b.md\n        a.md: n/a.md\n"
    ).replace("nav: [a.md]", "nav: [n/a.md]")
    # Where the page is again there is no redirect, which would hide it.
    back = followed("d/mkdocs.yml", there, MovedPages({"d/docs/n/a.md": "d/docs/a.md"})).text
    assert "a.md: n/a.md" not in back.replace("n/a.md: a.md", "")
    assert "old.md: a.md#x" in back


@pytest.mark.parametrize(
    "plugins", ["[redirects]", "\n  - redirects", "\n  - redirects:\n      redirect_maps: {}", "{}"]
)
def test_a_plugin_without_redirects_stays_as_it_is(plugins: str) -> None:
    text = f"plugins: {plugins}\nnav: [b.md]\n"
    assert followed("mkdocs.yml", text, MovedPages({"docs/a.md": "docs/c.md"})).text == text


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        (
            "hugo.toml",
            'title = "x"\n[[menus.main]]\n  pageRef = "/posts/one"  # here\n  url=\'/posts/one/\'\n',
            'title = "x"\n[[menus.main]]\n  pageRef = "/notes/uno"  # here\n  url=\'/notes/uno/\'\n',
        ),
        (
            "s/config/_default/menus.en.toml",
            '[[main]]\npageRef = "posts/one.md"\n',
            '[[main]]\npageRef = "notes/uno.md"\n',
        ),
        ("hugo.yaml", "menus:\n  main:\n    - pageRef: /posts/one/\n", "menus:\n  main:\n    - pageRef: /notes/uno/\n"),
        (
            "hugo.json",
            '{"menus": {"main": [{"pageRef": "/posts/one"}]}}',
            '{"menus": {"main": [{"pageRef": "/notes/uno"}]}}',
        ),
        ("hugo.toml", 'pageRef = "/posts/one-more"\n', 'pageRef = "/posts/one-more"\n'),
        ("hugo.toml", 'pageRef = "/posts/one"\n[[[', 'pageRef = "/posts/one"\n[[['),
    ],
)
def test_menus_of_hugo_follow_pages(path: str, text: str, wanted: str) -> None:
    site = "s/" if path.startswith("s/") else ""
    pages = MovedPages({f"{site}content/posts/one.md": f"{site}content/notes/uno.md"}, (), {"/posts/one": "/notes/uno"})
    assert followed(path, text, pages).text == wanted


JEKYLL = """\
- title: One
  url: /docs/one/#part
  children:
    - {title: /docs/one/, link: /docs/one.html}
    - file: docs/one.md
"""


def test_data_of_jekyll_follow_addresses_and_paths() -> None:
    pages = MovedPages({"docs/one.md": "text/uno.md"}, (), {"/docs/one": "/text/uno"})
    now = followed("_data/navigation.yml", JEKYLL, pages).text
    assert now == JEKYLL.replace("url: /docs/one/", "url: /text/uno/").replace(
        "link: /docs/one", "link: /text/uno"
    ).replace("file: docs/one.md", "file: text/uno.md")


SIDEBARS = """\
// '01-start/one' stays here
module.exports = {
  docs: [
    'start/one',
    {type: 'category', label: 'start/one', items: ["start/two", 'start/named']},
    {type: 'doc', id: 'start/one', label: `Start`},
    'start/gone',
  ],
  'start/one': ['other'],
};
"""


def test_sidebars_of_docusaurus_follow_ids() -> None:
    pages = MovedPages(
        {
            "docs/01-start/one.md": "docs/02-next/uno.mdx",
            "docs/01-start/two.md": "docs/two.md",
            "docs/01-start/n.md": "docs/next/n.md",
        },
        {"docs/01-start/gone.md"},
        {},
        {"docs/01-start/n.md": "named"},
    )
    now = followed("sidebars.js", SIDEBARS, pages)
    assert now.text == SIDEBARS.replace("    'start/one',", "    'next/uno',").replace('"start/two"', '"two"').replace(
        "'start/named'", "'next/named'"
    ).replace("id: 'start/one'", "id: 'next/uno'")
    assert now.dead == ("start/gone",)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("mkdocs.yml", "nav: [a.md\n"),
        ("mkdocs.yml", "nav: " + "[" * 3000),
        ("mkdocs.yml", "- nav\n"),
        ("mkdocs.yml", ""),
        ("mkdocs.yml", "nav: &x [*x]\n"),
        ("other.yml", "nav: [a.md]\n"),
        ("_data/x.yml", "a: *b\n"),
    ],
)
def test_what_can_not_be_read_stays_as_it_is(path: str, text: str) -> None:
    assert followed(path, text, MovedPages({"docs/a.md": "docs/b.md"})).text == text


def test_files_of_navigation_are_found_by_their_names() -> None:
    names = {
        "": ["mkdocs.yml", "sidebars.js", "a.md", "hugo.toml"],
        "config/_default": ["menus.en.toml", "params.toml"],
        "_data": ["nav.yml", "people.csv", ".x.yml"],
        "s": ["config.yaml", "mkdocs.yml.bak"],
    }
    assert list(navigation_files("", lambda folder: names.get(folder, []))) == [
        "mkdocs.yml", "sidebars.js", "hugo.toml", "config/_default/menus.en.toml", "_data/nav.yml",
    ]  # fmt: skip
    assert list(navigation_files("s", lambda folder: names.get(folder, []))) == ["s/config.yaml"]
