"""Packed stamps are those that were put in."""

from __future__ import annotations

import pytest

from qtbrowser.documents.packed_stamps import PackedStamps
from qtbrowser.documents.scan import Stamp

STAMPS = [Stamp(f"folder {number // 50}/\u00e9\n{number}.md", number, number << 60) for number in range(200)]


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 128, 200])
def test_they_come_out_as_they_went_in(count: int) -> None:
    packed = PackedStamps(STAMPS[:count])
    assert len(packed) == count
    assert list(packed) == STAMPS[:count]
    for start, end in ((0, 0), (0, 32), (32, 64), (60, 70), (100, 200), (190, 300), (300, 400)):
        assert packed[start:end] == STAMPS[:count][start:end]
    assert packed[::-7] == STAMPS[:count][::-7]
    assert [packed[place] for place in range(-count, count)] == 2 * STAMPS[:count]
    with pytest.raises(IndexError):
        _ = packed[count]
