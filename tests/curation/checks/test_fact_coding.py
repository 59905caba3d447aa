"""Facts come back from their JSON as they were, whatever a document holds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtbrowser.curation import edits
from qtbrowser.curation.checks.fact_coding import decode_facts, encode_facts
from qtbrowser.curation.checks.facts import Facts, facts_of, packed_names
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.documents.document import Related
from qtbrowser.documents.problem import Severity
from qtbrowser.resources import sample_library

LINE = st.none() | st.integers(1, 10**6)
SCALAR = st.one_of(
    *(st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False), st.dates(), st.datetimes()),
    st.just(16**1100),
)
VALUE = st.one_of(SCALAR, st.none(), st.lists(SCALAR).map(tuple), st.dictionaries(st.text(), SCALAR))
REPAIR = st.one_of(
    st.none(),
    st.builds(edits.SetField, st.lists(st.text()).map(tuple), st.text(), VALUE),
    st.builds(edits.CleanText, st.lists(st.text()).map(tuple)),
    st.builds(lambda title: edits.SetRelated("a.md", (Related(title, "/a", 3),)), st.text()),
    st.builds(lambda value: edits.Several((edits.SetField(("a",), "b", value),), "Both"), VALUE),
)
NUMBER = st.integers(-(2**63), 2**63 - 1)
ID = st.none() | st.text() | st.integers() | st.just(-(16**1100))
FACTS = st.builds(
    Facts,
    path=st.text(),
    readable=st.booleans(),
    faults=st.lists(
        st.builds(Fault, st.text(), LINE, st.text(), repair=REPAIR, severity=st.none() | st.sampled_from(Severity))
    ).map(tuple),
    id=ID,
    title=st.text(st.characters()),
    bands=st.binary(),
    names=st.lists(st.tuples(NUMBER, NUMBER)).map(lambda names: packed_names(chain.from_iterable(names))),
    answer=NUMBER,
    links=st.lists(st.tuples(st.text(), st.text(), ID, st.text(), LINE)).map(tuple),
    targets=st.lists(st.tuples(st.text(), LINE)).map(tuple),
    lines=st.tuples(LINE, LINE, LINE, LINE, LINE, LINE),
    anchors=st.none() | st.lists(st.integers(0, 2**32 - 1)).map(tuple),
)


@settings(max_examples=40)
@given(FACTS)
def test_facts_come_back(facts: Facts) -> None:
    text = encode_facts(facts)
    assert text.isascii()
    found = decode_facts(text)
    assert found == facts
    assert [type(value) for value in found] == [type(value) for value in facts]


def test_facts_of_real_documents_come_back() -> None:
    root = sample_library().resolve()
    for file in root.rglob("*.md"):
        facts = facts_of(root, file.relative_to(root).as_posix())
        assert decode_facts(encode_facts(facts)) == facts


def test_numbers_of_any_length_come_back() -> None:
    """Python neither reads nor writes numbers of more than 4,300 digits in base 10."""
    large = 16**5000
    facts = Facts("a", True, (), id=large, links=(("a", "/a", -large, "", 1),))
    assert decode_facts(encode_facts(facts)) == facts


def test_values_of_every_kind_come_back() -> None:
    value = {"list": [1, "a", None], "bytes": b"\x00\xff", 2: (date(2025, 1, 28), datetime(2025, 1, 28, tzinfo=UTC))}
    repair = edits.SetField(("a.md",), "field", value)  # type: ignore[arg-type]
    facts = Facts("a", True, (Fault("rule", None, "It is so.", repair=repair),), id=[1, {"a": b"b"}])  # type: ignore[arg-type]
    assert decode_facts(encode_facts(facts)) == facts
    with pytest.raises(TypeError, match="A repair holds a set"):
        encode_facts(Facts("a", True, (Fault("rule", None, "It is so.", repair={1}),)))  # type: ignore[arg-type]


def test_faults_with_repairs_come_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: 'A\u200b'\ndate: 2025-13-45\nid: [1]\n---\n\nthe the\n", encoding="utf-8"
    )
    facts = facts_of(tmp_path, "a.md")
    assert facts.faults
    assert decode_facts(encode_facts(facts)) == facts


def test_dates_and_times_are_told_apart() -> None:
    values = (date(2025, 1, 2), datetime(2025, 1, 2))  # noqa: DTZ001 - as front matter has them
    fault = Fault("bad-date", 1, "m", repair=edits.SetField(("a",), "dates", values))
    found = decode_facts(encode_facts(Facts("a", True, (fault,))))
    assert found.faults == (fault,)
    assert isinstance(found.faults[0].repair, edits.SetField)
    assert [type(each) for each in found.faults[0].repair.value] == [date, datetime]  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1]", "null", '["a",true,[["x"]]]', "cos\nsystem\n(S'exit 1'\ntR."])
def test_what_is_no_facts_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        decode_facts(text)


def test_a_repair_that_can_not_be_kept_is_an_error() -> None:
    fault = Fault("bad-date", 1, "m", repair=edits.SetField(("a",), "b", object()))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="can't be kept"):
        encode_facts(Facts("a", True, (fault,)))
