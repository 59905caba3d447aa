"""The sample library keeps its promises: exactly the publisher's form, true links, and something of everything."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from qtbrowser.markup.escapes import decode_answer

SAMPLE = Path(__file__).parents[2] / "sample_content"
LEARN = SAMPLE / "learn"
BODY = "&nbsp;"
DEAD_LINK = "/learn/computer-science/questions/what-did-the-first-page-on-the-world-wide-web-say"

FIELDS_BEFORE_RELATED = [
    "_schema",
    "id",
    "date",
    "title",
    "article_title",
    "date_format",
    "post_on_text",
    "seo",
    "author",
    "question",
    "no_index",
    "answer",
    "subject",
    "file_name",
    "url",
    "score",
]
OPTIONAL_FIELDS = {"no_index", "score"}
RELATED_FIELDS = [f"related_article{number}" for number in range(1, 6)]

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)\n *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")


@cache
def first_form() -> dict[str, dict[str, Any]]:
    """The front matter of every document below `learn`, by its path relative to the sample."""
    documents = {}
    for path in sorted(LEARN.rglob("*.md")):
        opening, front_matter, _ = path.read_bytes().decode().split("---\n", 2)
        assert opening == "", path
        documents[path.relative_to(SAMPLE).as_posix()] = yaml.load(front_matter, Loader=yaml.CSafeLoader)
    return documents


def plain_files() -> list[Path]:
    """The documents in other forms: all outside `learn`."""
    return sorted(path for path in SAMPLE.rglob("*.md") if LEARN not in path.parents)


@cache
def answers() -> dict[str, str]:
    """Every answer as Markdown, by its document's path relative to the sample."""
    decoded = {path: decode_answer(fields["answer"]) for path, fields in first_form().items()}
    plain = {path.relative_to(SAMPLE).as_posix(): path.read_text("utf-8") for path in plain_files()}
    return decoded | plain


def related(fields: dict[str, Any]) -> list[dict[str, Any]]:
    return [fields[name] for name in RELATED_FIELDS if name in fields]


def keywords(fields: dict[str, Any]) -> list[str]:
    return str(fields["seo"]["page_keywords"]).split(", ")


def code_blocks() -> list[tuple[str, str, str]]:
    """(path, language, code) of every fenced block, without the indent of the list that contains it."""
    return [
        (path, language, "\n".join(line.removeprefix(indent) for line in code.split("\n")))
        for path, answer in answers().items()
        for indent, language, code in FENCE.findall(answer)
    ]


def test_there_is_enough_to_browse() -> None:
    subjects = {fields["subject"].casefold() for fields in first_form().values()}
    assert len(answers()) >= 66
    assert len(subjects) >= 13


def test_the_fields_are_the_publishers_in_their_order() -> None:
    wrong = []
    for path, fields in first_form().items():
        names = [name for name in fields if name not in RELATED_FIELDS]
        expected = [name for name in FIELDS_BEFORE_RELATED if name in fields or name not in OPTIONAL_FIELDS]
        numbered = [name for name in fields if name in RELATED_FIELDS]
        if names != expected or numbered != RELATED_FIELDS[: len(numbered)]:
            wrong.append(path)
    assert wrong == []


def test_the_bytes_are_the_publishers() -> None:
    wrong = []
    for path in first_form():
        text = (SAMPLE / path).read_bytes().decode()
        front_matter, _, body = text.removeprefix("---\n").partition("\n---\n")
        answer_lines = front_matter.partition("\nanswer: >-\n")[2].split("\nsubject: ")[0].split("\n")
        if body != f"\n{BODY}" or len(answer_lines) != 1 or not answer_lines[0].startswith("    "):
            wrong.append(path)
    assert wrong == []


def test_question_and_titles_agree() -> None:
    wrong = [
        path
        for path, fields in first_form().items()
        if not fields["title"] == fields["article_title"] == fields["question"]
    ]
    assert wrong == []


def test_titles_are_written_folded_and_plain() -> None:
    texts = [(SAMPLE / path).read_text("utf-8") for path in first_form()]
    folded = sum("\ntitle: >-\n" in text for text in texts)
    assert folded > 0
    assert len(texts) - folded > 0
    assert any(": " in fields["title"] for fields in first_form().values())


def test_place_file_name_and_url_agree() -> None:
    wrong = []
    for path, fields in first_form().items():
        folder, name = path.removeprefix("learn/").split("/")
        slug = fields["subject"].lower().replace(" ", "-")
        url = f"/learn/{folder}/questions/{name.removesuffix('.md')}"
        if (folder, name, url) != (slug, fields["file_name"], fields["url"]):
            wrong.append(path)
    assert wrong == []


