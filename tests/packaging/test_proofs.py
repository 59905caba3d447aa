"""The pure parts of the proofs; the proofs themselves need root and fresh systems."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shipping import prove_upgrade
from shipping.appimage import CARRIED, MAGIC, marked, update_information
from shipping.prove_upgrade import NOTE, kept, release_before
from shipping.running import ShippingError
from system_libraries import SYSTEM_LIBRARIES


def test_the_release_before_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(prove_upgrade.BEFORE, raising=False)
    assert release_before() is None
    monkeypatch.setenv(prove_upgrade.BEFORE, str(tmp_path / "old.deb"))
    with pytest.raises(ShippingError, match="is not there"):
        release_before()
    (tmp_path / "old.deb").touch()
    assert release_before() == tmp_path / "old.deb"


@pytest.mark.parametrize("wrapped", [True, False])
def test_what_is_kept_is_told_without_what_newer_versions_add(wrapped: bool) -> None:
    rows = [{"path": "a.md", "note": "x", "new": 1}]

    def run(*words: str) -> str:
        if words[1] == "notes":
            return f"a.md: {NOTE}\n"
        return json.dumps({"bookmarks": rows} if wrapped else rows)

    assert kept("library", run) == [[("a.md", "x")], True]


def test_the_head_of_an_image_is_marked_where_nothing_is() -> None:
    head = b"\x7fELF\x02\x01\x01\x00" + bytes(56)
    assert marked(head)[8:11] == MAGIC
    assert len(marked(head)) == len(head)
    for wrong in (b"MZ" + bytes(62), marked(head)):
        with pytest.raises(ShippingError, match="no room"):
            marked(wrong)


def test_the_image_tells_where_newer_ones_are() -> None:
    kind, _, _, release, pattern = update_information().split("|")
    assert (kind, release) == ("gh-releases-zsync", "latest")
    assert pattern.endswith(".AppImage.zsync")


def test_what_the_image_carries_is_known_by_its_debian_packages() -> None:
    known = {library.file for library in SYSTEM_LIBRARIES if library.packaged}
    assert set(CARRIED) <= known
