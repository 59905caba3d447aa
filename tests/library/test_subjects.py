"""The subject tree: spellings, nesting, folders, topics, counts, hidden documents and the order of lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qtbrowser.catalog.catalog_values import Selection, Subject
from qtbrowser.library import Library

Write = Callable[..., Path]
Open = Callable[..., Library]


def outline(subjects: tuple[Subject, ...]) -> list[tuple[str, int]]:
    return [(node.path, node.count) for subject in subjects for node in subject.walk()]


def test_spellings_are_one_subject_under_the_commonest(write: Write, open_library: Open) -> None:
    for number, spelling in enumerate(["Digital media", "Digital Media", "digital  media", "Digital Media", "Law"]):
        write(f"{number}.md", title=f"T{number}", subject=spelling)
    library = open_library()
    assert outline(library.subjects()) == [("Digital Media", 4), ("Law", 1)]
    assert {entry.subject for entry in library.entries()} == {"Digital Media", "Law"}
    assert library.document("0.md").subject == "Digital Media"


def test_slashes_and_folders_nest_and_count_what_is_below(write: Write, open_library: Open) -> None:
    write("a.md", title="A", subject="Crafts/Wood")
    write("b.md", title="B", subject="Crafts / wood / Joints")
    write("c.md", title="C", subject="Crafts/Wood")
    write("Cooking/Bread/d.md", title="D")
    write("Cooking/e.md", title="E")
    library = open_library()
    assert outline(library.subjects()) == [
        ("Cooking", 2),
        ("Cooking/Bread", 1),
        ("Crafts", 3),
        ("Crafts/Wood", 3),
        ("Crafts/Wood/Joints", 1),
    ]
    assert [entry.title for entry in library.entries(Selection("crafts/WOOD"))] == ["A", "B", "C"]


def test_a_folder_names_a_subject_only_where_the_document_does_not(write: Write, open_library: Open) -> None:
    write("physics/a.md", title="A", subject="Physics of Light")
    write("physics/b.md", title="B")
    write("Physics of light/c.md", title="C")
    assert outline(open_library().subjects()) == [("physics", 1), ("Physics of Light", 2)]


def test_the_folder_above_gives_the_same_subjects(write: Write, open_library: Open, folder: Path) -> None:
    write("shelf/notes/Cooking/Bread/a.md", title="A")
    write("shelf/notes/Cooking/b.md", title="B")
    write("shelf/notes/Stars/c.md", title="C")
    write("shelf/notes/d.md", title="D")
    write("shelf/notes/learn/e.md", title="E", subject="Law")
    expected = [("Cooking", 2), ("Cooking/Bread", 1), ("Law", 1), ("notes", 1), ("Stars", 1)]
    for where in (folder, folder / "shelf", folder / "shelf/notes"):
        library = open_library(where)
        assert outline(library.subjects()) == expected
        assert library.search("words", subject="cooking").total == 2
        assert library.search("words", subject="Notes").total == 1


def test_when_the_common_folder_changes_folder_subjects_follow(write: Write, open_library: Open) -> None:
    write("notes/Cooking/a.md", title="A")
    write("notes/Stars/b.md", title="B")
    library = open_library()
    assert outline(library.subjects()) == [("Cooking", 1), ("Stars", 1)]
    write("Law/c.md", title="C")
    list(library.refresh())
    assert outline(library.subjects()) == [("Law", 1), ("notes", 2), ("notes/Cooking", 1), ("notes/Stars", 1)]
    assert library.search("words", subject="notes/stars").total == 1


def test_folders_of_languages_have_the_names_of_the_languages(write: Write, open_library: Open) -> None:
    for tag in ("de", "fr", "pt-BR"):
        write(f"notes/{tag}/Cooking/a.md", title=f"A {tag}")
    write("notes/b.md", title="B")
    library = open_library()
    expected = [("Deutsch", 1), ("Deutsch/Cooking", 1), ("Français", 1), ("Français/Cooking", 1), ("notes", 1)]
    portuguese = [("Português (BR)", 1), ("Português (BR)/Cooking", 1)]
    assert sorted(outline(library.subjects())) == sorted(expected + portuguese)
    assert library.search("words", subject="Deutsch").total == 1
    assert library.search("words", subject="português (br)/cooking").total == 1
    (entry,) = library.entries(Selection("français"))
    assert (entry.path, entry.subject) == ("notes/fr/Cooking/a.md", "Français/Cooking")


def test_topics_are_keywords_of_three_documents_of_the_subject(write: Write, open_library: Open) -> None:
    for number, words in enumerate(["Light, wave", "light, WAVE", "LIGHT, Light, colour", "wave, colour"]):
        write(f"{number}.md", title=f"T{number}", subject="Physics", keywords=words)
    write("other.md", title="Other", subject="Painting", keywords="colour")
    library = open_library()
    painting, physics = library.subjects()
    assert [(topic.key, topic.count) for topic in physics.topics] == [("light", 3), ("wave", 3)]
    assert not painting.topics
    assert library.count(Selection("Physics", "LIGHT")) == 3
    assert library.search("words", topic="Wave").total == 3
    (library.folder / "0.md").unlink()
    list(library.refresh())
    assert [topic.key for topic in library.subjects()[1].topics] == []


def test_hidden_documents_are_left_out_unless_asked_for(write: Write, open_library: Open) -> None:
    write("a.md", title="Seen", subject="Law")
    write("b.md", title="Kept back", subject="Law", no_index="true", id=7)
    write("c.md", title="Kept back too", subject="Rites", no_index="true")
    library = open_library()
    assert outline(library.subjects()) == [("Law", 1)]
    assert outline(library.subjects(include_hidden=True)) == [("Law", 2), ("Rites", 1)]
    assert [entry.title for entry in library.entries()] == ["Seen"]
    assert library.count(Selection(include_hidden=True)) == 3
    assert library.search("kept").total == 0
    assert library.search("kept", include_hidden=True).total == 2
    assert library.document(7).title == "Kept back"
    assert library.render("b.md").title == "Kept back"


def test_lists_go_by_title_then_date_then_id(write: Write, open_library: Open) -> None:
    write("1.md", title="banana", date="2025-01-02", id=10)
    write("2.md", title="Banana", date="2025-01-01", id=11)
    write("3.md", title="banana", date="2025-01-02", id=9)
    write("4.md", title="Ähre", id=1)
    write("5.md", title="apple", id=2)
    library = open_library()
    assert [entry.id for entry in library.entries()] == [1, 2, 11, 9, 10]
    assert [entry.id for entry in library.entries(limit=2, offset=1)] == [2, 11]


def test_the_row_of_a_document_is_its_place_in_the_list(write: Write, open_library: Open) -> None:
    fields = [
        ("b", "2025-01-02", 3),
        ("B", None, 3),
        ("b", "2025-01-02", None),
        ("a", None, None),
        ("b", "2024-01-01", "x"),
    ]
    for number, (title, date, identity) in enumerate(fields):
        known = {name: value for name, value in (("date", date), ("id", identity)) if value is not None}
        write(f"{number}.md", title=title, subject="S" if number % 2 else "T", **known)
    write("hidden.md", title="a", no_index="true")
    library = open_library()
    for selection in (Selection(), Selection("S"), Selection(include_hidden=True)):
        paths = [entry.path for entry in library.entries(selection)]
        assert [library.row_of(path, selection) for path in paths] == list(range(len(paths)))
    assert library.row_of("hidden.md") is None
    assert library.row_of("gone.md") is None