def test_ids_are_unique() -> None:
    counted = Counter(fields["id"] for fields in first_form().values())
    assert [number for number, count in counted.items() if count > 1] == []
    assert min(counted) == 1001


def test_dates_are_days_of_three_years() -> None:
    dates = [fields["date"] for fields in first_form().values()]
    assert all(type(day) is date for day in dates)
    assert {day.year for day in dates} == {2023, 2024, 2025}
    assert len(set(dates)) > len(dates) // 2


def test_author_and_seo_title_are_ours() -> None:
    wrong = [
        path
        for path, fields in first_form().items()
        if fields["author"] != "QtBrowser Sample Library"
        or fields["seo"]["title"] != f"QtBrowser | {fields['subject']}"
    ]
    assert wrong == []


def test_related_questions_are_there_but_for_one() -> None:
    by_url = {fields["url"]: fields for fields in first_form().values()}
    dead, wrong = [], []
    for path, fields in first_form().items():
        for link in related(fields):
            target = by_url.get(link["url"])
            if target is None:
                dead.append((path, link["url"]))
            elif link != {name: target[name] for name in ("id", "title", "subject", "url")}:
                wrong.append((path, link["url"]))
    assert wrong == []
    assert [url for _, url in dead] == [DEAD_LINK]


def test_no_document_is_related_to_itself_or_twice_to_another() -> None:
    wrong = []
    for path, fields in first_form().items():
        urls = [link["url"] for link in related(fields)]
        if fields["url"] in urls or len(set(urls)) < len(urls):
            wrong.append(path)
    assert wrong == []


def test_links_in_answers_lead_somewhere() -> None:
    urls = {fields["url"] for fields in first_form().values()}
    kinds: Counter[str] = Counter()
    wrong = []
    for path, answer in answers().items():
        for target in LINK.findall(answer):
            if target.startswith("https://"):
                kinds["web"] += 1
            elif target.startswith("/"):
                kinds["url"] += 1
                wrong += [] if target in urls else [(path, target)]
            else:
                kinds["path"] += 1
                wrong += [] if (SAMPLE / path).parent.joinpath(target).is_file() else [(path, target)]
    assert wrong == []
    assert min(kinds[kind] for kind in ("web", "url", "path")) >= 4


def test_every_subject_has_topics() -> None:
    documents: dict[str, list[Counter[str]]] = defaultdict(list)
    for fields in first_form().values():
        if not fields.get("no_index"):
            documents[fields["subject"].casefold()].append(Counter(word.casefold() for word in keywords(fields)))
    shared = {
        subject: [word for word, count in sum(counters, Counter()).items() if count >= 3]
        for subject, counters in documents.items()
    }
    assert [subject for subject, topics in shared.items() if not topics] == []


def test_keywords_are_few_and_different() -> None:
    wrong = []
    for path, fields in first_form().items():
        words = [word.casefold() for word in keywords(fields)]
        if not 5 <= len(words) <= 10 or len(set(words)) < len(words):
            wrong.append(path)
    assert wrong == []


def test_one_subject_is_spelled_in_two_ways() -> None:
    spellings = Counter(fields["subject"] for fields in first_form().values())
    assert spellings["Computer science"] == 1
    assert spellings["Computer Science"] > 1
    assert len(spellings) == len({spelling.casefold() for spelling in spellings}) + 1


def test_two_documents_are_hidden() -> None:
    assert sum(fields.get("no_index") is True for fields in first_form().values()) == 2


def test_answers_are_neither_stubs_nor_books() -> None:
    lengths = {path: len(answer.encode()) for path, answer in answers().items()}
    assert {path: length for path, length in lengths.items() if not 1_000 <= length <= 8_000} == {}


