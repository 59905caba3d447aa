"""What the query language finds, partial matches, suggestions, facets, similar documents and completion."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.errors import DocumentNotFound
from qtbrowser.search.edit_distance import distances
from qtbrowser.search.facets import MOST_TOPICS
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry, Scope, Sort
from qtbrowser.search.language import parse_query
from qtbrowser.search.partial import MOST_MATCHES
from qtbrowser.search.results import IndexResults
from qtbrowser.search.searcher import Searcher
from tests.search.samples import make_entries, make_words

ENTRIES = {
    "osmosis": IndexEntry(
        "osmosis",
        "What is osmosis?",
        "Water passes through a thin membrane. The pressure can be written as a formula.",
        keywords=("osmosis", "water potential"),
        id="17",
        subject="biology",
        folder="learn/biology",
        topics=("osmosis", "water potential"),
        date=date(2024, 12, 24),
        features=("math",),
    ),
    "diffusion": IndexEntry(
        "diffusion",
        "How does diffusion differ from osmosis?",
        "Any particles spread out; no membrane is needed. Compare with photosynthesis.",
        keywords=("diffusion", "osmosis"),
        subject="biology",
        folder="learn/biology",
        topics=("diffusion", "osmosis"),
        date=date(2025, 1, 5),
        features=("math", "table"),
    ),
    "loops": IndexEntry(
        "loops",
        "How are loops written in C++?",
        "With for and while; a drum has a membrane, a loop has a body.",
        keywords=("loops",),
        id="18",
        subject="science/computing",
        folder="learn/code",
        topics=("loops",),
        date=date(2025, 1, 31),
        features=("code",),
    ),
    "photosynthesis": IndexEntry(
        "photosynthesis",
        "What is photosynthesis?",
        "Plants turn light into sugar. Light reactions come first.",
        folder="learn/Café notes",
        description="How green plants harvest sunshine",
    ),
}


@pytest.fixture(scope="module", params=["one segment", "segments"])
def searcher(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Searcher:
    index = SearchIndex.create(tmp_path_factory.mktemp("index"))
    for entry in ENTRIES.values():
        index.update([entry])
    if request.param == "one segment":
        index.merge()
    return index.searcher()


def search(searcher: Searcher, text: str, **options: Any) -> IndexResults:
    results = searcher.search(parse_query(text), **options)
    assert all(hit.score > 0 for hit in results.hits)
    return results


def names(results: IndexResults) -> str:
    return " ".join(sorted(hit.path for hit in results.hits))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("osmosis OR loops ", "diffusion loops osmosis"),
        ("membrane -osmosis", "loops"),
        ("membrane NOT (drum OR water)", "diffusion"),
        ("-membrane", "photosynthesis"),
        ("-membrane -light", ""),
        ("(water pressure) OR (drum body) ", "loops osmosis"),
        ('"thin membrane"', "osmosis"),
        ('"water membrane"', ""),
        ('"water membrane"~4', "osmosis"),
        ('"water membrane"~3', ""),
        ('"membrane water"~4', ""),
        ('"passes thin membrane"~2', "osmosis"),
        ("photosynthezis~ ", "diffusion photosynthesis"),
        ("fotosinthesis~ ", ""),
        ("photosinthezis~2", "diffusion photosynthesis"),
        ("membr* -drum", "diffusion osmosis"),
        ("title:osmosis ", "diffusion osmosis"),
        ("answer:osmosis ", ""),
        ("topic:water ", "osmosis"),
        ("title:(loops OR photosynthesis) ", "loops photosynthesis"),
        ("subject:bio", "diffusion osmosis"),
        ("subject:computing membrane ", "loops"),
        ("subject:putin", ""),
        ('subject:"cafe notes"', "photosynthesis"),
        ("subject:code", ""),
        ("id:17 ", "osmosis"),
        ("id:1 ", ""),
        ("id:17 OR id:18 ", "loops osmosis"),
        ("date:2024", "osmosis"),
        ("date:2024-12-24..2025-01-05", "diffusion osmosis"),
        ("date:2025-01", "diffusion loops"),
        ("date:..2030", "diffusion loops osmosis"),
        ("-date:1900..", "photosynthesis"),
        ("has:math", "diffusion osmosis"),
        ("has:math -has:table", "osmosis"),
        ("has:code OR has:table", "diffusion loops"),
        ("C++ ", "loops"),
        ("membrane membrane OR drum ", "diffusion loops osmosis"),
        ("harvest sunshine ", "photosynthesis"),
        ("title:harvest ", ""),
    ],
)
def test_what_a_text_finds(searcher: Searcher, text: str, found: str) -> None:
    results = search(searcher, text)
    assert (names(results), results.total, results.match) == (found, len(found.split()), "all")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("membrane water pressure particles ", "diffusion osmosis"),
        ("photosynthezis sugar light ", "photosynthesis"),
        ("xylophone membrane ", "diffusion loops osmosis"),
        ("pressure particles drum sugar ", "diffusion loops osmosis photosynthesis"),
        ("xylophone ", ""),
        ("osmosiss", "diffusion osmosis"),
        ("sugar membrane -light", "diffusion loops osmosis"),
        ("water drum subject:biology", "osmosis"),
        ("water drum date:2025", "loops"),
        ('"light reactions" water pressure particles', "osmosis photosynthesis"),
        ('"lihgt reactions" sugar plants', "photosynthesis"),
        ('"lihgt reactions"', ""),
    ],
)
def test_partial_matches(searcher: Searcher, text: str, found: str) -> None:
    results = search(searcher, text)
    assert (names(results), results.total) == (found, len(found.split()))
    assert results.match == ("some" if found else "all")


CHANCE = {
    "tulips": IndexEntry(
        "tulips", "How are tulips grown in pots?", "Cover the bulbs with sand.", keywords=("tulips", "pots", "bulbs")
    ),
    # Its answer happens to have every word that is looked for, far from each other.
    "almanac": IndexEntry(
        "almanac",
        "What happens in each month?",
        "In April tulips open. " + "The days go by. " * 60 + "In May, pots dry out. In winter, bulbs rest in peat.",
    ),
    "rhyme": IndexEntry(
        "rhyme", "How does the rhyme go?", "Tulips, bulbs, pots, grown by the moon. " + "La la la. " * 60
    ),
    "compost": IndexEntry("compost", "What is compost?", "Leaves and kitchen waste turn into soil."),
}


@pytest.mark.parametrize(
    ("text", "match", "found"),
    [
        ("tulips pots bulbs grown winter ", "some", ["tulips", "rhyme", "almanac"]),
        # All of these are in a question, or are too few to be there by chance, or have to be there.
        ("grown tulips are in pots ", "all", ["tulips", "rhyme"]),
        ("tulips pots bulbs winter ", "all", ["almanac"]),
        ('"in april" tulips pots bulbs winter ', "all", ["almanac"]),
        # The only ones that have all of them, and the best.
        ("days dry april rest open peat ", "all", ["almanac"]),
        ("tulips pots bulbs open winter peat ", "all", ["almanac"]),
        # Near each other they are not there by chance.
        ("tulips bulbs pots grown moon ", "all", ["rhyme"]),
    ],
)
def test_partial_matches_that_are_better_than_all_words_by_chance(
    tmp_path: Path, text: str, match: str, found: list[str]
) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(CHANCE.values())
    results = search(index.searcher(), text)
    assert (results.match, [hit.path for hit in results.hits], results.total) == (match, found, len(found))
    for order in ("date", "title"):
        ordered = search(index.searcher(), text, sort=order)
        assert (ordered.match, ordered.total) == (match, len(found))


def test_partial_matches_are_few(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(IndexEntry(f"{number:03}", f"Number {number}", "alpha beta") for number in range(400))
    results = search(index.searcher(), "alpha beta gamma delta0 epsilon ", limit=1000)
    assert results.match == "some"
    assert 0 < len(results.hits) == results.total <= 4 * MOST_MATCHES


def test_typing_errors_are_marked_as_what_they_stand_for(searcher: Searcher) -> None:
    results = search(searcher, "photosynthezis sugar ")
    assert results.answered is not None
    snippet = searcher.snippet("diffusion", results.answered)
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["photosynthesis"]


def test_a_snippet_of_the_description(searcher: Searcher) -> None:
    query = parse_query("sunshine ")
    assert searcher.snippet("photosynthesis", query).text == "How green plants harvest sunshine"


def test_the_place_of_a_snippet(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    filler = "Nothing is said in this sentence. " * 20
    answer = f"A cell. {filler} One cell. {filler} The cell membrane."
    index.update([IndexEntry("a", "Cells", answer)])
    query = parse_query("cell membrane ")
    snippet = index.searcher().snippet("a", query)
    marks = query.marks(answer)
    assert snippet.place == 2
    first = marks[snippet.place]
    assert answer[first[0] : first[1]] == snippet.text[slice(*snippet.marks[0])]


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("photosinthesis", "photosynthesis"),
        ("What is photosinthesis?", "What is photosynthesis?"),
        ("Osmossis", "Osmosis"),
        ("fotosynthesis", "photosynthesis"),
        ("Fotosintesis in plants", "Photosynthesis in plants"),
        ("khotosinthesis", "photosynthesis"),
        ("OSMOSSIS", "OSMOSIS"),
        ("thin membrnae ", "thin membrane"),
        ("watre presure ", "water pressure"),
        ("watre -thin", "water -thin"),
        ('"thin membrnae"', '"thin membrane"'),
        ("has:wings watre date:2024-99", "water"),
        ("watre OR", "water"),
        ("(watre presure) )", "(water pressure)"),
        ("photos", None),
        ("membrane ", None),
        ("xylophone ", None),
        ("17x ", None),
        ("", None),
        ("date:2024", None),
    ],
)
def test_suggestions(searcher: Searcher, text: str, suggested: str | None) -> None:
    assert searcher.suggestion(parse_query(text)) == suggested


def test_no_other_form_of_a_word_is_suggested(tmp_path: Path) -> None:
    """It would find the very same documents."""
    index = SearchIndex.create(tmp_path / "index")
    index.update([IndexEntry("a", "Economics", "economic " * 50), IndexEntry("b", "Poetry", "a poem")])
    assert index.searcher().suggestion(parse_query("economics poetry ")) is None


@pytest.mark.parametrize("text", ["fotosynthesis", "fotosintesis ", "khotosinthesis "])
def test_a_word_written_by_ear_is_found(searcher: Searcher, text: str) -> None:
    """Two errors, one of them the first letter: found, marked as what it was taken for, and said to be partial."""
    results = search(searcher, text)
    assert (names(results), results.match) == ("diffusion photosynthesis", "some")
    assert results.answered is not None
    assert results.answered.marks("How photosynthesis works") == [(4, 18)]


def test_suggestions_stay_in_scope(searcher: Searcher) -> None:
    query = parse_query("lops ")
    assert searcher.suggestion(query) == "loops"
    results = searcher.search(query, scope=Scope(subjects=("biology",)))
    assert results.total == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "xbc", 1),
        ("abc", "abxc", 1),
        ("kitten", "sitting", 3),
        ("ca", "abc", 3),
        ("école", "ecole", 1),
        ("机器", "器机", 1),
    ],
)
def test_distances(one: str, other: str, expected: int) -> None:
    assert distances([one, "other"], other)[0] == expected


def test_facets(searcher: Searcher) -> None:
    facets = search(searcher, "membrane OR light ", facets=True).facets
    assert facets is not None
    assert facets.subjects == [("biology", 2), ("science/computing", 1)]
    assert facets.folders == [("learn/Café notes", 1)]
    assert facets.topics == [("osmosis", 2), ("diffusion", 1), ("loops", 1), ("water potential", 1)]
    assert facets.months == [("2025-01", 2), ("2024-12", 1)]
    assert search(searcher, "membrane ").facets is None


def test_facets_count_what_narrowing_finds(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    for first in (0, 150, 300):
        index.update(make_entries(150, seed=first, first=first))
    searcher = index.searcher()
    word = make_words(3, seed=7)[0]
    results = search(searcher, f"{word} ", facets=True, limit=1)
    assert results.facets is not None
    for key, count in results.facets.subjects:
        assert search(searcher, f"{word} ", scope=Scope(subjects=(key,))).total == count
    for key, count in results.facets.topics:
        assert search(searcher, f"{word} ", scope=Scope(topics=(key,))).total == count
    for month, count in results.facets.months:
        assert search(searcher, f"{word} date:{month}").total == count
    assert sum(count for _, count in results.facets.subjects + results.facets.folders) == results.total


@pytest.mark.parametrize("sort", ["relevance", "date", "title"])
def test_no_hits_may_be_asked_for(tmp_path: Path, sort: Sort) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(make_entries(400))
    word = make_words(3, seed=7)[0]
    results = search(index.searcher(), f"{word} ", limit=0, facets=True, sort=sort)
    assert results.total > 100
    assert not results.hits
    assert results.facets is not None


def test_many_topics_are_counted_over_all_segments(tmp_path: Path) -> None:
    chance = random.Random(3)
    names = [f"topic {number:02}" for number in range(90)]
    entries = [
        entry._replace(topics=tuple(sorted({min(chance.choices(names, k=2)) for _ in range(6)})))
        for entry in make_entries(240)
    ]
    index = SearchIndex.create(tmp_path / "index")
    # Two segments with more topics than are shown, in different orders, and one with few.
    for part in (entries[:100], entries[100:230], entries[230:]):
        index.update(part)
    word = make_words(3, seed=7)[0]
    results = search(index.searcher(), f"{word} ", facets=True, limit=1000)
    assert results.facets is not None
    found = {hit.path for hit in results.hits}
    expected = Counter(topic for entry in entries if entry.path in found for topic in entry.topics)
    assert len(expected) > MOST_TOPICS == len(results.facets.topics)
    assert dict(results.facets.topics).items() <= expected.items()
    assert results.facets.topics == sorted(results.facets.topics, key=lambda topic: (-topic[1], topic[0]))
    assert results.facets.topics[0][1] == max(expected.values())


def test_similar_documents(searcher: Searcher) -> None:
    similar = [hit.path for hit in searcher.similar("osmosis", limit=2)]
    assert similar[0] == "diffusion"
    assert "osmosis" not in similar
    with pytest.raises(DocumentNotFound):
        searcher.similar("never/was.md")


def test_documents_of_the_same_title_are_the_last_of_the_similar(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    text = "thin membranes let water pass"
    titles = {"a": "Osmosis", "b": "osmosis!", "c": "Membranes and water", "d": "Drums and sticks"}
    index.update(IndexEntry(path, title, text if path != "d" else "thin sticks") for path, title in titles.items())
    assert [hit.path for hit in index.searcher().similar("a")] == ["c", "d", "b"]
    assert [hit.path for hit in index.searcher().similar("a", limit=1)] == ["c"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("what is o", ["What is osmosis?"]),
        ("what is p", ["What is photosynthesis?"]),
        ("how does diff", ["How does diffusion differ from osmosis?"]),
        ("osmosis diff", ["How does diffusion differ from osmosis?"]),
        ("c++", ["How are loops written in C++?"]),
        ("What is osmosis?", ["How does diffusion differ from osmosis?"]),
        ("sugar", []),
        ("title:osmosis", []),
        ("", []),
    ],
)
def test_completion(searcher: Searcher, text: str, first: list[str]) -> None:
    assert searcher.complete(text)[: len(first) or None] == first


def test_every_unknown_word_is_corrected_and_known_ones_stay(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(
        [
            IndexEntry("a", "Black holes", "A hole has an event horizon. " * 2),
            IndexEntry("b", "Roles", "The role of a horizon. " * 60),
            IndexEntry("c", "Leaves", "Chlorophyll makes leaves green."),
        ]
    )
    searcher = index.searcher()
    assert searcher.suggestion(parse_query("hole evnt horizn ")) == "hole event horizon"
    assert searcher.suggestion(parse_query("horizn chlorofil ")) == "horizon chlorophyll"


def test_partial_matches_tell_which_words_are_missing(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(
        [
            IndexEntry("a", "Osmosis", "Water moves through a membrane."),
            IndexEntry("b", "Horns", "A xylophone is no horn."),
        ]
    )
    searcher = index.searcher()
    assert searcher.search(parse_query("osmosis membrane zebra ")).missing == ("zebra",)
    assert searcher.search(parse_query("osmosis membrane xylophone ")).missing == ("xylophone",)
    assert searcher.had_by(["xylophone", "zebra"], ["a", "b"]) == {"xylophone"}
    assert searcher.had_by(["xylophone"], ["a"]) == set()
    assert searcher.search(parse_query("osmosis membrnae zebra ")).missing == ("zebra",)
    assert searcher.search(parse_query("osmosis membrane ")).missing == ()


def test_a_word_that_some_hit_has_is_not_called_missing(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(
        [
            IndexEntry("a", "Osmosis", "Water moves through a membrane."),
            IndexEntry("b", "Xylophone", "The membrane of a xylophone."),
        ]
    )
    found = index.searcher().search(parse_query("osmosis membrane xylophone "))
    assert [hit.path for hit in found.hits] == ["b", "a"]
    assert (found.missing, found.best_lacks) == ((), ("osmosis",))


def test_scores_do_not_depend_on_what_is_looked_up_first(tmp_path: Path) -> None:
    # Rare words are looked up first, and then the others among the documents that are left.
    index = SearchIndex.create(tmp_path / "index")
    index.update(make_entries(400))
    searcher = index.searcher()
    often, seldom = make_words(400, seed=7)[:3], make_words(400, seed=7)[30:45]
    for word in seldom:
        for one, other in ((often[0], often[1]), (often[2], word), (f"({often[0]} OR {word})", often[1])):
            found = [
                [(hit.path, pytest.approx(hit.score)) for hit in searcher.search(parse_query(text), limit=400).hits]
                for text in (f"({word}) ({one}) ({other})", f"({other}) ({one}) ({word})")
            ]
            assert found[0] == found[1]
            either = f"({one}) ({other}) OR {word}"
            scores = {hit.path: hit.score for hit in searcher.search(parse_query(either), limit=400).hits}
            assert scores.keys() >= {path for path, _ in found[0]}
    index.close()


def test_what_was_asked_last_is_remembered_and_nothing_else(searcher: Searcher) -> None:
    first = search(searcher, "membrane", limit=1)
    assert (first.total, len(first.hits), first.facets) == (3, 1, None)
    counted = search(searcher, "membrane", limit=0, facets=True)
    assert counted.facets is not None
    assert [hit.path for hit in search(searcher, "membrane", limit=3).hits][:1] == [hit.path for hit in first.hits]
    assert search(searcher, "membrane", scope=Scope(subjects=("biology",))).total == 2
    assert search(searcher, "membrane", sort="title").total == 3
    assert search(searcher, "membrane", rank=False).hits[0].score != first.hits[0].score
    assert search(searcher, "membrane").hits[0].score == first.hits[0].score
    assert search(searcher, "osmosis membrane zzzz").match == "some"
    assert search(searcher, "membrane").total == 3
