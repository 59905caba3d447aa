"""What configurations of sites say of their addresses; whatever else is in them does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.site_configuration import read_site_settings, settings_of
from qtbrowser.documents.site_settings import NO_SETTINGS, SiteSettings


@pytest.mark.parametrize(
    ("name", "text", "settings"),
    [
        (
            "astro.config.mjs",
            "export default defineConfig({\n  site: 'https://X.org',\n  // base: '/old',\n  base: '/docs',\n});",
            SiteSettings(base="docs", host="x.org"),
        ),
        (
            "_quarto.yml",
            "book:\n  site-url: https://x.org/\n  chapters:\n  - index.qmd\n  - part: a.qmd\n    chapters: [b.Rmd]\n",
            SiteSettings(listed=("index.qmd", "a.qmd", "b.Rmd"), host="x.org"),
        ),
        (
            "SUMMARY.md",
            "* [A](README.md)\n  * [B](b%20c.md#d)\n  * [E](<e f.md>)\n* [W](https://w.org/w.md)\n* [A](README.md)",
            SiteSettings(
                listed=("README.md", "b c.md", "e f.md"),
                titles=(("README.md", "A"), ("b c.md", "B"), ("e f.md", "E")),
            ),
        ),
        ("hugo.toml", 'baseURL = "https://x.org/docs/v2/"', SiteSettings(base="docs/v2", host="x.org")),
        ("config.toml", 'contentDir = "pages/en"', SiteSettings(routes=(("pages/en", ""),))),
        (
            "hugo.yaml",
            "languages:\n  de:\n    contentDir: inhalt\n",
            SiteSettings(routes=(("inhalt", "de"), ("inhalt", ""))),
        ),
        (
            "hugo.toml",
            '[permalinks]\nposts = "/:year/:slug/"\n[permalinks.page]\nnews = "/n/:title"',
            SiteSettings(patterns=(("news", "/n/:title"),)),
        ),
        (
            "hugo.json",
            '{"permalinks": {"posts": "/:year/:title/"}}',
            SiteSettings(patterns=(("posts", "/:year/:title/"),)),
        ),
        (
            "_config.yml",
            "baseurl: /project\npermalink: /blog/:title\ncollections:\n  guides:\n    permalink: /help/:path/\n",
            SiteSettings("project", (("_guides", "guides"),), (("_guides", "/help/:path/"), ("", "/blog/:title"))),
        ),
        (
            "_config.yml",
            "collections_dir: all\ncollections: [guides]\npermalink: pretty\n",
            SiteSettings(routes=(("all/_guides", "guides"), ("all/_posts", ""))),
        ),
        (
            "_config.yml",
            "defaults:\n- scope: {path: '', type: posts}\n  values: {permalink: '/p/:title'}\n- broken\n",
            SiteSettings(patterns=(("", "/p/:title"),)),
        ),
        (
            "mkdocs.yml",
            "docs_dir: manual\nnav: [Home: index.md, Guide: [a.md, Web: 'https://x.org/b.md']]\na: !!python/name:b.c\n",
            SiteSettings(
                routes=(("manual", ""),),
                listed=("manual/index.md", "manual/a.md"),
                titles=(("manual/index.md", "Home"),),
            ),
        ),
        ("book.toml", '[book]\nsrc = "text"', SiteSettings(routes=(("text", ""),))),
        (
            "docusaurus.config.js",
            """{url: 'https://Docs.x.org', baseUrl: '/p/', docs: {path: 'guide', routeBasePath: '/learn'},
            // path: 'no',
            blog: {routeBasePath: 'news', path: 'posts'}, /* path: 'no' */ other: {routeBasePath: '/'}}""",
            SiteSettings("p", (("guide", "learn"), ("posts", "news"), ("docs", "")), host="docs.x.org"),
        ),
        *((name, "{[: broken", NO_SETTINGS) for name in ("hugo.toml", "_config.yml", "mkdocs.yml", "hugo.json")),
        ("mkdocs.yml", "site_url: [1]\ndocs_dir: {a: b}\nnav: 7\n", NO_SETTINGS),
        ("mkdocs.yml", "site_name: x\n", NO_SETTINGS),
        *(("mkdocs.yml", f"a: !!{value}\n", NO_SETTINGS) for value in ("bool q", "int ''", "timestamp z")),
        ("other.yml", "docs_dir: manual\n", NO_SETTINGS),
    ],
)
def test_what_a_configuration_says(name: str, text: str, settings: SiteSettings) -> None:
    assert settings_of(name, text) == settings


@given(st.sampled_from(["hugo.toml", "_config.yml", "mkdocs.yml", "docusaurus.config.ts", "book.toml"]), st.text())
def test_any_text_is_read(name: str, text: str) -> None:
    settings_of(name, text)


def test_paths_stay_within_the_library(tmp_path: Path) -> None:
    (tmp_path / "site" / "config" / "_default").mkdir(parents=True)
    (tmp_path / "site" / "config" / "_default" / "hugo.toml").write_text('contentDir = "text"')
    (tmp_path / "mkdocs.yml").write_text("docs_dir: ../../etc\nnav: [../../a.md]\n")
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "docusaurus.config.js").write_text("x = {routeBasePath: '/', path: '../manual'}")
    files = {"site/config/_default/hugo.toml": "site", "mkdocs.yml": "", "web/docusaurus.config.js": "", "gone.yml": ""}
    assert read_site_settings(tmp_path, files) == {
        "site": SiteSettings(routes=(("site/text", ""),)),
        "": SiteSettings(routes=(("manual", ""),)),
    }


def test_no_library_has_more_yaml_read_than_takes_a_few_seconds(tmp_path: Path) -> None:
    # It is read at each start, and YAML takes seconds for a megabyte.
    names = [*"abcde", "f/small"]
    for name in names:
        configuration = tmp_path / name / "mkdocs.yml"
        configuration.parent.mkdir(parents=True)
        size = 10 if "small" in name else 400_000
        configuration.write_text(f"docs_dir: text\n# {'x' * size}\n", encoding="utf-8")
    found = read_site_settings(tmp_path, {f"{name}/mkdocs.yml": name for name in names})
    assert list(found) == ["a", "b", "f/small"]
