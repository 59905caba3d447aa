"""Every form of document, and every way in which a file can fail to be one."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.document import Document, Related
from qtbrowser.documents.document_files import MAX_BYTES
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.documents.reader import may_be_empty, parse_document, read_bytes, read_document
from qtbrowser.errors import DocumentError

FIRST_FORM = """---
_schema: default
id: 41
date: 2025-01-28
title: >-
    Why is the sky blue: a question of
    scattering?
article_title: Why is the sky blue?
date_format: MMM DD, YYYY
post_on_text: Posted on
seo:
  title: Sample | Physics
  page_description: >-
    Blue light is scattered most.
  page_keywords: >-
    light, scattering,  Rayleigh , Light
author: Somebody
question: Why is the sky blue?
answer: >-
    Because of **scattering**:\\n\\n1. $\\nu \\neq 0$\\n2. more
subject: Physics
file_name: sky.md
url: /learn/physics/questions/sky
score: -1.0
related_article2:
    id: 43
    title: And red?
    subject: Physics
    url: /learn/physics/questions/red
related_article10:
    id: 44
    title: Last
related_article1:
    id: 42
    title: >-
        Why is it dark
        at night?
    subject: Physics
    url: /learn/physics/questions/dark
no_index: true
---

&nbsp;"""


def test_first_form() -> None:
    document = parse_document(FIRST_FORM, "learn/physics/sky.md")
    assert document == Document(
        path="learn/physics/sky.md",
        title="Why is the sky blue?",
        raw_answer="Because of **scattering**:\\n\\n1. $\\nu \\neq 0$\\n2. more",
        escaped=True,
        id=41,
        subject="Physics",
        date=date(2025, 1, 28),
        date_format="MMM DD, YYYY",
        post_on_text="Posted on",
        description="Blue light is scattered most.",
        keywords=("light", "scattering", "Rayleigh"),
        author="Somebody",
        url="/learn/physics/questions/sky",
        related=(
            Related("Why is it dark at night?", "/learn/physics/questions/dark", 42, "Physics"),
            Related("And red?", "/learn/physics/questions/red", 43, "Physics"),
            Related("Last", "", 44, ""),
        ),
        hidden=True,
        kinds=FolderKind.QUESTIONS,
    )
    assert document.answer == "Because of **scattering**:\n\n1. $\\nu \\neq 0$\n2. more"


TITLES = [
    ("question before title", "---\nquestion: Q?\ntitle: T\n---\nx", "Q?"),
    ("title", "---\ntitle: T\n---\n# H\n\nx", "T"),
    ("heading", "---\nid: 3\n---\n# What is *H*?\n\nx", "What is H?"),
    ("heading without front matter", "Intro\n\n## Later heading\n\nx", "Later heading"),
    ("underlined heading", "What is H?\n==========\n\nx", "What is H?"),
    ("name", "Only text here.", "How does it work"),
    ("a number", "---\ntitle: 1984\n---\nx", "1984"),
    ("a word that YAML takes for false", "---\ntitle: No\n---\nx", "No"),
]


@pytest.mark.parametrize(("text", "title"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_the_question_is_found(text: str, title: str) -> None:
    assert parse_document(text, "a/how-does_it-work.md").title == title


def test_a_heading_that_is_the_question_is_not_repeated_in_the_answer() -> None:
    assert parse_document("# What is it?\n\nThis.\n", "x.md").answer == "This."
    assert parse_document("What is it?\n===\nThis.\n", "x.md").answer == "This."
    assert parse_document("---\ntitle: what is  it?\n---\n\n# What is it?\n\nThis.\n", "x.md").answer == "This."
    assert (
        parse_document("---\ntitle: Other\n---\n\n# What is it?\n\nThis.\n", "x.md").answer == "# What is it?\n\nThis."
    )
    assert parse_document("Hello.\n\n# What is it?\n\nThis.\n", "x.md").answer == "Hello.\n\n# What is it?\n\nThis."


ANSWERS = [
    ("escaped, in the front matter", "---\nanswer: a\\nb\n---\n&nbsp;", "a\nb"),
    ("real newlines in the front matter keep backslashes", "---\nanswer: |\n  a\n  \\nu\n---\n", "a\n\\nu"),
    ("json with newlines of its own", '{"title": "t", "answer": "a\\nb \\\\nu"}', "a\nb \\nu"),
    ("json with escapes", '{"title": "t", "answer": "a\\\\nb"}', "a\nb"),
    ("in the body", "---\ntitle: t\n---\n\nOne $\\nu$ \\n two\n", "One $\\nu$ \\n two"),
    ("a blank body and no answer", "---\ntitle: t\n---\n\n&nbsp;\n", ""),
]


@pytest.mark.parametrize(("text", "answer"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_the_answer_is_found_and_decoded(text: str, answer: str) -> None:
    assert parse_document(text, "x.md").answer == answer


FIELDS = [
    ("tags as a list", "tags: [Bread, Oven]", "keywords", ("Bread", "Oven")),
    ("keywords as comma text", "keywords: bread, , oven", "keywords", ("bread", "oven")),
    ("a semicolon list", "keywords: bread; oven", "keywords", ("bread", "oven")),
    ("a list with spaces", "tags: '#bread oven'", "keywords", ("bread", "oven")),
    ("phrases stay together", "keywords: sour dough", "keywords", ("sour dough",)),
    ("empty entries", "tags:\n- baking\n-\n- ''", "keywords", ("baking",)),
    ("no tags", "tags:", "keywords", ()),
    ("several fields", "tags: [a]\ncategories: [b]\nTopics: c, d", "keywords", ("a", "b", "c", "d")),
    ("a list in a list", "tags: [[a, b], c]", "keywords", ("a", "b", "c")),
    ("groups with labels", "tags: [{label: Bread, permalink: /b}, x]", "keywords", ("Bread", "x")),
    ("a tree", "tags:\n- baking:\n  - bread\n  - cake", "keywords", ("baking", "bread", "cake")),
    ("lists in groups", "tags: {food: [bread]}", "keywords", ("food", "bread")),
    ("below taxonomies", "taxonomies: {tags: [bread]}", "keywords", ("bread",)),
    ("both, each once", "tags: [Bread]\nkeywords: [bread, 7]", "keywords", ("bread", "7")),
    ("a number alone", "tags: 2024", "keywords", ("2024",)),
    ("a truth value alone", "tags: false", "keywords", ()),
    ("no list at all", "tags: {a: b}", "keywords", ()),
    ("an id that is text", "id: a-1", "id", "a-1"),
    ("a quoted id stays text", "id: '12'", "id", "12"),
    ("an id beyond 64 bits", "id: 123456789012345678901234567890", "id", "123456789012345678901234567890"),
    ("an impossible day", "date: 2025-02-30", "date", None),
    ("a time", "date: 2025-02-03T10:00:00Z", "date", date(2025, 2, 3)),
    (
        "related as a list",
        "related: [b.md, 12, {id: 3}]",
        "related",
        (Related("", "b.md"), Related("", "", 12), Related("", "", 3)),
    ),
    ("related that is nothing", "related_article1: [x]", "related", ()),
    ("a subject with two lines", "subject: >-\n  Health\n  Studies", "subject", "Health Studies"),
    ("hidden in words", "no_index: 'yes'", "hidden", True),
    ("not hidden", "no_index: false", "hidden", False),
    ("dates in a group", "date:\n  created: 2024-03-05\n  updated: 2024-04-01", "date", date(2024, 3, 5)),
    ("a field in capitals", "Title: T\nDATE: 2024-03-05", "date", date(2024, 3, 5)),
    ("camel case", "publishDate: 2024-03-05T23:30:00-08:00", "date", date(2024, 3, 5)),
    ("a field with a hyphen", "last-updated: March 5, 2024", "date", date(2024, 3, 5)),
    ("the date before others", "lastmod: 2024-04-01\ndate: 2024-03-05", "date", date(2024, 3, 5)),
    ("one that can't be read", "date: 03/05/2024\nlastmod: 2024-04-01", "date", date(2024, 4, 1)),
    ("a flag that is no date", "published: true", "date", None),
    ("last update", "last_update: {date: 2024-03-05, author: A}", "date", date(2024, 3, 5)),
    ("the name of a link", "linkTitle: L", "title", "L"),
    ("a name", "name: N", "title", "N"),
    ("a title before a name", "name: N\nTITLE: T", "title", "T"),
    ("authors as a list", "authors: [A, B]", "author", "A, B"),
    ("authors as groups", "authors: [{name: A, url: x}, {name: B}]", "author", "A, B"),
    ("an author with fields", "author: {name: A, email: x}", "author", "A"),
    ("authors under short names", "authors: {a: {name: A}, b: }", "author", "A, b"),
    ("a weight", "weight: 20", "order", 20.0),
    ("a position in the sidebar", "sidebar_position: 1.5", "order", 1.5),
    ("an order in quotes", "nav_order: '3'", "order", 3.0),
    ("an order that is no number", "order: first", "order", None),
    ("other names", "aliases: [Loaf, ]", "aliases", ("Loaf",)),
    ("another address", "redirect_from: /old/", "aliases", ("/old/",)),
    ("half a surrogate pair", 'author: "\\ud800x"', "author", "\ufffdx"),
]


@pytest.mark.parametrize(("line", "name", "value"), [row[1:] for row in FIELDS], ids=[row[0] for row in FIELDS])
def test_fields_in_their_spellings(line: str, name: str, value: object) -> None:
    if "\\ud800" in line:
        document = parse_document(json.dumps({"author": "\ud800x"}) + "\nbody", "x.md")
    else:
        document = parse_document(f"---\n{line}\n---\nbody", "x.md")
    assert getattr(document, name) == value


NAMES = [
    ("_posts/2024-03-05-bread.md", date(2024, 3, 5), "Bread"),
    ("20240305 bread.md", date(2024, 3, 5), "Bread"),
    ("202403051230-bread.md", date(2024, 3, 5), "Bread"),
    ("2024-03-05.md", date(2024, 3, 5), "2024-03-05"),
    ("blog/2024-03-05-bread/index.md", date(2024, 3, 5), "Bread"),
    ("guide/_index.fr.md", None, "Guide"),
    ("README.md", None, "README"),
    ("20249999.md", None, "20249999"),
]


@pytest.mark.parametrize(("path", "day", "title"), NAMES)
def test_date_and_title_in_the_name_of_a_file(path: str, day: date | None, title: str) -> None:
    document = parse_document("Words.", path)
    assert (document.date, document.title) == (day, title)
    assert parse_document("---\ndate: 2020-01-01\n---\nx", path).date == date(2020, 1, 1)


def test_three_dots_end_a_front_matter() -> None:
    document = parse_document("---\ntitle: T\n...\nWords ... more\n", "x.md")
    assert (document.title, document.answer, document.problems) == ("T", "Words ... more", ())


def test_jekyll_separates_categories_by_spaces() -> None:
    text = "---\ncategories: bread oven\n---\nx"
    assert parse_document(text, "x.md").keywords == ("bread oven",)
    assert parse_document(text, "x.md", FolderKind.JEKYLL).keywords == ("bread", "oven")


def test_toml_and_its_date() -> None:
    document = parse_document('+++\ntitle = "T"\ndate = 2024-05-06\ntags = ["a", "b"]\n+++\nBody', "x.md")
    assert (document.title, document.date, document.keywords, document.answer) == (
        "T",
        date(2024, 5, 6),
        ("a", "b"),
        "Body",
    )


@pytest.mark.parametrize(
    ("path", "kind", "may"),
    [
        ("content/posts/_index.md", FolderKind.HUGO, True),
        ("content/_index.fr.md", FolderKind.HUGO, True),
        ("content/posts/index.md", FolderKind.HUGO, False),
        ("posts/_index.md", FolderKind.PLAIN, False),
        ("note.md", FolderKind.OBSIDIAN, True),
    ],
)
def test_sections_of_hugo_and_notes_may_be_empty(path: str, kind: FolderKind, may: bool) -> None:
    assert may_be_empty(path, kind) is may


UNREADABLE = [
    ("empty", b"", "empty", None),
    ("white space", b" \n\n", "empty", None),
    ("of no known encoding", b"one\ntwo \x81\x8d\x90\xfe\x02\n", "encoding is not recognised", 2),
    ("binary", b"a\nb\0c", "binary", 2),
    ("too large", b"x" * (MAX_BYTES + 1), "too large", None),
]


@pytest.mark.parametrize(("raw", "word", "line"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_an_unreadable_file_says_why(tmp_path: Path, raw: bytes, word: str, line: int | None) -> None:
    (tmp_path / "bad.md").write_bytes(raw)
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path, "bad.md")
    problem = Problem.from_error(caught.value, "bad.md")
    assert word in problem.message
    assert (problem.rule, problem.severity, problem.path, problem.line) == (
        "unreadable-file",
        Severity.ERROR,
        "bad.md",
        line,
    )
    assert str(caught.value).startswith("bad.md")


WITHOUT_FRONT_MATTER = [
    ("bad YAML", "---\nid: 1\na: b: c\n---\n", 3),
    ("a name that YAML reserves", "---\ntitle: Lesson 1: the first\ntags:\n- @someone\n---\n", 2),
    ("never closed", "---\nid: 1\nname: x\n\n", 1),
    ("bad TOML", "+++\nid = \n+++\n", 2),
    ("bad JSON", '{"id": 1,\n "a" }\n\n', 2),
    ("bad JSON in one line", '{"id": "a } b",}\n', 1),
    ("bad JSON with a missing quotation mark", '{"id": "x,\n"b": {"c": 1}\n}\n', 2),
    ("deep JSON", '{"id": ' + "[" * 500 + "]" * 500 + "}\n", 1),
    ("a list", "---\n- a: b\n---\n", 2),
    ("too deep", "---\na: " + "[" * 500 + "]" * 500 + "\n---\n", 2),
]


@pytest.mark.parametrize(
    ("front", "line"), [row[1:] for row in WITHOUT_FRONT_MATTER], ids=[row[0] for row in WITHOUT_FRONT_MATTER]
)
def test_a_document_is_read_without_a_front_matter_that_can_not_be_read(front: str, line: int) -> None:
    document = parse_document(front + "# First steps\n\nA zebra.\n", "x.md")
    assert (document.title, document.answer) == ("First steps", "A zebra.")
    assert [(problem.rule, problem.path, problem.line) for problem in document.problems] == [
        ("unreadable-front-matter", "x.md", line)
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_document_in_another_encoding_is_read_and_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.md").write_bytes("# Müsli\n\nEin Frühstück für alle.\n".encode(encoding))
    document = read_document(tmp_path, "x.md")
    assert (document.title, document.answer) == ("Müsli", "Ein Frühstück für alle.")
    assert [problem.rule for problem in document.problems] == ["other-encoding"]


def test_a_missing_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    names = ["missing.md", "folder.md"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
        names.append("pipe.md")
    for name in names:
        with pytest.raises(DocumentError):
            read_document(tmp_path, name)


def test_a_link_out_of_the_library_is_refused_and_one_within_is_read(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (library / "real.md").write_text("Text", encoding="utf-8")
    try:
        (library / "out.md").symlink_to(tmp_path / "secret.md")
        (library / "in.md").symlink_to(library / "real.md")
    except OSError:
        assert sys.platform == "win32", "only Windows may forbid links"
        return
    if not (library / "in.md").is_symlink():
        pytest.skip("Wine makes no links and says that it has")
    with pytest.raises(DocumentError, match="outside the library"):
        read_document(library, "out.md")
    assert read_document(library, "in.md").answer == "Text"


def test_line_ends_and_byte_order_marks_are_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes("\ufeff---\r\ntitle: T\r\n---\r\none\r\ntwo\r\n".encode())
    document = read_document(tmp_path, "x.md")
    assert (document.title, document.answer) == ("T", "one\ntwo")


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    for form in (text, f"---\n{text}\n---\n{text}", f"+++\n{text}\n+++\n", '{"' + text):
        try:
            document = parse_document(form, "x.md")
        except DocumentError:
            continue
        assert document.title
        assert isinstance(document.answer, str)


@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "id", "date", "tags", "keywords", "seo", "related", "related_article1", "no_index", "answer"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_no_field_value_breaks_the_reader(fields: dict[str, object]) -> None:
    document = parse_document(json.dumps(fields) + "\nBody", "x.md")
    document.answer.encode("utf-8")
    document.title.encode("utf-8")


def test_tags_in_the_text_of_a_vault_are_keywords() -> None:
    text = "---\ntags: [baking]\n---\nAbout #flour/rye and #Baking, not `#code`.\n"
    assert parse_document(text, "a.md", FolderKind.OBSIDIAN).keywords == ("baking", "flour/rye")
    assert parse_document(text, "a.md").keywords == ("baking",)


BESIDE = [
    ("---\nanswer: Short.\n---\n\nThe *long* one.\n", "Short.", "The *long* one.", "Name"),
    ("---\nanswer: One.\\n\\nTwo.\n---\nMore.", "One.\n\nTwo.", "More.", "Name"),
    ("---\nanswer: Short.\n---\n# A title\n\nMore.", "Short.", "More.", "A title"),
    ("---\nquestion: A title\nanswer: Short.\n---\n# A Title\n\nMore.", "Short.", "More.", "A title"),
    ("---\nanswer: Short.\n---\n\n&nbsp;\n", "Short.", "", "Name"),
    ("---\nquestion: A title\n---\nMore.", "More.", "", "A title"),
]


@pytest.mark.parametrize(("text", "answer", "body", "title"), BESIDE)
def test_a_body_beside_an_answer_is_kept(text: str, answer: str, body: str, title: str) -> None:
    document = parse_document(text, "name.md")
    assert (document.answer, document.body, document.title) == (answer, body, title)
    assert document.text == (f"{answer}\n\n{body}" if body else answer)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# Yeast\n\nIt rises.", "Yeast"),
        ("It rises.\n\n## Keeping it\n\nCold.", "sour dough"),
        ("It rises.\n\n# Keeping it\n\nCold.", "sour dough"),
        ("---\ntitle: Dough\n---\nIt rises.\n\n# Keeping it", "Dough"),
    ],
)
def test_a_note_of_a_vault_is_called_what_its_file_is_called(body: str, title: str) -> None:
    assert parse_document(body, "Notes/sour dough.md", FolderKind.OBSIDIAN).title == title


def test_a_file_that_another_program_has_for_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("# A?", encoding="utf-8")
    refused = PermissionError(13, "The process cannot access the file")
    refused.winerror = 32  # type: ignore[attr-defined, unused-ignore]

    def refuse(*_words: object, **_others: object) -> int:
        raise refused

    monkeypatch.setattr(os, "read", refuse)
    with pytest.raises(DocumentError, match="another program has it open") as told:
        read_bytes(tmp_path.resolve(), "a.md")
    assert told.value.fix == "Close it there."


def test_a_file_of_a_cloud_that_can_not_be_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("# A?", encoding="utf-8")
    look, read = os.fstat, os.read

    def look_as_windows(descriptor: int) -> object:
        found = look(descriptor)
        told = {name: getattr(found, name) for name in dir(found) if name.startswith("st_")}
        return SimpleNamespace(**{**told, "st_file_attributes": 0x400020})

    def fail(descriptor: int, size: int) -> bytes:
        if size:
            raise OSError(22, "Invalid argument")
        return read(descriptor, size)

    monkeypatch.setattr(os, "fstat", look_as_windows)
    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(DocumentError, match="in the cloud alone") as told:
        read_bytes(tmp_path.resolve(), "a.md")
    assert told.value.fix == "Have it kept on this computer."


@pytest.mark.parametrize(
    ("kinds", "text", "title"),
    [
        (FolderKind.MKDOCS, "# Glue\n\n## Bone", "Glue"),
        (FolderKind.MKDOCS, "words\n\nGlue\n===\n", "Glue"),
        (FolderKind.MKDOCS, "words\n\n## Bone", "First page"),
        (FolderKind.DOCUSAURUS, "## Bone", "First page"),
        (FolderKind.PLAIN, "## Bone", "Bone"),
        (FolderKind.MKDOCS, "title: Of glue\nauthor: Ann\n\nwords", "Of glue"),
        (FolderKind.PLAIN, "title: Of glue\n\nwords", "First page"),
    ],
)
def test_pages_of_sites_are_called_by_their_heading_of_the_first_level(
    kinds: FolderKind, text: str, title: str
) -> None:
    assert parse_document(text, "docs/first-page.md", kinds).title == title


def test_the_heading_with_the_title_keeps_the_name_of_its_place() -> None:
    text = "# Glue {.x #bone-glue}\n\nwords"
    assert parse_document(text, "a.qmd", FolderKind.QUARTO).label == "bone-glue"
    assert parse_document(text, "a.md").label == ""


@pytest.mark.parametrize(
    ("text", "author", "has_lines"),
    [
        ("author: Ann\n\nwords", "Ann", True),
        ("---\nauthor: Bea\n---\nnote: words\n\nwords", "Bea", False),
        ("# Glue\n\nnote: words\n\nwords", "", False),
    ],
)
def test_only_lines_at_the_very_top_of_a_page_of_mkdocs_are_fields(text: str, author: str, has_lines: bool) -> None:
    document = parse_document(text, "a.md", FolderKind.MKDOCS)
    assert document.author == author
    assert (FolderKind.FIELD_LINES in document.kinds) is has_lines
