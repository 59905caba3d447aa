"""Search by meaning: vectors that follow the documents, and hits in other words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from qtbrowser.errors import IndexBusy, MeaningUnavailable
from qtbrowser.library import Library
from qtbrowser.meaning.sentence_model import why_unavailable
from tests.library.conftest import WriteDocument

pytestmark = pytest.mark.skipif(bool(why_unavailable()), reason="ONNX Runtime has no version for this system")

OpenLibrary = Callable[..., Library]
ASKED = "what makes bread get bigger while baking"
QUESTIONS = {
    "dough.md": ("Why does dough rise?", "Yeast turns sugar into carbon dioxide, whose bubbles lift it."),
    "tides.md": ("What causes the tides?", "The Moon pulls the water of the oceans."),
    "whales.md": ("How do whales sleep?", "One half of the brain rests while the other one watches."),
    "violins.md": ("Why are violins varnished?", "Varnish keeps moisture out of the wood while it is played."),
}


@pytest.fixture
def library(write: WriteDocument, open_library: OpenLibrary) -> Library:
    """Four documents, their vectors made."""
    for path, (title, answer) in QUESTIONS.items():
        write(path, answer, title=title)
    library = open_library()
    made(library)
    return library


def made(library: Library) -> int:
    """Make what is missing; returns how many texts that were."""
    *_, last = library.make_meaning()
    assert last.done == last.total
    return last.total


def refreshed(library: Library) -> None:
    for _ in library.refresh():
        pass


def found(library: Library, text: str, **options: Any) -> list[tuple[str, str]]:
    return [(hit.path, hit.match) for hit in library.search(text, **options).hits]


def test_found_in_other_words(library: Library) -> None:
    results = library.search("how come a loaf gets bigger in the oven")
    first = results.hits[0]
    assert (first.path, first.match) == ("dough.md", "meaning")
    assert first.snippet == QUESTIONS["dough.md"][1]
    assert first.marks == ()
    assert results.meant == sum(hit.match == "meaning" for hit in results.hits)
    assert results.total >= results.meant >= 1
    assert len(results.hits) == results.rows == results.total


def test_facets_count_all_hits(library: Library, write: WriteDocument) -> None:
    write("oven.md", "It is preheated.", title="How hot is an oven?", date="2024-05-06")
    for path, (title, answer) in QUESTIONS.items():
        write(path, answer, title=title, date="2024-06-07")
    refreshed(library)
    made(library)
    asked = "how come a loaf gets bigger in the oven"
    results = library.search(asked, facets=True, limit=1)
    assert {hit.match for hit in library.search(asked).hits} == {"words", "meaning"}
    assert results.facets is not None
    assert sum(one.count for one in results.facets.months) == results.total
    of_words = library.search(asked, facets=True, words_only=True)
    assert of_words.facets is not None
    assert sum(one.count for one in of_words.facets.months) == of_words.total < results.total


def test_words_only(library: Library) -> None:
    results = library.search("how come a loaf gets bigger in the oven", words_only=True)
    assert results.meant == 0
    assert all(hit.match == "words" for hit in results.hits)


@pytest.mark.parametrize("text", ['"a loaf gets bigger"', "title:loaf", "loaf OR oven", "loaf -oven"])
def test_operators_mean_what_they_say(library: Library, text: str) -> None:
    assert found(library, text) == []


def test_a_document_that_has_all_words_stays_first(library: Library) -> None:
    assert found(library, "whales sleep")[0] == ("whales.md", "words")
    assert found(library, "Why does dough rise?")[0] == ("dough.md", "words")


def test_other_orders_are_of_words(library: Library) -> None:
    assert library.search(ASKED, sort="title").meant == 0


def test_pages_are_parts_of_one_list(library: Library) -> None:
    whole = [hit.path for hit in library.search(ASKED).hits]
    assert len(whole) > 1
    assert [hit.path for at in range(len(whole)) for hit in library.search(ASKED, limit=1, offset=at).hits] == whole


def test_nothing_is_near_to_nonsense(library: Library) -> None:
    assert found(library, "xqzzt vvrk plomf") == []


def test_only_what_is_new_is_encoded(library: Library, write: WriteDocument, folder: Path) -> None:
    assert made(library) == 0
    write("snow.md", "Ice crystals scatter all colours alike.", title="Why is snow white?")
    (folder / "dough.md").rename(folder / "kitchen.md")
    refreshed(library)
    assert made(library) == 2
    assert found(library, "how come a loaf gets bigger in the oven")[0] == ("kitchen.md", "meaning")
    assert found(library, "what gives frozen flakes their pale look")[0] == ("snow.md", "meaning")


def test_an_index_built_anew_keeps_its_vectors(library: Library) -> None:
    for _ in library.refresh(rebuild=True):
        pass
    assert made(library) == 0
    assert found(library, "how come a loaf gets bigger in the oven")[0] == ("dough.md", "meaning")


def test_a_changed_document_is_found_by_what_it_says_now(library: Library, write: WriteDocument) -> None:
    write("dough.md", "Its strings are struck by hammers.", title="How does a piano sound?")
    refreshed(library)
    made(library)
    asked = "how come a loaf gets bigger in the oven"
    assert not found(library, asked) or found(library, asked)[0][0] != "dough.md"
    assert found(library, "what happens inside that keyboard instrument")[0] == ("dough.md", "meaning")


def test_a_removed_document_is_not_found(library: Library, folder: Path) -> None:
    (folder / "dough.md").unlink()
    refreshed(library)
    assert "dough.md" not in dict(found(library, "how come a loaf gets bigger in the oven"))


def test_making_goes_on_where_it_was_broken_off(
    write: WriteDocument, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qtbrowser.meaning import vector_building

    monkeypatch.setattr(vector_building, "WRITTEN_EVERY", 0.0)
    monkeypatch.setattr(vector_building, "_STEP", 2)
    for path, (title, answer) in QUESTIONS.items():
        write(path, answer, title=title)
    library = open_library()
    with closing(library.make_meaning()) as steps:
        assert [next(steps).done for _ in range(3)] == [0, 2, 4]
    assert made(library) == 4


def test_one_process_makes_them_at_a_time(library: Library, tmp_path: Path) -> None:
    (cache,) = (tmp_path / "cache" / "libraries").iterdir()
    with FileLock(cache / "meaning.lock"), pytest.raises(IndexBusy):
        made(library)


def test_removed_vectors(library: Library, tmp_path: Path) -> None:
    list(library.check(["similar-question"]))
    library.remove_meaning()
    assert [file for folder in tmp_path.rglob("meaning") for file in folder.iterdir()] == []
    assert library.search(ASKED).meant == 0
    assert made(library) == 8


def test_damaged_vectors_are_made_again(library: Library, tmp_path: Path) -> None:
    files = sorted(tmp_path.rglob("vectors-*.qbv"))
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[:-1] + b"\x00\x00")
    assert library.search(ASKED).meant == 0
    assert made(library) == 8
    assert library.search(ASKED).meant > 0


def test_a_library_in_another_language_is_searched_by_words(write: WriteDocument, open_library: OpenLibrary) -> None:
    for number in range(9):
        write(
            f"{number}.md",
            "Die Hefe verwandelt den Zucker in Gas, dessen Blasen den Teig heben, und darum geht er auf.",
            title="Warum geht ein Teig auf, wenn er warm steht?",
        )
    library = open_library()
    with pytest.raises(MeaningUnavailable, match="knows English"):
        made(library)
    assert library.search("warum wird brot groß").meant == 0


def test_without_onnx_runtime_words_are_searched(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from qtbrowser.library import meaning_index
    from qtbrowser.meaning import sentence_model

    monkeypatch.setattr(meaning_index, "_models", [])
    monkeypatch.setattr(meaning_index, "_failures", [])
    monkeypatch.setattr(sentence_model, "find_spec", lambda _: None)
    assert library.search(ASKED).meant == 0
    with pytest.raises(MeaningUnavailable, match="not available"):
        made(library)


def test_equal_documents_are_one_hit(write: WriteDocument, open_library: OpenLibrary) -> None:
    for path in ("a/dough.md", "b/dough.md"):
        write(path, QUESTIONS["dough.md"][1], title=QUESTIONS["dough.md"][0])
    library = open_library()
    made(library)
    asked = "how come a loaf gets bigger in the oven"
    assert len(library.search(asked).hits) == 2
    assert len(library.search(asked, merge_equal=True).hits) == 1


def test_scope_and_hidden_documents(write: WriteDocument, open_library: OpenLibrary) -> None:
    write("a/dough.md", QUESTIONS["dough.md"][1], title=QUESTIONS["dough.md"][0], subject="Cooking")
    write("b/dough.md", QUESTIONS["dough.md"][1], title=QUESTIONS["dough.md"][0], subject="Science")
    write("c/dough.md", QUESTIONS["dough.md"][1], title=QUESTIONS["dough.md"][0], no_index="true")
    library = open_library()
    made(library)
    asked = "how come a loaf gets bigger in the oven"
    assert [hit.path for hit in library.search(asked, subject="Cooking").hits] == ["a/dough.md"]
    assert {hit.path for hit in library.search(asked).hits} == {"a/dough.md", "b/dough.md"}
    assert len(library.search(asked, include_hidden=True).hits) == 3


def test_nothing_is_loaded_before_it_is_needed(library: Library, folder: Path, tmp_path: Path) -> None:
    """Opening a library and a search for a word that many documents have load neither model nor runtime."""
    import subprocess

    script = (
        "import sys; from qtbrowser.library import Library; "
        f"library = Library.open({str(folder)!r}, cache_dir={str(tmp_path / 'cache')!r}, refresh=False); "
        "library.search('title:dough'); print('onnxruntime' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


def test_words_that_no_document_has_are_missing(library: Library) -> None:
    """The one word that is known does not decide, because most of what was typed is in no document."""
    results = library.search("how come a loaf gets bigger in the oven like water")
    assert results.hits[0].path == "dough.md"
    assert (
        library.search("how come a loaf gets bigger in the oven like water", words_only=True).hits[0].path == "tides.md"
    )


def test_similar_documents_are_similar_in_meaning(library: Library, write: WriteDocument) -> None:
    write("bread.md", "A loaf gets light and large when leavened.", title="How come bread becomes bigger when baked?")
    refreshed(library)
    before = [hit.path for hit in library.similar("bread.md")]
    assert before[:1] != ["dough.md"]
    made(library)
    assert library.similar("bread.md")[0].path == "dough.md"
    assert library.related("bread.md", limit=1)[0].path == "dough.md"
    assert "bread.md" not in [hit.path for hit in library.similar("bread.md", limit=50)]


def test_other_words_are_no_typing_errors(library: Library) -> None:
    """What is said in other words gets no "did you mean"; a word with a typing error in a known question does."""
    asked = "how come a loaf gets bigger in the over like wader"
    assert library.search(asked).suggestion is None
    assert library.search("why are vialins varnished").suggestion == "why are violins varnished"


def test_a_long_summary_is_cut_between_words(write: WriteDocument, library: Library) -> None:
    summary = (
        "Leaves turn red and yellow when the green of them is taken back into the tree, " + "as others do, too, " * 20
    )
    write("leaves.md", "Short.", title="Why do leaves change colour?", description=summary)
    refreshed(library)
    made(library)
    hits = {hit.path: hit for hit in library.search("what paints the woods in autumn").hits}
    assert hits["leaves.md"].match == "meaning"
    shown = hits["leaves.md"].snippet
    assert shown.startswith("Leaves turn red")
    assert shown[-1] == "\u2026"
    assert summary.startswith(shown[:-1] + " ")


FAQ = """
## How long does honey keep?

