"""What an index finds after it was filled, changed, merged and opened again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.errors import DocumentNotFound, IndexBusy
from qtbrowser.search import segment_merging
from qtbrowser.search.builder import SegmentBuilder
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry, Scope
from qtbrowser.search.language import parse_query
from qtbrowser.search.postings import MOST_DOCUMENTS
from qtbrowser.search.results import IndexResults
from qtbrowser.search.searcher import Searcher
from qtbrowser.search.vocabulary import Vocabulary
from tests.search.samples import make_entries, make_words


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    index = SearchIndex.create(tmp_path / "index")
    yield index
    index.close()


def paths(index: SearchIndex | Searcher, text: str, **options: Any) -> list[str]:
    searcher = index.searcher() if isinstance(index, SearchIndex) else index
    results: IndexResults = searcher.search(parse_query(text), **options)
    assert results.total >= len(results.hits)
    return [hit.path for hit in results.hits]


def found(index: SearchIndex, text: str) -> set[str]:
    return set(paths(index, text, limit=10_000))


def test_an_empty_index_finds_nothing(index: SearchIndex) -> None:
    assert paths(index, "anything") == []
    assert index.document_count == index.searcher().document_count == 0


CELLS = IndexEntry(
    "bio/cells.md",
    "What do cell membranes do?",
    "They keep the inside in. Membranes are thin; studies of C++ programs say nothing of them. Café au lait.",
    keywords=("osmosis", "plasma membrane"),
    id="17",
    subject="biology",
    folder="bio",
    topics=("osmosis",),
    date=date(2024, 5, 1),
)
LANGUAGES = IndexEntry(
    "it/languages.md",
    "Which languages run on .NET?",
    "C#, F# and Visual Basic; C++ as well. In ASP.NET the protocol is TCP/IP. Water is H2O. The membrane of a drum.",
    subject="computing",
    folder="it",
    topics=("osmosis", "languages"),
    date=date(2024, 6, 1),
)
WHO = IndexEntry("misc/who.md", "Who is it?", "Nobody of importance lives there.", folder="misc")
CHINESE = IndexEntry(
    "zh/学习.md", "什么是机器学习?", "机器学习是人工智能的分支。カタカナ 한국어", folder="zh", hidden=True
)
SAMPLES = [CELLS, LANGUAGES, WHO, CHINESE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("membrane ", [CELLS, LANGUAGES]),
        ("membranes inside ", [CELLS]),
        ("MEMBRANE drums ", [LANGUAGES]),
        ("mem", [CELLS, LANGUAGES]),
        ("membrane dru", [LANGUAGES]),
        ("mem ", []),
        ("studying", [CELLS]),
        ("cafe ", [CELLS]),
        ("CAFÉ ", [CELLS]),
        ("cafe\u0301 ", [CELLS]),
        ("plasma ", [CELLS]),
        ('"plasma membrane"', [CELLS]),
        ('"osmosis plasma"', []),
        ('"membrane of a drum"', [LANGUAGES]),
        ('"membrane of drum"', []),
        ('"membrane of the drum"', []),
        ('"inside in', [CELLS]),
        ('"inside i', [CELLS]),
        ('"are thi', [CELLS]),
        ("C++", [CELLS, LANGUAGES]),
        ("c#", [LANGUAGES]),
        ("f#", [LANGUAGES]),
        (".net", [LANGUAGES]),
        ("asp.net", [LANGUAGES]),
        ("tcp/ip", [LANGUAGES]),
        ("ip/tcp", []),
        ("h2o", [LANGUAGES]),
        ("who is it", [WHO]),
        ("who is it ", [WHO]),
        ("the importance of", [WHO]),
        ("...", []),
    ],
)
def test_what_a_text_finds(index: SearchIndex, text: str, expected: list[IndexEntry]) -> None:
    index.update(SAMPLES)
    assert found(index, text) == {entry.path for entry in expected}


@pytest.mark.parametrize("text", ["机器学习", "机器", "器学", "习", "人工智能 分支", "カナ", "국어", '"器学"'])
def test_east_asian_text_is_found_by_any_part(index: SearchIndex, text: str) -> None:
    index.update(SAMPLES)
    assert paths(index, text, include_hidden=True) == [CHINESE.path]
    assert paths(index, text) == []


def test_east_asian_text_is_not_found_by_its_characters_apart(index: SearchIndex) -> None:
    index.update(SAMPLES)
    assert paths(index, "学器", include_hidden=True) == []


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), [LANGUAGES, CELLS]),
        (Scope(subjects=("biology",)), [CELLS]),
        (Scope(folders=("it",)), [LANGUAGES]),
        (Scope(subjects=("biology",), folders=("it",)), [LANGUAGES, CELLS]),
        (Scope(topics=("languages",)), [LANGUAGES]),
        (Scope(topics=("languages", "osmosis")), [LANGUAGES, CELLS]),
        (Scope(subjects=("biology",), topics=("languages",)), []),
        (Scope(subjects=("Biology",)), []),
    ],
)
def test_scope(index: SearchIndex, scope: Scope, expected: list[IndexEntry]) -> None:
    index.update(SAMPLES)
    assert paths(index, "membrane", scope=scope, sort="date") == [entry.path for entry in expected]


def test_the_question_that_was_typed_comes_first(index: SearchIndex) -> None:
    index.update(
        [
            IndexEntry("a.md", "Where may zebras cross?", "zebra crossing " * 50),
            IndexEntry("b.md", "What is a zebra crossing?", "A place to go over the road."),
            IndexEntry("c.md", "What is a zebra crossing good for?", "zebra crossing " * 50, ("zebra crossing",)),
            IndexEntry("d.md", "Zebra", "crossing " * 50),
        ]
    )
    question = "What is a zebra crossing"
    for end in range(len("what is a z"), len(question) + 1):
        assert set(paths(index, question[:end])[:2]) == {"b.md", "c.md"}
    for typed in (question, f"{question} ", f"{question}?", question.upper()):
        assert paths(index, typed)[:2] == ["b.md", "c.md"]
    assert paths(index, f"{question} g")[0] == "c.md"
    assert paths(index, "zebra")[0] == "d.md"
    assert paths(index, question, rank=False)[0] != "b.md"
    scores = [hit.score for hit in index.searcher().search(parse_query("zebra crossing")).hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_orders(index: SearchIndex) -> None:
    days = [date(2024, 1, 2), None, date(2024, 1, 3), date(2024, 1, 2), None]
    titles = ["éclair", "Bread", "apple", "Apple", "Zoo"]
    entries = [
        IndexEntry(f"{number}.md", title, "same words", date=day)
        for number, (title, day) in enumerate(zip(titles, days, strict=True))
    ]
    for entry in reversed(entries):
        index.update([entry])
    for _ in range(2):
        assert paths(index, "same", sort="date") == ["2.md", "0.md", "3.md", "1.md", "4.md"]
        assert paths(index, "same", sort="title") == ["2.md", "3.md", "1.md", "0.md", "4.md"]
        assert paths(index, "same", sort="title", limit=2, offset=1) == ["3.md", "1.md"]
        assert paths(index, "same", sort="title", offset=5) == paths(index, "same", limit=0) == []
        index.merge()


def test_equal_scores_are_in_the_order_of_their_paths(index: SearchIndex) -> None:
    entries = [IndexEntry(f"{number:03}.md", "Same", "the same words") for number in range(300)]
    random.Random(1).shuffle(entries)
    for start in range(0, 300, 60):
        index.update(entries[start : start + 60])
    assert paths(index, "words", limit=50, offset=120) == [f"{number:03}.md" for number in range(120, 170)]


def test_pages_fit_together(index: SearchIndex) -> None:
    index.update(make_entries(200))
    index.update(make_entries(100, seed=5, first=200))
    word = make_words(3, seed=7)[0]
    whole = paths(index, word, limit=500)
    assert len(whole) > 100
    assert [path for page in range(0, 500, 7) for path in paths(index, word, limit=7, offset=page)] == whole


def test_typing_a_word_never_loses_the_document_that_has_it(index: SearchIndex) -> None:
    index.update(make_entries(120))
    index.update([IndexEntry("x.md", "Educational studies", "universities' generalizations, relational happiness")])
    index.update([IndexEntry("y.md", "Flies", "flying policies were denied; easily organized")])
    words = ("educational", "studies", "universities", "generalizations", "relational", "happiness", "flying")
    for word in (*words, "policies", "denied", "easily", "organized", "flies", *make_words(60, seed=7)):
        having = found(index, f"{word} ")
        for length in range(1, len(word) + 1):
            assert having <= found(index, word[:length]), (word, word[:length])


def test_changed_and_removed_documents(index: SearchIndex) -> None:
    index.update(SAMPLES)
    searcher = index.searcher()
    generation = index.generation()
    index.update([IndexEntry(CELLS.path, "Drums", "no more of that")], removed=[WHO.path, "never/was.md"])
    assert index.generation() > generation
    assert found(index, "membrane") == {LANGUAGES.path}
    assert found(index, "drum") == {CELLS.path, LANGUAGES.path}
    assert found(index, "nobody") == set()
    assert index.document_count == 3
    # The searcher from before goes on showing what was there.
    assert set(paths(searcher, "membrane")) == {CELLS.path, LANGUAGES.path}
    assert searcher.document_count == 4


def test_nothing_to_do_makes_no_commit(index: SearchIndex) -> None:
    index.update(SAMPLES)
    generation = index.generation()
    index.update([], removed=["never/was.md"])
    assert index.generation() == generation


def test_of_entries_with_one_path_the_last_one_counts(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qtbrowser.search.builder.MOST_WORDS", 20)
    entries = [IndexEntry("a.md", f"word{number}", "filler " * 5) for number in range(9)]
    index.update([*entries, IndexEntry("b.md", "other")])
    assert [found(index, f"word{number} ") for number in range(9)] == [set()] * 8 + [{"a.md"}]
    assert index.document_count == 2


def test_an_update_that_fails_changes_nothing(index: SearchIndex, tmp_path: Path) -> None:
    index.update(SAMPLES)
    before = sorted(path.name for path in (tmp_path / "index").iterdir())

    def entries() -> Iterator[IndexEntry]:
        yield IndexEntry(CELLS.path, "changed")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.update(entries())
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == before
    assert found(index, "membrane") == {CELLS.path, LANGUAGES.path}
    index.update([IndexEntry("new.md", "membrane")])
    assert len(found(index, "membrane")) == 3


def test_one_writer_at_a_time(index: SearchIndex, tmp_path: Path) -> None:
    other = SearchIndex.open(tmp_path / "index")

    def entries() -> Iterator[IndexEntry]:
        with pytest.raises(IndexBusy):
            other.update([LANGUAGES])
        yield CELLS

    index.update(entries())
    other.update([LANGUAGES])
    assert found(index, "membrane") == {CELLS.path, LANGUAGES.path}


def same_answers(one: SearchIndex, other: SearchIndex) -> None:
    """Check that both find the same."""
    words = make_words(80, seed=7)
    texts = [f"{word} " for word in words] + [word[:2] for word in words[:30]]
    texts += [f'"{first} {second}"' for first, second in pairwise(words)]
    for text in texts:
        assert found(one, text) == found(other, text), text
    for scope in (Scope(topics=("one",)), Scope(subjects=("alpha",), folders=("other",))):
        assert paths(one, "ba", scope=scope, sort="date", limit=999) == paths(
            other, "ba", scope=scope, sort="date", limit=999
        )
    query = parse_query(words[0])
    for hit in one.searcher().search(query, limit=20).hits:
        assert one.searcher().snippet(hit.path, query) == other.searcher().snippet(hit.path, query)


def test_merging_is_the_same_as_building_at_once(
    index: SearchIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_merging, "_POSTINGS_AT_ONCE", 1_000)
    entries = make_entries(500)
    long = IndexEntry("long.md", "Long", " ".join(make_words(2000, seed=3)) + " end" * 300 + " the end")
    for start in range(0, 500, 90):
        index.update(entries[start : start + 90])
    index.update([long, *entries[20:50]], removed=[entry.path for entry in entries[200:260]])
    index.merge()
    fresh = SearchIndex.create(tmp_path / "fresh")
    fresh.update([*entries[:200], *entries[260:], long])
    same_answers(index, fresh)
    assert index.size_bytes == pytest.approx(fresh.size_bytes, rel=0.05)
    # All deleted documents are gone: the scores are the same too, and so is the order.
    for word in make_words(40, seed=7):
        one, other = (part.searcher().search(parse_query(word), limit=99) for part in (index, fresh))
        assert [hit.path for hit in one.hits] == [hit.path for hit in other.hits]
        assert [hit.score for hit in one.hits] == pytest.approx([hit.score for hit in other.hits])
    assert paths(index, '"end the end"') == ["long.md"]


def test_deleted_documents_do_not_count_in_the_order(index: SearchIndex, tmp_path: Path) -> None:
    entries = make_entries(400)
    gone = [entry for number, entry in enumerate(entries) if number % 7 == 3]
    kept = [entry for entry in entries if entry not in gone]
    index.update(entries)
    index.update([], removed=[entry.path for entry in gone])
    fresh = SearchIndex.create(tmp_path / "fresh")
    fresh.update(kept)
    one, other = index.searcher(), fresh.searcher()
    assert one.numbers().keys() == other.numbers().keys()
    assert max(one.numbers().values()) > len(kept)
    words = make_words(60, seed=7)
    for text in [*words, *map(" ".join, pairwise(words))]:
        hits, expected = (searcher.search(parse_query(text), limit=30).hits for searcher in (one, other))
        assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in expected], rel=0.005), text


def test_an_index_of_deleted_documents_alone(index: SearchIndex) -> None:
    index.update([CELLS])
    index.update([], removed=[CELLS.path])
    assert found(index, "membrane cell") == set()


def test_the_last_commit_of_a_build_joins_all(index: SearchIndex, tmp_path: Path) -> None:
    entries = make_entries(120)
    for start in range(0, 90, 30):
        with index.updating(building=True) as update:
            for entry in entries[start : start + 30]:
                update.add(entry)
            update.commit()
    assert len(list((tmp_path / "index").glob("*.seg"))) == 3
    before = index.generation()
    with index.updating(building=True) as update:
        for entry in entries[80:]:
            update.add(entry)
        update.commit([entries[0].path], join=True)
    assert len(list((tmp_path / "index").glob("*.seg"))) == 1
    # There is nothing left to join, and so no commit to be made of it.
    index.merge()
    assert index.generation() == before + 1
    fresh = SearchIndex.create(tmp_path / "fresh")
    fresh.update(entries[1:])
    same_answers(index, fresh)


def test_many_small_updates_leave_few_segments(index: SearchIndex, tmp_path: Path) -> None:
    entries = make_entries(60)
    for entry in entries:
        index.update([entry])
        assert len(list((tmp_path / "index").glob("*.seg"))) <= 4
    fresh = SearchIndex.create(tmp_path / "fresh")
    fresh.update(entries)
    same_answers(index, fresh)
    # Windows removes no file that is open.
    index.close()
    index.update([], removed=[entry.path for entry in entries])
    assert index.document_count == 0
    assert list((tmp_path / "index").glob("*.seg")) == []


def test_a_segment_that_is_full_is_followed_by_another(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qtbrowser.search.builder.MOST_DOCUMENTS", 50)
    monkeypatch.setattr("qtbrowser.search.index.MOST_DOCUMENTS", 60)
    entries = make_entries(180)
    index.update(entries)
    index.merge()
    assert index.document_count == 180
    assert set(paths(index, "o ba re", limit=500)) <= {entry.path for entry in entries}


def test_the_largest_segment(tmp_path: Path) -> None:
    builder = SegmentBuilder(tmp_path, Vocabulary())
    for number in range(MOST_DOCUMENTS + 1):
        builder.add(IndexEntry(str(number), "x"))
    assert [segment.document_count for segment in builder.finish()] == [MOST_DOCUMENTS, 1]


def test_other_processes_commits_are_seen(index: SearchIndex, tmp_path: Path) -> None:
    reader = SearchIndex.open(tmp_path / "index")
    assert paths(reader, "membrane") == []
    index.update(SAMPLES)
    assert reader.generation() == index.generation()
    assert len(paths(reader, "membrane")) == 2
    index.merge()
    assert len(paths(reader, "membrane")) == 2


def test_unusual_texts_are_kept(index: SearchIndex) -> None:
    entries = [
        IndexEntry(
            "broken\udcff.md", "lone \ud800 surrogate", "word\udcffs \x00 \u2028", ("\ud83d",), topics=("\ud83d",)
        ),
        IndexEntry("empty.md", ""),
        IndexEntry("signs.md", "½ ﷺ ﬁne \u0301 ─", "Ａｂｃ x² H₂O ŁÓDŹ straße l’eau don’t cell’s _snake_case_"),
    ]
    index.update(entries)
    index.update(entries)
    index.merge()
    assert found(index, "surrogate") == {entries[0].path}
    assert index.searcher().snippet(entries[0].path, parse_query("word")).text.startswith("word")
    for text in (
        "fine ",
        "abc ",
        "x2 ",
        "h2o ",
        "lodz ",
        "strasse ",
        "eau ",
        "don't ",
        "dont ",
        "cell ",
        "snake_case ",
    ):
        assert found(index, text) == {"signs.md"}, text


def test_snippets_by_path_and_number(index: SearchIndex) -> None:
    index.update(SAMPLES)
    index.update([CELLS])
    searcher = index.searcher()
    query = parse_query("membranes")
    for hit in searcher.search(query).hits:
        by_number, by_path = searcher.snippet(hit.number, query), searcher.snippet(hit.path, query)
        assert by_number == by_path
        assert [by_path.text[start:end].casefold().rstrip("s") for start, end in by_path.marks] == ["membrane"]
    with pytest.raises(DocumentNotFound):
        searcher.snippet("never/was.md", query)
