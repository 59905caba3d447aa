"""Saved and recent searches, as two windows change them."""

from __future__ import annotations

from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.searches import RECENT_LIMIT, RecentSearches, SavedSearch, SavedSearches


def test_saved_searches_are_in_the_order_they_were_saved(store: PersonalStore) -> None:
    saved = SavedSearches(store)
    for name in ("b", "a", "c"):
        saved.save(SavedSearch(name, "words"))
    assert [search.name for search in saved.all()] == ["b", "a", "c"]
    saved.save(SavedSearch("b", "other words"))
    assert [search.text for search in saved.all()] == ["words", "words", "other words"]
    saved.remove("a")
    assert [search.name for search in saved.all()] == ["c", "b"]


def test_a_search_is_renamed_unless_the_name_is_taken(store: PersonalStore) -> None:
    saved = SavedSearches(store)
    saved.save(SavedSearch("a", "words"))
    saved.save(SavedSearch("b", "words"))
    assert not saved.rename("a", "b")
    assert not saved.rename("a", "")
    assert not saved.rename("missing", "c")
    assert saved.rename("a", "A")
    assert [search.name for search in saved.all()] == ["A", "b"]


def test_two_windows_see_each_others_searches(store: PersonalStore) -> None:
    one, other = SavedSearches(store), SavedSearches(PersonalStore())
    one.save(SavedSearch("one", "words"))
    other.save(SavedSearch("other", "words"))
    assert [search.name for search in one.all()] == ["one", "other"] == [search.name for search in other.all()]


def test_recent_searches_differ_by_more_than_case(store: PersonalStore) -> None:
    recent = RecentSearches(store)
    recent.add("Tide")
    recent.add("moon")
    recent.add("TIDE")
    assert recent.all() == ("TIDE", "moon")
    recent.forget("tide")
    assert recent.all() == ("moon",)
    recent.forget_all()
    assert recent.all() == ()


def test_only_so_many_recent_searches_are_kept(store: PersonalStore) -> None:
    recent = RecentSearches(store)
    recent.add(*(f"{number}" for number in range(RECENT_LIMIT + 5)))
    assert len(recent.all()) == RECENT_LIMIT


def test_a_half_character_is_no_obstacle(store: PersonalStore) -> None:
    SavedSearches(store).save(SavedSearch("a\ud800", "b\udfff"))
    RecentSearches(store).add("c\ud800")
    assert [search.name for search in SavedSearches(store).all()] == ["a\ufffd"]
