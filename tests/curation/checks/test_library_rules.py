"""Rules over a whole library: what documents share, where they lead, how their subjects are spelled."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qtbrowser.curation import edits
from qtbrowser.curation.checks.duplicates import similar_questions
from qtbrowser.curation.checks.facts import Facts, folded
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.ignored import Ignored, read_what_holds
from qtbrowser.curation.checks.likeness import LIKE, bands_of, likeness
from qtbrowser.curation.checks.subjects import clusters
from qtbrowser.documents.document import Related
from qtbrowser.documents.problem import Severity
from qtbrowser.library import Library
from tests.curation.checks.files import check, document, findings, library_of, related

BREAD, CAKE, SALT = (f"learn/baking/{name}.md" for name in ("bread", "cake", "salt"))


def places(found: list[Finding]) -> list[tuple[str, int | None, tuple[str, ...]]]:
    return [(finding.path, finding.line, finding.others) for finding in found]


def test_documents_that_share_an_id(tmp_path: Path) -> None:
    found = check(tmp_path, {BREAD: document("bread", id=7), CAKE: document("cake", id=7), SALT: document("salt")})
    assert places(found) == [(BREAD, 3, (CAKE,))]
    assert {(finding.rule, finding.severity) for finding in found} == {("duplicate-id", Severity.ERROR)}
    assert [finding.repair for finding in found] == [edits.RenumberIds((CAKE,))]


def test_documents_that_share_an_address(tmp_path: Path) -> None:
    files = {
        BREAD: document("bread"),
        "learn/other/bread.md": document("bread", id=9, title="Which?", question="Which?"),
    }
    found = check(tmp_path, files, "duplicate-address")
    assert places(found) == [(BREAD, 14, ("learn/other/bread.md",))]


@pytest.mark.parametrize(
    ("path", "url", "agrees"),
    [
        ("learn/baking/bread.md", "/learn/baking/questions/bread", True),
        ("learn/baking/bread.md", "/learn/cooking/questions/bread", False),
        ("baking/bread.md", "/learn/baking/questions/bread", True),
        ("bread.md", "/learn/baking/questions/bread", True),
        ("learn/baking/bread.md", "/bread", True),
        ("learn/baking/bread.md", "https://example.org/other", True),
        ("learn/my%20baking/bread.md", "/learn/my%2520baking/bread", True),
    ],
)
def test_the_only_document_of_a_library_in_its_place(tmp_path: Path, path: str, url: str, agrees: bool) -> None:
    found = check(tmp_path, {path: document("bread", url=url)}, "misplaced-file")
    assert [finding.line for finding in found] == ([] if agrees else [14])


def test_titles_are_the_same_whatever_their_case_and_spacing(tmp_path: Path) -> None:
    title = {"title": "What is it?", "article_title": "What is it?", "question": "What is it?"}
    other = {"title": "what  IS it?", "article_title": "what  IS it?", "question": "what  IS it?"}
    found = check(tmp_path, {BREAD: document("bread", **title), CAKE: document("cake", **other)}, "duplicate-title")
    assert places(found) == [(BREAD, 9, (CAKE,))]


def test_a_group_is_one_finding_and_what_is_let_be_of_it_is_no_part_of_its_repair(tmp_path: Path) -> None:
    dust = "learn/baking/dust.md"
    title = {"title": "What is it?", "article_title": "What is it?", "question": "What is it?"}
    names = {BREAD: "bread", CAKE: "cake", dust: "dust", SALT: "salt"}
    (found,) = check(tmp_path, {path: document(name, **title) for path, name in names.items()}, "duplicate-title")
    assert (found.path, found.others) == (BREAD, (CAKE, dust, SALT))
    assert found.repair == edits.Bulk(edits.MergeDocuments(BREAD, (CAKE, dust, SALT), any_survivor=True))
    settings = f'[[check.ignored]]\nnot_duplicates = ["{BREAD}", "{CAKE}"]\n'
    (found,) = check(tmp_path, {".qtbrowser.toml": settings}, "duplicate-title")
    assert (found.path, found.others) == (BREAD, (CAKE, dust, SALT))
    assert found.repair == edits.Bulk(edits.MergeDocuments(BREAD, (dust, SALT), any_survivor=True))
    settings = f'[[check.ignored]]\nnot_duplicates = ["{BREAD}", "{CAKE}", "{dust}"]\n'
    (found,) = check(tmp_path, {".qtbrowser.toml": settings}, "duplicate-title")
    assert (found.path, found.others) == (BREAD, (CAKE, dust, SALT))
    with Library.open(tmp_path, refresh=False) as library:
        library.ignore(found)
    assert findings(tmp_path, "duplicate-title") == []
    assert (tmp_path / ".qtbrowser.toml").read_text().count("not_duplicates") == 2


def test_answers_are_the_same_only_if_they_are_read_alike(tmp_path: Path) -> None:
    one, other = "Flour and water. \\n\\nAnd salt.", "Flour and water.\\n\\nAnd salt."
    files = {BREAD: document("bread", answer=one), CAKE: document("cake", answer=other)}
    files |= {SALT: document("salt", answer='""'), "learn/baking/dust.md": document("dust", answer='""')}
    files |= {"learn/baking/line.md": document("line", answer="Flour and water. And salt.")}
    found = check(tmp_path, files, "duplicate-answer")
    assert places(found) == [(BREAD, 10, (CAKE,))]
    assert [finding.repair for finding in found] == [None]


def test_the_same_question_with_the_same_answer_can_be_merged(tmp_path: Path) -> None:
    copy = "learn/cakes/bread.md"
    files = {
        BREAD: document("bread"),
        copy: document("bread", id=9, subject="Cakes", answer=_answer(document("bread"))),
    }
    found = check(tmp_path, files, "duplicate-answer")
    merge = edits.MergeDocuments(BREAD, (copy,), any_survivor=True)
    assert [(finding.path, finding.repair) for finding in found] == [(BREAD, merge)]


def test_a_page_of_several_versions_or_languages_is_no_duplicate(tmp_path: Path) -> None:
    text = "# A page\n\n" + "Flour and water, and a long explanation of both. " * 40
    paths = [f"content/docs/{folder}/start.md" for folder in ("v3.6", "v3.7", "version-2.x", "next", "de")]
    files = {"hugo.toml": "", **dict.fromkeys(paths, text)}
    assert check(tmp_path, files, "duplicate-answer") == []
    files = {**files, "content/docs/v3.6/other.md": text}
    assert [finding.path for finding in check(tmp_path, files, "duplicate-answer")] != []


def _answer(text: str) -> str:
    return text.partition("answer: ")[2].partition("\nsubject:")[0]


def test_answers_that_are_nearly_the_same(tmp_path: Path) -> None:
    words = " ".join(f"word{number} is no {number * 7}" for number in range(60))
    changed = words.replace("word30 is", "word30 was")
    files = {
        BREAD: document("bread", answer=words + "."),
        CAKE: document("cake", answer=changed + "."),
        SALT: document("salt", answer=words + ".."),
    }
    found = check(tmp_path, files, "similar-answer")
    assert {finding.path: set(finding.others) for finding in found} == {
        BREAD: {CAKE, SALT},
        CAKE: {SALT},
    }
    (tmp_path / CAKE).write_text(document("cake"))
    found = findings(tmp_path, "similar-answer")
    assert {finding.path: finding.others for finding in found} == {BREAD: (SALT,)}
    (tmp_path / SALT).unlink()
    assert findings(tmp_path, "similar-answer") == []


@pytest.mark.parametrize(
    ("other", "is_found"),
    [
        ("What is the reason that bread rises?", True),
        ("why does bread RISE?", False),  # told as a duplicate title
        ("Why does bread rise in the second hour?", False),
        ("Why does bread rise in 2025?", False),
        ("Why does Swiss bread rise?", False),
        ("WHY DOES BREAD RISE, SAY?", False),
        ("Why does bread not rise?", False),
        ("Why doesn\u2019t bread rise?", False),
        ("Why does bread rise without yeast?", False),
        ("Why do another\u2019s loaves rise?", True),
    ],
)
def test_who_asks_the_same_in_other_words(tmp_path: Path, other: str, is_found: bool) -> None:
    titles = {BREAD: "Why does bread rise?", CAKE: other}
    facts = [
        Facts(path, True, (), title=title, title_key=folded(title), asks=True, answer=number)
        for number, (path, title) in enumerate(titles.items(), 1)
    ]
    library = library_of(facts, tmp_path / "check.sqlite3")
    pairs = [(BREAD, CAKE, 0.93), (BREAD, "gone.md", 0.99)]
    found = {path: fault.others for path, fault in similar_questions(library, Ignored(), pairs)}
    assert found == ({BREAD: (CAKE,), CAKE: (BREAD,)} if is_found else {})
    ignored = Ignored(pairs=frozenset([frozenset((BREAD, CAKE))]))
    assert not list(similar_questions(library, ignored, pairs))


def test_notes_that_ask_nothing_do_not_ask_the_same(tmp_path: Path) -> None:
    facts = [
        Facts(path, True, (), title=title, title_key=folded(title))
        for path, title in ((BREAD, "Bread rising"), (CAKE, "Rising of bread"))
    ]
    library = library_of(facts, tmp_path / "check.sqlite3")
    assert not list(similar_questions(library, Ignored(), [(BREAD, CAKE, 0.95)]))


def test_like_texts_share_a_band() -> None:
    words = [f"w{number}" for number in range(400)]
    text = " ".join(words)
    for changes in range(1, 13):
        other = " ".join("x" if number % (400 // changes) == 9 else word for number, word in enumerate(words))
        if likeness(text, other) >= LIKE:
            assert set(bands_of(text)) & set(bands_of(other)), changes
    assert not set(bands_of(text)) & set(bands_of(" ".join(reversed(words))))
    assert likeness(text, text) == 1
    assert likeness("", "") == 0


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"Education Studies": 9, "Education studies": 4}, [["Education Studies", "Education studies"]]),
        ({"Health care": 3, "Healthcare": 9}, [["Healthcare", "Health care"]]),
        ({"Law & Order": 1, "Law and order": 2}, [["Law and order", "Law & Order"]]),
        ({"Economics": 40, "Economic": 2}, [["Economics", "Economic"]]),
        ({"Studies, Social": 1, "Social studies": 5}, [["Social studies", "Studies, Social"]]),
        ({"Mathematics": 30, "Matematics": 1, "Mathmatics": 1}, [["Mathematics", "Matematics", "Mathmatics"]]),
        ({"Café culture": 3, "Cafe culture": 5}, [["Cafe culture", "Café culture"]]),
        ({"Crafts/Wood work": 1, "Crafts/Woodwork": 4}, [["Crafts/Woodwork", "Crafts/Wood work"]]),
        ({"Astronomy": 30, "Astrology": 2, "Gastronomy": 1}, []),
        ({"Ecology": 9, "Geology": 9, "Zoology": 1, "Biology": 30}, []),
        ({"History 1": 5, "History 2": 50}, []),
        ({"C": 5, "C++": 5, "C#": 5}, []),
        ({"Physics": 5, "Physiology": 1, "Psychology": 5}, []),
        ({"Crafts/Wood": 5, "Wood/Crafts": 5}, []),
    ],
)
def test_spellings_of_one_subject(counts: dict[str, int], expected: list[list[str]]) -> None:
    assert clusters(counts) == expected


def test_the_rarer_spelling_of_a_subject_is_the_wrong_one(tmp_path: Path) -> None:
    files = {BREAD: document("bread"), CAKE: document("cake"), SALT: document("salt", subject="baking")}
    found = check(tmp_path, files, "subject-variants")
    assert places(found) == [(SALT, 12, ())]
    assert found[0].repair == edits.SetField((SALT,), "subject", "Baking")
    assert "“baking” (1" in found[0].message


def test_related_questions_that_lead_nowhere(tmp_path: Path) -> None:
    lost = related(1, "flour")
    moved = related(2, "salt")
    files = {
        BREAD: document("bread", extra=f"{lost}\n{moved}\n{related(3, 'cake')}"),
        CAKE: document("cake", extra=related(1, "bread")),
        "learn/cooking/salt.md": document("salt", "Cooking", extra=related(1, "bread")),
    }
    found = check(tmp_path, files, "dangling-related")
    assert places(found) == [(BREAD, 15, ("learn/cooking/salt.md",))]
    assert found[0].fix == "Lead it to learn/cooking/salt.md. Remove the one that leads nowhere."
    repair = found[0].repair
    assert isinstance(repair, edits.SetRelated)
    assert [link.url for link in repair.related] == ["/learn/cooking/questions/salt", "/learn/baking/questions/cake"]
    assert repair.related[0].subject == "Cooking"


def test_a_moved_question_is_known_by_its_id_where_the_title_agrees(tmp_path: Path) -> None:
    files = {
        BREAD: document("bread", extra=related(1, "salt", identity=50) + "\n" + related(2, "cake", identity=60)),
        "learn/baking/new-salt.md": document("new-salt", id=50, title="Salt?", question="Salt?", article_title="Salt?"),
        "learn/baking/new-cake.md": document("new-cake", id=60),
    }
    found = check(tmp_path, files, "dangling-related")
    repair = found[0].repair
    assert isinstance(repair, edits.SetRelated)
    assert [link.url for link in repair.related] == ["/learn/baking/questions/new-salt"]


def test_links_in_every_form_are_followed(tmp_path: Path) -> None:
    links = ["cake.md", "/learn/baking/cake", "id:5", "/learn/baking/questions/cake/#top", "../baking/cake.md"]
    listed = "related:\n" + "\n".join(f"  - {link}" for link in links) + "\n  - 5"
    files = {BREAD: document("bread", extra=listed), CAKE: document("cake", id=5, extra="related:\n  - bread.md")}
    assert check(tmp_path, files, "dangling-related", "one-way-related") == []
    assert places(findings(tmp_path, "duplicate-related")) == [(BREAD, 15, (CAKE,))]


def test_an_id_of_several_documents_is_not_nowhere(tmp_path: Path) -> None:
    files = {BREAD: document("bread", extra="related: [7]"), CAKE: document("cake", id=7), SALT: document("salt", id=7)}
    assert check(tmp_path, files, "dangling-related", "one-way-related") == []


def test_related_questions_named_twice_or_by_themselves_or_one_way(tmp_path: Path) -> None:
    extra = "\n".join([related(1, "cake"), related(2, "bread"), related(3, "cake"), related(4, "salt")])
    files = {BREAD: document("bread", extra=extra), CAKE: document("cake", extra=related(1, "bread"))}
    files[SALT] = document("salt")
    found = {finding.rule: finding for finding in check(tmp_path, files)}
    assert {rule: (finding.line, finding.others) for rule, finding in found.items()} == {
        "duplicate-related": (25, (CAKE,)),
        "self-related": (20, ()),
        "one-way-related": (30, (SALT,)),
    }
    kept = {rule: finding.repair for rule, finding in found.items()}
    assert _names(kept["duplicate-related"]) == ["cake", "bread", "salt"]
    assert _names(kept["self-related"]) == ["cake", "cake", "salt"]


def test_a_one_way_link_to_a_document_without_a_free_field_says_why_it_has_no_repair(tmp_path: Path) -> None:
    taken = "\n".join(related(number, f"rye-{number}") for number in range(1, edits.MOST_NUMBERED + 1))
    rest = {f"learn/baking/rye-{number}.md": document(f"rye-{number}", id=90 + number) for number in range(1, 6)}
    files = {BREAD: document("bread", extra=related(1, "cake")), CAKE: document("cake", extra=taken), **rest}
    (finding,) = (one for one in check(tmp_path, files, "one-way-related") if one.path == BREAD)
    assert finding.repair is None
    assert finding.fix == (
        f"Name this question there, too. In {CAKE} all 5 fields for related questions are taken: choose which one goes."
    )


def _names(repair: edits.Edit | None) -> list[str]:
    assert isinstance(repair, edits.SetRelated)
    assert all(isinstance(link, Related) for link in repair.related)
    return [link.url.rpartition("/")[2] for link in repair.related]


def test_links_that_both_lead_nowhere_are_the_same_only_if_written_so(tmp_path: Path) -> None:
    files = {
        BREAD: document("bread", extra=related(1, "rye") + "\n" + related(2, "oat")),
        CAKE: document("cake", extra=related(1, "rye") + "\n" + related(2, "rye")),
    }
    assert places(check(tmp_path, files, "duplicate-related")) == [(CAKE, 20, ())]


@pytest.mark.skipif(sys.platform == "win32", reason="these names can't be made there")
def test_names_that_do_not_go_everywhere(tmp_path: Path) -> None:
    files = {
        "a/what?.md": document("what"),
        "a/nul.md": document("nul"),
        "x: y/fine.md": document("fine"),
        "B/one.md": document("one"),
        "b/two.md": document("two"),
        "c/Caf\u00e9.md": document("cafe"),
        "c/CAFE\u0301.md": document("cafe too"),
        "d/plain.md": document("plain"),
    }
    found = check(tmp_path, files, "unportable-name")
    told = {finding.path: finding for finding in found}
    assert set(told) == {*files} - {"d/plain.md"}
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert told["a/what?.md"].repair == edits.RenameDocument("a/what?.md", "what-.md")
    assert told["a/nul.md"].repair == edits.RenameDocument("a/nul.md", "nul-1.md")
    assert told["x: y/fine.md"].repair is None
    assert told["B/one.md"].others == ("b/two.md",)
    assert "for the same" in told["c/Caf\u00e9.md"].message


def test_copies_in_several_subjects_are_one_finding(tmp_path: Path) -> None:
    copy = "learn/cakes/bread.md"
    same = {"id": "7", "answer": "Flour and water."}
    files = {BREAD: document("bread", **same), copy: document("bread", subject="Cakes", **same)}
    rules = ("cross-posted", "duplicate-id", "duplicate-title", "duplicate-answer")
    (finding,) = check(tmp_path, files, *rules)
    assert (finding.rule, finding.path, finding.others) == ("cross-posted", BREAD, (copy,))
    assert finding.message == "The document is cross-posted in Baking, Cakes."
    declared = f'[[copies]]\npaths = ["{BREAD}", "{copy}"]\n'
    assert check(tmp_path, {".qtbrowser.toml": declared}, *rules) == []


def test_a_copy_within_one_subject_is_a_duplicate(tmp_path: Path) -> None:
    same = {"id": "7", "answer": "Flour and water.", "title": "Q", "article_title": "Q", "question": "Q"}
    files = {BREAD: document("bread", **same), CAKE: document("cake", **same)}
    found = check(tmp_path, files, "cross-posted", "duplicate-id", "duplicate-answer")
    assert {finding.rule for finding in found} == {"duplicate-id", "duplicate-answer"}


def test_the_first_of_copies_is_the_same_with_and_without_a_duplicate(tmp_path: Path) -> None:
    same = {"id": "7", "answer": "Flour and water."}
    files = {BREAD: document("bread", **same), "learn/cakes/bread.md": document("bread", subject="Cakes", **same)}
    (alone,) = check(tmp_path / "alone", files, "cross-posted")
    files["learn/more/bread.md"] = document("bread", **same)
    (found,) = check(tmp_path / "more", files, "cross-posted")
    assert (found.path, found.others) == (alone.path, alone.others) == (BREAD, ("learn/cakes/bread.md",))


def test_links_to_headings_that_are_not_there(tmp_path: Path) -> None:
    lines = (
        "# Butter\n\n[[Bread#Keeping it]] [[Bread#Nothing]] [[Bread#^basics]] [[Bread#^none]] [[#Facts]] [[#No]]",
        "[a](Bread.md#keeping-it) [b](Bread.md#nowhere) [c](#facts) [d](#none) `[e](#code)`",
        "## Facts\n\nYellow.\n",
    )
    files = {
        ".obsidian/app.json": "{}",
        "Bread.md": "# Bread\n\nFlour. ^basics\n\n## Keeping it\n\nIn a cloth.\n",
        "Butter.md": "\n\n".join(lines),
    }
    (found,) = check(tmp_path, files, "missing-heading")
    assert (found.path, found.line, found.severity, found.others) == ("Butter.md", 3, Severity.NOTE, ("Bread.md",))
    assert "for #none. " in found.message
    assert "Bread.md: Bread#Nothing; and 2 more places." in found.message


def test_a_number_of_thousands_of_digits_in_the_library_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".qtbrowser.toml").write_text("x = " + "9" * 5_000, encoding="utf-8")
    (told,) = read_what_holds(tmp_path).broken
    assert told.startswith("The file is not valid TOML")
