"""The program as its own process, on the sample library: what a newcomer does first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from qtbrowser.library import Library
from qtbrowser.resources import sample_library

SAMPLE_SUBJECTS = 12


@pytest.fixture(scope="module")
def sample_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the index of the sample library: each process would make it anew."""
    cache = tmp_path_factory.mktemp("sample-cache")
    Library.open(sample_library(), cache).close()
    return cache


@pytest.fixture
def new_environment(tmp_path: Path) -> dict[str, str]:
    """Directories of the program in tmp_path, as at the first start, and no screen."""
    own = {f"QTBROWSER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CACHE", "CONFIG", "DATA")}
    return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def environment(new_environment: dict[str, str], sample_cache: Path) -> dict[str, str]:
    """As `new_environment`, with an index of the sample library."""
    return {**new_environment, "QTBROWSER_CACHE_DIR": str(sample_cache)}


def run(environment: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qtbrowser", *map(str, words)]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}


def test_pictures_of_the_window_in_both_themes(environment: dict[str, str], tmp_path: Path) -> None:
    pictures = {}
    for theme in ("light", "dark"):
        file = tmp_path / f"{theme}.png"
        done = run(
            environment,
            sample_library(),
            "--query",
            "matrix",
            "--theme",
            theme,
            "--screenshot",
            file,
            "--size",
            "1100x700",
        )
        assert (done.returncode, done.stderr) == (0, "")
        pictures[theme] = QImage(str(file))
        assert (pictures[theme].width(), pictures[theme].height()) == (1100, 700)
        assert len(colours(pictures[theme])) > 20
    corner = {theme: picture.pixelColor(5, 600).lightness() for theme, picture in pictures.items()}
    assert corner["light"] > 200
    assert corner["dark"] < 80


def test_a_document_is_shown_at_once(environment: dict[str, str], tmp_path: Path) -> None:
    home, shown = tmp_path / "home.png", tmp_path / "shown.png"
    run(environment, sample_library(), "--screenshot", home, "--size", "1100x700")
    run(environment, sample_library(), "--document", "1001", "--screenshot", shown, "--size", "1100x700")
    assert QImage(str(home)) != QImage(str(shown))


def test_a_picture_leaves_the_readers_settings_alone(environment: dict[str, str], tmp_path: Path) -> None:
    settings = Path(environment["QTBROWSER_CONFIG_DIR"]) / "window.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[window]\ncolumns="[300, 300, 600]"\n', encoding="utf-8")
    before = settings.read_bytes()
    run(environment, sample_library(), "--screenshot", tmp_path / "x.png", "--size", "700x500")
    assert (tmp_path / "x.png").is_file()
    assert settings.read_bytes() == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a screen")
def test_without_a_screen_a_picture_can_be_had_and_a_window_not(environment: dict[str, str], tmp_path: Path) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    assert run(environment, sample_library(), "--screenshot", tmp_path / "x.png").returncode == 0
    assert (tmp_path / "x.png").stat().st_size > 10_000
    done = run(environment, sample_library())
    assert done.returncode == 1
    assert "no screen" in done.stderr


def test_what_goes_wrong_is_a_sentence_and_exit_code_1(environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, tmp_path / "missing", "--screenshot", tmp_path / "x.png")
    assert done.returncode == 1
    assert "no such folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_sample_document_is_found_by_its_question_and_shown(new_environment: dict[str, str]) -> None:
    environment = new_environment
    report = json.loads(run(environment, "index", sample_library(), "--json").stdout)
    assert report["problems"] == []
    assert report["documents"] >= 60
    subjects = json.loads(run(environment, "subjects", "--library", sample_library(), "--json").stdout)
    assert len(subjects) >= SAMPLE_SUBJECTS
    assert sum(bool(subject["topics"]) for subject in subjects) >= SAMPLE_SUBJECTS // 2
    for word in ("汉字", "matrix", "C++"):
        found = json.loads(run(environment, "search", word, "--library", sample_library(), "--json").stdout)
        assert found["total"] >= 1, word
        shown = run(environment, "show", found["hits"][0]["path"], "--library", sample_library())
        assert shown.returncode == 0
        assert found["hits"][0]["title"] in shown.stdout