def test_no_control_characters() -> None:
    wrong = []
    for path in sorted(SAMPLE.rglob("*.md")):
        characters = set(path.read_bytes().decode()) - {"\n"}
        if any(unicodedata.category(character) == "Cc" for character in characters):
            wrong.append(path)
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("what-do-maxwells-four", "\\begin{align*}\n\\nabla \\cdot \\mathbf{E} &="),
        ("what-do-maxwells-four", " \\\\\n\\nabla \\times \\mathbf{E}"),
        ("why-can-dim-violet-light", "$$\n\\nu_0 = \\frac{\\phi}{h}\n$$"),
        ("why-is-there-no-largest", "$q \\neq p_1, q \\neq p_2"),
        ("how-do-we-know-that-the-square-root", "$\\sqrt{2} \\notin \\mathbb{Q}$"),
        ("what-is-the-difference-between-a-necessary", "\\[\n(P \\Rightarrow Q) \\iff (\\neg Q"),
        ("how-does-matrix-multiplication", "1 & 2 \\\\\n3 & 4"),
        ("why-does-ice-float", "\nd) mercury\ne) silicon\n"),
        ("printfdn", '    printf("%d\\n", x);\n'),
        ("printfdn", '\\\\backslashed\\\\\\n");\n'),
        ("how-do-you-find-the-ten", "`'%T+ %p\\n'`"),
        ("how-do-you-find-the-ten", "the text `C:\\new` has"),
        ("what-are-the-rules-of-json", '"Twenty-one chapters,\\neach named'),
        ("what-does-include-iostream", "#include <iostream>\n#include <string>\n"),
        ("sold-for-a-song", "for $15 million, and in 1867"),
    ],
)
def test_the_traps_of_the_escapes_are_there_and_decode(name: str, expected: str) -> None:
    matching = [answer for path, answer in answers().items() if path.rsplit("/", 1)[1].startswith(name)]
    assert len(matching) == 1
    assert expected in matching[0]


def test_code_is_in_many_languages() -> None:
    languages = {language for _, language, _ in code_blocks()}
    assert languages >= {"python", "bash", "c", "cpp", "java", "javascript", "json", "html", "rust", "sql", "plaintext"}


@pytest.mark.parametrize(
    ("path", "code"), [(path, code) for path, language, code in code_blocks() if language == "python"]
)
def test_python_compiles(path: str, code: str) -> None:
    compile(code, path, "exec", dont_inherit=True)


def test_json_parses() -> None:
    blocks = [code for _, language, code in code_blocks() if language == "json"]
    assert [type(json.loads(code)) for code in blocks] == [dict]


@pytest.mark.parametrize(
    "construct",
    [
        "\\begin{pmatrix}",
        "\\begin{bmatrix}",
        "\\begin{cases}",
        "\\begin{align*}",
        "\\begin{aligned}",
        "\\tag{1}",
        "\\xrightarrow",
        "\\rightleftharpoons",
        "\\binom{",
        "\\ce{",
        "\\(",
        "\\[",
        "\n> ",
        "~~",
        "- [ ] ",
        "- [x] ",
        "\n## ",
        "\n### ",
        "\n#### ",
        "\n   - ",
        ":-:",
        ":\n1. ",
        ":\n- ",
    ],
)
def test_every_construct_occurs(construct: str) -> None:
    assert any(construct in answer for answer in answers().values())


def front_matter_of(path: str) -> str:
    text = (SAMPLE / path).read_text("utf-8")
    return text.split(text[:4], 2)[1]


def test_a_note_has_yaml_with_a_list_of_tags() -> None:
    fields = yaml.load(front_matter_of("Astronomy/first-night-with-binoculars.md"), Loader=yaml.CSafeLoader)
    assert list(fields) == ["title", "date", "tags"]
    assert len(fields["tags"]) == 5


def test_a_note_has_yaml_with_comma_text_and_a_subject_with_a_slash() -> None:
    fields = yaml.load(front_matter_of("Crafts/wood-movement.md"), Loader=yaml.CSafeLoader)
    assert fields["subject"] == "Crafts/Woodworking"
    assert fields["keywords"].count(",") == 4


def test_a_note_has_toml() -> None:
    fields = tomllib.loads(front_matter_of("Statistics/simpsons-paradox.md"))
    assert fields["date"] == date(2023, 10, 17)


def test_a_note_has_json() -> None:
    text = (SAMPLE / "Geography/contour-lines.md").read_text("utf-8")
    head, closing, body = text.partition("\n}\n")
    assert json.loads(head + closing)["date"] == "2024-06-30"
    assert body.startswith("\nA contour line")


def test_a_note_in_nested_folders_begins_with_its_heading() -> None:
    assert (SAMPLE / "Cooking/Bread/sourdough-starter.md").read_text("utf-8").startswith("# How do you start")


def test_a_note_has_its_question_in_the_name_only() -> None:
    text = (SAMPLE / "Gardening/When should tomatoes be planted out.md").read_text("utf-8")
    assert not text.startswith(("---", "+++", "{"))
    assert not re.search(r"^#", text, re.MULTILINE)


@pytest.mark.parametrize(("script", "at_least"), [("CJK", 500), ("ARABIC", 800)])
def test_a_document_in_another_script(script: str, at_least: int) -> None:
    letters = [
        sum(unicodedata.name(character, "").startswith(script) for character in answer) for answer in answers().values()
    ]
    assert max(letters) >= at_least
