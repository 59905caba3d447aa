"""What the build does to MathJax, and that the files are those it made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import build_math
import pytest

from qtbrowser.resources import resource_path

FONT = """
exports.bold = AddPaths(bold_js_1.bold, {
    0x20: '',
    0x21: '89 629Q89 663 116 684',
    0x1D7FF: '392 259Q333 210 236 210',
}, {
    0x226E: "<\\u0338",
});
"""


def test_outlines_are_numbered_through_all_fonts() -> None:
    outlines = ["M1 1Z"]
    source = build_math.number_outlines(FONT, outlines)
    assert outlines == ["M1 1Z", "M89 629Q89 663 116 684Z", "M392 259Q333 210 236 210Z"]
    assert "0x20: ''," in source
    assert "0x21: '2'," in source
    assert "0x1D7FF: '3'," in source
    assert '0x226E: "<\\u0338",' in source


def test_the_files_are_those_that_were_built() -> None:
    assert list(build_math.problems(resource_path())) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The built files, to be spoiled."""
    names = json.loads(resource_path(build_math.MANIFEST).read_text(encoding="utf-8"))["files"]
    for name in (*names, build_math.MANIFEST):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(resource_path(name), tmp_path / name)
    return tmp_path


def test_a_changed_or_missing_file_is_found(copy: Path) -> None:
    assert list(build_math.problems(copy)) == []
    with (copy / build_math.BUNDLE).open("a") as file:
        file.write(" ")
    (copy / build_math.GLYPHS).unlink()
    assert list(build_math.problems(copy)) == [
        "math/formulas.js is not the file that was built.",
        "math/glyphs.txt is missing.",
    ]


def test_changed_sources_ask_for_a_build(copy: Path) -> None:
    manifest = json.loads((copy / build_math.MANIFEST).read_text(encoding="utf-8"))
    manifest["sources"]["formulas.js"] = "0"
    (copy / build_math.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert list(build_math.problems(copy)) == ["packaging/math was changed after the last build."]


def test_each_package_has_its_licence() -> None:
    manifest = json.loads(resource_path(build_math.MANIFEST).read_text(encoding="utf-8"))
    assert [package["package"] for package in manifest["packages"]] == ["mathjax-full", "mhchemparser"]
    for package in manifest["packages"]:
        assert "Apache License" in resource_path(package["licence_file"]).read_text(encoding="utf-8")
    script = resource_path(build_math.BUNDLE).read_text(encoding="utf-8")
    assert all(package["copyright"] in script for package in manifest["packages"])
