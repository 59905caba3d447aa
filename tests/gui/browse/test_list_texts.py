"""The heading of the list tells what it shows, and from which part of the library."""

from __future__ import annotations

import pytest

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.gui.browse.list_texts import ListTexts
from qtbrowser.gui.browse.rows import ListRequest, Narrowing, RowsPage
from qtbrowser.gui.widgets.nouns import Noun

CHEMISTRY = Selection(subject="Chemistry")


@pytest.mark.parametrize(
    ("request_", "label", "place"),
    [
        (ListRequest("acid"), "All questions", "in the whole library"),
        (ListRequest("acid", selection=CHEMISTRY), "Chemistry", "in Chemistry"),
        (ListRequest("acid", selection=CHEMISTRY, within=False), "Chemistry", "in the whole library"),
        # Hits that chips leave out are in the library, too.
        (ListRequest("acid", narrowing=Narrowing(subject="Biology")), "All questions", "in Biology"),
        (
            ListRequest("acid", selection=CHEMISTRY, narrowing=Narrowing(topic="salts", month="2024-11")),
            "Chemistry",
            "in Chemistry, salts, Nov 2024",
        ),
        (ListRequest("acid", hides_known=True), "All questions", "in the library, without known ones"),
    ],
)
def test_the_place_of_a_search(request_: ListRequest, label: str, place: str) -> None:
    page = RowsPage(request_, 3, 0, (), {}, documents=3, distinct=3)
    assert ListTexts().header(page, label, Noun.QUESTION) == ("3 hits", place)
