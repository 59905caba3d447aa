"""Links of vaults and sites lead where their programs lead them: on the page, in the check, as backlinks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.curation.edits import RenameDocument
from qtbrowser.library import Library

Open = Callable[..., Library]
VAULT = {
    ".obsidian/app.json": "{}",
    "Notes/Bread.md": "---\naliases:\n- Loaf\ntags:\n- baking\n-\n---\n# All about bread\n\nFlour. ^basics\n",
    "Other/Butter.md": (
        "# Butter\n\nOn [[Bread]], [[loaf]], [[Bread|a slice]], [[Bread#Keeping it]], [[Notes/Bread]],"
        " [[Bread#^basics]] and [[Nothing here]].\n\nCode stays: `[[Bread]]`. ![[jar.png]] [[Same]] [[Deep/Same]]\n"
    ),
    "Other/Same.md": "Near.",
    "Deep/Same.md": "Far.",
    "pictures/jar.png": "png",
}
HUGO = {
    "hugo.toml": "",
    "content/_index.md": "# Home",
    "content/guide/_index.md": "# Guide",
    "content/guide/install.md": "---\nslug: set-up\naliases: [/old/install/, earlier]\n---\n# Install",
    "content/guide/use.md": "[a](../install/) [b](/guide/set-up/) [c](/)",
    "content/posts/bundle/index.md": '![p](cup.png) [d]({{< ref "use.md" >}}) [e]({{< relref "/guide/use" >}})',
    "content/posts/bundle/cup.png": "png",
    "content/fr/guide/use.md": "[f](/guide/set-up/)",
    "content/fr/guide/install.md": "---\nslug: set-up\n---\n# Installer",
    "static/data/table.csv": "a,b",
    "content/blog/first.md": "---\ntitle: A first word!\ndate: 2024-03-05\n---\nWords.",
}
JEKYLL = {
    "_config.yml": "",
    "index.md": "# Home",
    "about.md": "---\npermalink: /about-us/\nredirect_from: /who/\n---\n# About",
    "_posts/2024-03-05-bread.md": "---\ncategories: food\n---\n# Bread",
    "_posts/2024-04-06-rye.md": "---\ncategories: [Baked Goods]\n---\n# Rye",
    "_docs/01-start.md": "# Start",
    "assets/cup.png": "png",
}
DOCUSAURUS = {
    "docusaurus.config.js": "",
    "docs/01-intro.md": "---\nid: welcome\n---\n# Intro",
    "docs/guide/README.mdx": "# Guide",
    "docs/guide/slugged.md": "---\nslug: /short\n---\n# Slugged",
    "blog/2024-03-05-news.md": "# News",
    "blog/2024-03-06-more/index.md": "# More",
    "static/img/cup.png": "png",
    "website/blog/2024-05-06-late.md": "# Late",
}
ASTRO = {
    "docs/astro.config.mjs": "export default defineConfig({\n  base: '/help',\n});",
    "docs/src/content/docs/guide/start.mdx": "# Start",
    "docs/src/content/docs/de/guide/start.mdx": "# Anfang",
    "docs/src/content/blog/first.md": "# First",
    "docs/src/assets/cup.png": "png",
    "docs/public/fav.png": "png",
}
BLOCK = "63b70dc8-58a5-4a43-ae19-28143edb7752"
LOGSEQ = {
    "logseq/config.edn": "{}",
    "pages/Wood___glue.md": f"alias:: Paste\n\n- Bone.\n  id:: {BLOCK}",
    "pages/Chair.md": f"- [[Wood/glue]], [[paste]], [so]((({BLOCK}))), (({BLOCK})) and [[Mar 2nd, 2024]]",
    "journals/2024_03_02.md": "- TODO [[Chair]]",
}
DENDRON = {
    "dendron.yml": "",
    "vault/wood.glue.md": "# Bone\n\nwords",
    "vault/chair.md": "[[Our glue|wood.glue#bone]] ![[wood.glue#bone,1:#*]]",
}
MYST = {
    "conf.py": "extensions = ['myst_parser']",
    "index.md": "```{toctree}\nguide/start\n```\n{ref}`glue` [](glue) [](#glue) {doc}`/guide/start`",
    "guide/start.md": "# Start\n\n(glue)=\n## Bone glue\n\nwords",
}
GOLLUM = {
    "_Sidebar.md": "* [[Home]]",
    "Home.md": "[[Bone Glue]], [[our glue|Bone-Glue]], [x](Bone-Glue) and [[images/cup.png|width=20px]] [[_TOC_]]",
    "Bone-Glue.md": "# Glue\n\nwords",
    "images/cup.png": "png",
}
DOCSIFY = {
    "docs/_sidebar.md": "- [Glue](glue.md)",
    "docs/README.md": "[a](/glue?id=use) [b](glue ':ignore') [c](/)",
    "docs/glue.md": "# Glue\n\n## Use\n\nwords",
}
QUARTO = {
    "_quarto.yml": "book:\n  chapters: [two.qmd, one.qmd]\n",
    "one.qmd": "# One {#sec-one}\n\nSee @sec-two and @fig-cup.",
    "two.qmd": "# Two {#sec-two}\n\n```{r}\n#| label: fig-cup\n#| echo: false\nplot()\n```\n",
}
PLAIN = {
    "a.md": "# A",
    "guide/README.md": "# Guide",
    "guide/step.md": "# Step",
    "docs/index.md": "# Docs",
    "docs/page.md": "# Page",
    "paper.pdf": "pdf",
    "Caf\u00e9.md": "# Caf\u00e9",
}
LINKS = [
    ("vault", "Other/Butter.md", "wiki:Bread", "Notes/Bread.md"),
    ("vault", "Other/Butter.md", "wiki:bread", "Notes/Bread.md"),
    ("vault", "Other/Butter.md", "wiki:Loaf", "Notes/Bread.md"),
    ("vault", "Other/Butter.md", "wiki:Notes/Bread", "Notes/Bread.md"),
    ("vault", "Other/Butter.md", "wiki:Bread#Keeping it", "Notes/Bread.md"),
    ("vault", "Other/Butter.md", "wiki:Same", "Other/Same.md"),
    ("vault", "Notes/Bread.md", "wiki:Same", "Deep/Same.md"),
    ("vault", "Notes/Bread.md", "wiki:Other/Same", "Other/Same.md"),
    ("vault", "Notes/Bread.md", "wiki:#Keeping it", "Notes/Bread.md"),
    ("vault", "Notes/Bread.md", "wiki:jar.png", "pictures/jar.png"),
    ("vault", "Notes/Bread.md", "jar.png", "pictures/jar.png"),
    ("vault", "Notes/Bread.md", "wiki:Nothing here", None),
    ("vault", "Other/Butter.md", "Bread", "Notes/Bread.md"),
    ("vault", "Other/Butter.md", "Bread.md#keeping-it", "Notes/Bread.md"),
    ("vault", "Other/Butter.md", "/Bread", None),
    ("hugo", "content/guide/use.md", "../install/", "content/guide/install.md"),
    ("hugo", "content/guide/use.md", "/guide/set-up/", "content/guide/install.md"),
    ("hugo", "content/guide/use.md", "/guide/install", "content/guide/install.md"),
    ("hugo", "content/fr/guide/use.md", "/guide/set-up/", "content/fr/guide/install.md"),
    # A shortcode within an address, that of the version, is left out.
    ("hugo", "content/fr/guide/use.md", "/fr//set-up/", "content/fr/guide/install.md"),
    ("hugo", "content/guide/use.md", "/other//set-up/", None),
    ("hugo", "content/guide/use.md", "/fr/guide/set-up/", "content/fr/guide/install.md"),
    ("hugo", "content/guide/use.md", "/old/install/", "content/guide/install.md"),
    ("hugo", "content/guide/use.md", "/guide/earlier/", "content/guide/install.md"),
    ("hugo", "content/guide/use.md", "/base/guide/set-up/", "content/guide/install.md"),
    ("hugo", "content/guide/use.md", "/guide/", "content/guide/_index.md"),
    ("hugo", "content/guide/use.md", "/", "content/_index.md"),
    ("hugo", "content/posts/bundle/index.md", "ref:use.md", "content/guide/use.md"),
    ("hugo", "content/posts/bundle/index.md", "ref:/guide/use", "content/guide/use.md"),
    ("hugo", "content/posts/bundle/index.md", "cup.png", "content/posts/bundle/cup.png"),
    ("hugo", "content/guide/use.md", "/data/table.csv", "static/data/table.csv"),
    ("hugo", "content/guide/use.md", "/2024/03/a-first-word/", "content/blog/first.md"),
    ("hugo", "content/guide/use.md", "/blog/2024/first/", "content/blog/first.md"),
    ("hugo", "content/posts/bundle/index.md", "guide/set-up/", "content/guide/install.md"),
    ("astro", "docs/src/content/blog/first.md", "/guide/start/", "docs/src/content/docs/guide/start.mdx"),
    ("astro", "docs/src/content/blog/first.md", "/help/guide/start/", "docs/src/content/docs/guide/start.mdx"),
    ("astro", "docs/src/content/blog/first.md", "/de/guide/start/", "docs/src/content/docs/de/guide/start.mdx"),
    ("astro", "docs/src/content/docs/guide/start.mdx", "/blog/first/", "docs/src/content/blog/first.md"),
    ("astro", "docs/src/content/docs/guide/start.mdx", "~/assets/cup.png", "docs/src/assets/cup.png"),
    ("astro", "docs/src/content/docs/guide/start.mdx", "/fav.png", "docs/public/fav.png"),
    ("logseq", "pages/Chair.md", "wiki:Wood/glue", "pages/Wood___glue.md"),
    ("logseq", "pages/Chair.md", "wiki:paste", "pages/Wood___glue.md"),
    ("logseq", "pages/Chair.md", f"wiki:{BLOCK}#^{BLOCK}", "pages/Wood___glue.md"),
    ("logseq", "pages/Chair.md", "wiki:Mar 2nd, 2024", "journals/2024_03_02.md"),
    ("logseq", "pages/Chair.md", "wiki:2024_03_02", "journals/2024_03_02.md"),
    ("dendron", "vault/chair.md", "wiki:wood.glue#bone", "vault/wood.glue.md"),
    ("myst", "index.md", "ref:glue#glue", "guide/start.md"),
    ("myst", "index.md", "glue", "guide/start.md"),
    ("myst", "index.md", "guide/start", "guide/start.md"),
    ("quarto", "one.qmd", "ref:sec-two#sec-two", "two.qmd"),
    ("quarto", "one.qmd", "ref:fig-cup", "two.qmd"),
    ("quarto", "one.qmd", "two.html", "two.qmd"),
    ("docsify", "docs/README.md", "/glue#use", "docs/glue.md"),
    ("docsify", "docs/glue.md", "/", "docs/README.md"),
    ("gollum", "Home.md", "wiki:Bone Glue", "Bone-Glue.md"),
    ("gollum", "Home.md", "wiki:Bone-Glue", "Bone-Glue.md"),
    ("gollum", "Home.md", "wiki:/images/cup.png", "images/cup.png"),
    ("jekyll", "index.md", "/about-us/", "about.md"),
    ("jekyll", "index.md", "about.html", "about.md"),
    ("jekyll", "index.md", "/who", "about.md"),
    ("jekyll", "index.md", "post:2024-03-05-bread", "_posts/2024-03-05-bread.md"),
    ("jekyll", "index.md", "post:bread", "_posts/2024-03-05-bread.md"),
    ("jekyll", "index.md", "/2024/03/05/bread.html", "_posts/2024-03-05-bread.md"),
    ("jekyll", "index.md", "/food/bread/", "_posts/2024-03-05-bread.md"),
    ("jekyll", "index.md", "/baked-goods/2024/04/06/rye.html", "_posts/2024-04-06-rye.md"),
    ("jekyll", "index.md", "/rye/", "_posts/2024-04-06-rye.md"),
    ("jekyll", "index.md", "/docs/start/", "_docs/01-start.md"),
    ("jekyll", "_posts/2024-03-05-bread.md", "/assets/cup.png", "assets/cup.png"),
    ("docusaurus", "blog/2024-03-05-news.md", "/docs/welcome", "docs/01-intro.md"),
    ("docusaurus", "blog/2024-03-05-news.md", "/docs/guide/", "docs/guide/README.mdx"),
    ("docusaurus", "blog/2024-03-05-news.md", "/docs/short", "docs/guide/slugged.md"),
    ("docusaurus", "docs/guide/README.mdx", "../01-intro.md", "docs/01-intro.md"),
    ("docusaurus", "docs/guide/README.mdx", "@site/docs/01-intro.md", "docs/01-intro.md"),
    ("docusaurus", "docs/guide/README.mdx", "/blog/2024/03/05/news", "blog/2024-03-05-news.md"),
    ("docusaurus", "docs/guide/README.mdx", "/blog/2024/03/06/more", "blog/2024-03-06-more/index.md"),
    ("docusaurus", "docs/guide/README.mdx", "/img/cup.png", "static/img/cup.png"),
    # The program is in a folder beside the documents.
    ("docusaurus", "docs/01-intro.md", "/blog/2024/05/06/late", "website/blog/2024-05-06-late.md"),
    ("docusaurus", "docs/01-intro.md", "/docs/next/guide/slugged", "docs/guide/slugged.md"),
    ("hugo", "content/guide/use.md", "/posts/bundle/cup.png", "content/posts/bundle/cup.png"),
    ("hugo", "content/guide/use.md", "/nowhere/", None),
    ("plain", "a.md", "guide/", "guide/README.md"),
    ("plain", "a.md", "guide", "guide/README.md"),
    ("plain", "a.md", "guide/step.html#part", "guide/step.md"),
    ("plain", "guide/step.md", "./", "guide/README.md"),
    ("plain", "guide/step.md", "../A.md", "a.md"),
    ("plain", "a.md", "docs/", "docs/index.md"),
    ("plain", "a.md", "paper.pdf", "paper.pdf"),
    ("plain", "a.md", "Cafe%CC%81.md", "Caf\u00e9.md"),
    ("plain", "a.md", "../outside.md", None),
    ("plain", "a.md", "?q=words", "a.md"),
    ("plain", "a.md", "nowhere/", None),
]
FOLDERS = {
    "vault": VAULT,
    "hugo": HUGO,
    "jekyll": JEKYLL,
    "docusaurus": DOCUSAURUS,
    "astro": ASTRO,
    "logseq": LOGSEQ,
    "dendron": DENDRON,
    "quarto": QUARTO,
    "gollum": GOLLUM,
    "docsify": DOCSIFY,
    "myst": MYST,
    "plain": PLAIN,
}


@pytest.fixture
def opened(folder: Path, open_library: Open) -> Callable[[str], Library]:
    def open_kind(kind: str) -> Library:
        for path, text in FOLDERS[kind].items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return open_library()

    return open_kind


@pytest.mark.parametrize("kind", FOLDERS)
def test_links_lead_to_files(opened: Callable[[str], Library], kind: str) -> None:
    library = opened(kind)
    wanted = [(base, target, path) for of, base, target, path in LINKS if of == kind]
    assert [(base, target, library.resolve(target, base)) for base, target, _ in wanted] == wanted


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("vault", 1),
        ("hugo", 0),
        ("jekyll", 0),
        ("docusaurus", 0),
        ("logseq", 0),
        ("dendron", 0),
        ("myst", 0),
        ("quarto", 0),
    ],
)
def test_the_check_finds_missing_what_is_missing(opened: Callable[[str], Library], kind: str, missing: int) -> None:
    *_, last = opened(kind).check(["missing-file"])
    assert [finding.message for finding in last.findings or ()] == ["There is no note “Nothing here” yet."] * missing


def test_a_block_is_shown_where_another_page_embeds_it(folder: Path, open_library: Open) -> None:
    for path, text in (LOGSEQ | {"pages/Stool.md": f"- {{{{embed (({BLOCK}))}}}}"}).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    html = open_library().render("pages/Stool.md").html
    assert "Bone." in html


def test_a_note_of_dendron_takes_its_links_along(opened: Callable[[str], Library], folder: Path) -> None:
    texts = texts_after(opened("dendron"), folder, "vault/wood.glue.md", "wood.paste.md")
    assert texts["chair.md"] == "[[Our glue|wood.paste#bone]] ![[wood.paste#bone,1:#*]]"


def test_a_page_without_a_title_has_that_of_the_navigation(folder: Path, open_library: Open) -> None:
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("nav:\n- Of bones: docs.md\n- Glue: [Bone glue: glue.md, Own: own.md]\n")
    (folder / "docs" / "glue.md").write_text("Words.\n\n## Use\n")
    (folder / "docs" / "own.md").write_text("# Its own\n")
    library = open_library()
    titles = {entry.path: (entry.title, library.document(entry.path).title) for entry in library.entries()}
    assert titles == {"docs/glue.md": ("Bone glue",) * 2, "docs/own.md": ("Its own",) * 2}
    (folder / "mkdocs.yml").write_text("nav:\n- Glue of bone: glue.md\n")
    list(library.refresh())
    assert library.document("docs/glue.md").title == "Glue of bone"
    assert [hit.path for hit in library.search("title:bone").hits] == ["docs/glue.md"]


def test_a_check_calls_a_page_as_the_navigation_does(folder: Path, open_library: Open) -> None:
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("nav:\n- Bone glue: glue.md\n- Other: other.md\n")
    (folder / "docs" / "glue.md").write_text("Words of it.\n")
    (folder / "docs" / "other.md").write_text("[a](glue.md#bone-glue) [b](glue.md#glue)\n")
    library = open_library()
    *_, last = library.check(["missing-heading"])
    assert [finding.message for finding in last.findings or ()] == [
        "There is no such heading in docs/glue.md: glue.md#glue"
    ]


def test_a_missing_attachment_of_a_vault_is_told_as_a_file(folder: Path, open_library: Open) -> None:
    (folder / ".obsidian").mkdir()
    (folder / "a.md").write_text("![[pic.PNG|300]] [[paper.pdf#page=2]] [[Version 1.2]]")
    *_, last = open_library().check(["missing-file"])
    (finding,) = last.findings or ()
    assert finding.message == (
        "There is no such file: pic.PNG; There is no such file: paper.pdf#page=2; There is no note “Version 1.2” yet."
    )


CONFIGURED = {
    "hugo/hugo.toml": 'baseURL = "https://x.org/a/b/"\ncontentDir = "text"\n[permalinks]\nnews = "/n/:year/:slug/"',
    "hugo/text/guide/install.md": "[a](/a/b/guide/use/) [b](/n/2024/bread/) [c](/guide/use#none)"
    " [d](https://X.org/a/b/guide/use/#use) [e](https://x.org/a/b/none/) [f](https://other.org/a/b/guide/use/)",
    "hugo/text/guide/use.md": "# Use\n\nWords.",
    "hugo/text/news/first.md": "---\ntitle: First\nslug: bread\ndate: 2024-03-05\n---\nWords.",
    "jekyll/_config.yml": "collections:\n  guides:\n    permalink: /help/:path/\npermalink: /log/entries/:title",
    "jekyll/_guides/deep/oven.md": "[a](/log/entries/bread)",
    "jekyll/_posts/2024-03-05-bread.md": "[a](/help/deep/oven/)",
    "mkdocs/mkdocs.yml": "docs_dir: manual\nnav: [z.md, a.md]",
    "mkdocs/manual/a.md": "[a](/z/)",
    "mkdocs/manual/z.md": "# Z",
    "docusaurus/website/docusaurus.config.js": "x = {path: '../guide', routeBasePath: '/learn/all'}",
    "docusaurus/guide/one.md": "[a](/learn/all/two)",
    "docusaurus/guide/two.md": "# Two",
}


def test_configurations_of_sites(folder: Path, open_library: Open) -> None:
    for path, text in CONFIGURED.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    library = open_library()
    assert {entry.path: library.render(entry.path).html.count('class="missing"') for entry in library.entries()} == {
        path: 0 for path in CONFIGURED if path.endswith(".md")
    }
    (finding,) = [one for step in library.check(["missing-file", "missing-heading"]) for one in step.findings or ()]
    assert finding.message == "There is no such heading in hugo/text/guide/use.md: /guide/use#none"
    assert [entry.path for entry in library.entries(Selection("mkdocs/manual"))] == [
        "mkdocs/manual/z.md",
        "mkdocs/manual/a.md",
    ]
    html = library.render("hugo/text/guide/install.md").html
    assert 'href="qtbrowser:document/hugo/text/guide/use.md#use"' in html
    assert 'href="https://x.org/a/b/none/"' in html
    assert 'href="https://other.org/a/b/guide/use/"' in html
    # What the configuration says is read anew when it has changed.
    (folder / "docusaurus/website/docusaurus.config.js").write_text("x = {path: '../guide', routeBasePath: '/else'}")
    for _ in library.refresh():
        pass
    assert "missing" in library.render("docusaurus/guide/one.md").html


def test_an_address_of_which_only_the_program_knows_the_beginning_is_no_missing_one(
    folder: Path, open_library: Open
) -> None:
    (folder / "content").mkdir()
    (folder / "hugo.toml").write_text("")
    (folder / "content" / "a.md").write_text(
        "[one]({{% param repo %}}/a.txt) [two](<{{< param repo >}}/b>) [three][3] [four][4]"
        " {{% other %}}five [six](/x)\n\n"
        "[3]: {{% param repo %}}/c\n[4]:\n  <{{% param repo %}}/d>\n"
    )
    html = open_library().render("content/a.md").html
    assert html.count('class="missing"') == 1
    assert [word in html for word in ("one", "two", "three", "four", "five", "template:")] == [True] * 5 + [False]
    assert html.count('class="blocked"') == 4


def test_backlinks_of_a_vault_and_of_a_site(opened: Callable[[str], Library]) -> None:
    library = opened("vault")
    assert [entry.path for entry in library.backlinks("Notes/Bread.md")] == ["Other/Butter.md"]
    assert [entry.path for entry in library.backlinks("Other/Same.md")] == ["Other/Butter.md"]
    assert [entry.path for entry in library.backlinks("Deep/Same.md")] == ["Other/Butter.md"]
    assert next(hit.path for hit in library.search("Loaf").hits) == "Notes/Bread.md"


def test_backlinks_of_a_site_are_of_the_same_language(opened: Callable[[str], Library]) -> None:
    library = opened("hugo")
    assert [entry.path for entry in library.backlinks("content/guide/install.md")] == ["content/guide/use.md"]
    assert [entry.path for entry in library.backlinks("content/fr/guide/install.md")] == ["content/fr/guide/use.md"]
    assert [entry.path for entry in library.backlinks("content/guide/use.md")] == ["content/posts/bundle/index.md"]


def texts_after(library: Library, folder: Path, path: str, name: str) -> dict[str, str]:
    *_, last = library.plan(RenameDocument(path, name))
    assert last.change_set is not None
    for _ in library.apply(last.change_set):
        pass
    return {file.name: file.read_text(encoding="utf-8") for file in folder.rglob("*.md")}


def test_a_note_takes_its_wiki_links_along(opened: Callable[[str], Library], folder: Path) -> None:
    texts = texts_after(opened("vault"), folder, "Notes/Bread.md", "Rye.md")
    assert texts["Butter.md"] == (
        "# Butter\n\nOn [[Rye]], [[loaf]], [[Rye|a slice]], [[Rye#Keeping it]], [[Notes/Rye]],"
        " [[Rye#^basics]] and [[Nothing here]].\n\nCode stays: `[[Bread]]`. ![[jar.png]] [[Same]] [[Deep/Same]]\n"
    )


def test_a_note_whose_new_name_is_taken_is_linked_by_its_path(opened: Callable[[str], Library], folder: Path) -> None:
    texts = texts_after(opened("vault"), folder, "Notes/Bread.md", "Same.md")
    assert "On [[Notes/Same]], [[loaf]], [[Notes/Same|a slice]]" in texts["Butter.md"]


def test_a_page_of_a_site_takes_its_links_along(opened: Callable[[str], Library], folder: Path) -> None:
    texts = texts_after(opened("hugo"), folder, "content/guide/use.md", "usage.md")
    assert 'ref "usage.md"' in texts["index.md"]
    assert 'relref "/guide/usage"' in texts["index.md"]


def test_a_link_by_the_way_from_a_pages_address_goes_along(folder: Path, open_library: Open) -> None:
    files = {
        "_config.yml": 'permalink: "/:path/"\ncollections:\n  articles:\n    output: true\n    permalink: "/:path/"\n',
        "_articles/legal.md": "---\nlang: en\ntitle: Legal\n---\nOf law.\n",
        "_articles/ar/legal.md": "---\nlang: ar\ntitle: Legal\n---\nOf law.\n",
        "notices.md": "---\ntitle: Notices\n---\nSee [it](../legal/#what).\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    library = open_library()
    *_, planned = library.plan(RenameDocument("_articles/legal.md", "laws.md"))
    assert planned.change_set is not None
    (change,) = (one for one in planned.change_set.files if one.path == "notices.md")
    assert change.after == files["notices.md"].replace("../legal/", "../laws/").encode()


TRANSLATED = {
    "_config.yml": 'permalink: "/:path/"\ncollections:\n  articles:\n    output: true\n    permalink: "/:path/"\n',
    "_articles/legal.md": "---\nlang: en\ntitle: Legal\n---\nOf law.\n",
    "_articles/ar/legal.md": "---\nlang: ar\ntitle: Legal\n---\n## Kinds of law\n\nOf law.\n",
    "_articles/ar/start.md": (
        "---\nlang: ar\ntitle: Start\nrelated:\n  - law\n  - legal\n---\n"
        "See [a](../legal/#kinds-of-law), [b](../legal), [c](../legal.md), [d](../only/).\n"
    ),
    "_articles/only.md": "---\nlang: en\ntitle: Only here\n---\nOnly in one language.\n",
}


@pytest.fixture
def translated(folder: Path, open_library: Open) -> Library:
    for path, text in TRANSLATED.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return open_library()


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("../legal/", "_articles/ar/legal.md"),
        ("../legal/#kinds-of-law", "_articles/ar/legal.md"),
        ("../legal", "_articles/ar/legal.md"),
        ("../legal.md", "_articles/legal.md"),
        ("../../legal/", "_articles/legal.md"),
        ("../only/", "_articles/only.md"),
    ],
)
def test_a_link_leads_to_the_page_in_its_own_language(translated: Library, target: str, found: str) -> None:
    assert translated.resolve(target, "_articles/ar/start.md") == found


def test_the_check_finds_translated_pages_as_the_reader_does(translated: Library) -> None:
    *_, last = translated.check()
    assert not [one for one in last.findings or () if one.rule in ("missing-heading", "missing-file")]


def test_words_that_a_theme_knows_are_no_lost_related_pages(translated: Library) -> None:
    *_, last = translated.check()
    assert not [one for one in last.findings or () if one.rule == "dangling-related"]


def test_a_renamed_translation_takes_along_the_links_of_its_own_language(translated: Library) -> None:
    *_, planned = translated.plan(RenameDocument("_articles/ar/legal.md", "laws.md"))
    assert planned.change_set is not None
    (change,) = (one for one in planned.change_set.files if one.path == "_articles/ar/start.md")
    assert change.after is not None
    assert b"See [a](../laws/#kinds-of-law), [b](../laws), [c](../legal.md), [d](../only/)." in change.after
    *_, planned = translated.plan(RenameDocument("_articles/legal.md", "laws.md"))
    assert planned.change_set is not None
    (change,) = (one for one in planned.change_set.files if one.path == "_articles/ar/start.md")
    assert change.after is not None
    assert b"See [a](../legal/#kinds-of-law), [b](../legal), [c](../laws.md), [d](../only/)." in change.after