For years: it has too little water for anything to grow in it.

## What makes bread get holes?

Gas from the yeast is caught in the dough while it is baked.

## When do apples ripen?

From August to October.
"""


def test_a_hit_by_meaning_names_the_question_of_a_file(write: WriteDocument, library: Library) -> None:
    write("faq.md", FAQ, title="Questions from the kitchen")
    refreshed(library)
    # Two vectors of the file and one of each question.
    assert made(library) == 5
    assert made(library) == 0
    hits = {hit.path: hit for hit in library.search("at which season can this fruit be picked").hits}
    hit = hits["faq.md"]
    assert (hit.match, hit.question, hit.anchor) == ("meaning", "When do apples ripen?", "when-do-apples-ripen")
    assert hit.snippet == "From August to October."


def test_the_check_names_who_asks_the_same(write: WriteDocument, library: Library) -> None:
    write("loaf.md", "The yeast turns sugar into carbon dioxide; its bubbles lift it.", title="Why is dough rising?")
    assert [*library.check(["similar-question"])][-1].findings == ()
    refreshed(library)
    made(library)
    findings = [*library.check(["similar-question"])][-1].findings
    assert findings is not None
    assert {finding.path: finding.others for finding in findings} == {
        "dough.md": ("loaf.md",),
        "loaf.md": ("dough.md",),
    }
    library.ignore(findings[0])
    assert [*library.check(["similar-question"])][-1].findings == ()
