"""What comes with the program is there, is what it says it is, and can be used; and where the user's files go."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import fetch_assets
from qtbrowser import settings
from qtbrowser.resources import resource_path, sample_library

FONT_FAMILIES = {"Inter": "Inter", "SourceCodePro": "Source Code Pro", "SourceSerif4": "Source Serif 4"}


def names(folder: str, pattern: str) -> list[str]:
    """The files of a folder of resources, as names for `resource_path`."""
    return sorted(f"{folder}/{path.name}" for path in resource_path(folder).glob(pattern))


def test_a_resource_is_found_wherever_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert resource_path("icons/search.svg").is_file()
    assert resource_path("icons/search.svg").is_absolute()
    assert resource_path().is_dir()
    assert sample_library().is_dir()


@pytest.mark.parametrize("name", ["../pyproject.toml", "icons/../../LICENSE", "/etc/passwd"])
def test_a_resource_is_never_outside(name: str) -> None:
    with pytest.raises(ValueError, match="not a resource's name"):
        resource_path(name)


def test_every_file_of_others_is_as_it_came() -> None:
    assert list(fetch_assets.problems(resource_path())) == []


def test_a_changed_a_missing_and_a_strange_file_are_noticed(tmp_path: Path) -> None:
    copy = tmp_path / "resources"
    shutil.copytree(resource_path(), copy)
    with (copy / "icons/sun.svg").open("ab") as file:
        file.write(b" ")
    (copy / "licenses/inter.txt").unlink()
    (copy / "fonts/Stray.ttf").touch()
    assert list(fetch_assets.problems(copy)) == [
        "icons/sun.svg is not the file that came with lucide-static 1.62.0.",
        "licenses/inter.txt is missing.",
        "fonts/Stray.ttf stands in no package of the manifest.",
    ]


def test_an_archive_with_another_digest_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "package.tgz"
    archive.write_bytes(b"abc")
    # SHA-512 of "abc" from FIPS 180-2, appendix C.1, as Base64.
    right = "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
    fetch_assets.verify_integrity(archive, right)
    archive.write_bytes(b"abd")
    with pytest.raises(fetch_assets.AssetError, match=r"package\.tgz has the integrity"):
        fetch_assets.verify_integrity(archive, right)


def test_the_manifest_names_a_licence_text_for_every_package() -> None:
    for source in fetch_assets.SOURCES:
        texts = [name for name in source.files if name.startswith("licenses/")]
        assert len(texts) == 1, source.package
        words = {"ISC": "ISC License", "OFL-1.1": "SIL OPEN FONT LICENSE"}[source.licence]
        assert words in resource_path(texts[0]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names("icons", "*.svg"))
def test_an_icon_draws_itself(qapp: QApplication, name: str) -> None:
    renderer = QSvgRenderer(str(resource_path(name)))
    assert renderer.isValid()
    assert renderer.viewBox().width() == renderer.viewBox().height()
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(16) for y in range(16))


@pytest.mark.parametrize("name", names("fonts", "*.ttf"))
def test_a_font_is_of_its_family(qapp: QApplication, name: str) -> None:
    number = QFontDatabase.addApplicationFont(str(resource_path(name)))
    families = QFontDatabase.applicationFontFamilies(number)
    QFontDatabase.removeApplicationFont(number)
    assert FONT_FAMILIES[Path(name).name.partition("-")[0]] in families


FOLDERS = {
    "QTBROWSER_CACHE_DIR": settings.cache_dir,
    "QTBROWSER_CONFIG_DIR": settings.config_dir,
    "QTBROWSER_DATA_DIR": settings.data_dir,
    "QTBROWSER_STATE_DIR": settings.state_dir,
}


@pytest.mark.parametrize("variable", FOLDERS)
def test_a_variable_moves_a_folder_of_the_user(variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = FOLDERS[variable]
    monkeypatch.setenv(variable, str(tmp_path / "own"))
    assert folder() == tmp_path / "own"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable, "beside")
    assert folder() == tmp_path / "beside"
    monkeypatch.setenv(variable, "~/mine")
    assert folder() == Path.home() / "mine"


@pytest.mark.parametrize("variable", FOLDERS)
def test_without_it_the_system_says_where(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = FOLDERS[variable]
    monkeypatch.setenv(variable, "")
    by_system = folder()
    monkeypatch.delenv(variable)
    assert folder() == by_system
    assert by_system.is_absolute()
    assert "qtbrowser" in by_system.parts


def freeze(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this process take itself for the frozen program of that name."""
    program.parent.mkdir(parents=True, exist_ok=True)
    program.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    for variable in (*FOLDERS, "APPIMAGE"):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.parametrize("place", ["qtbrowser", "QtBrowser.app/Contents/MacOS/qtbrowser"])
def test_a_portable_program_keeps_everything_beside_it(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(tmp_path / place, monkeypatch)
    assert settings.portable_dir() is None
    portable = tmp_path / "portable"
    portable.mkdir()
    assert [folder() for folder in FOLDERS.values()] == [
        portable / name for name in ("cache", "config", "data", "state")
    ]
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(tmp_path / "own"))
    assert settings.data_dir() == tmp_path / "own"


def test_an_image_that_mounts_itself_is_portable_where_its_file_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(tmp_path / "mounted" / "qtbrowser", monkeypatch)
    monkeypatch.setenv("APPIMAGE", str(tmp_path / "stick" / "QtBrowser.AppImage"))
    (tmp_path / "stick" / "portable").mkdir(parents=True)
    assert settings.portable_dir() == tmp_path / "stick" / "portable"


def test_a_program_run_from_source_is_never_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / "portable").mkdir()
    assert settings.portable_dir() is None


def test_the_frozen_program_starts_itself_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze(tmp_path / "qtbrowser", monkeypatch)
    assert settings.program() == [str(tmp_path / "qtbrowser")]
    freeze(tmp_path / "qtbrowser.exe", monkeypatch)
    assert settings.program() == [str(tmp_path / "qtbrowser.exe")]
    (tmp_path / "qtbrowser-cli.exe").touch()
    assert settings.program() == [str(tmp_path / "qtbrowser-cli.exe")]
    freeze(tmp_path / "QTBROWSER.EXE", monkeypatch)
    assert settings.program() == [str(tmp_path / "qtbrowser-cli.exe")]


def test_another_window_comes_without_one_of_a_console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze(tmp_path / "qtbrowser", monkeypatch)
    assert settings.window_program() == settings.program()
    freeze(tmp_path / "qtbrowser-cli.exe", monkeypatch)
    assert settings.window_program() == [str(tmp_path / "qtbrowser-cli.exe")]
    (tmp_path / "qtbrowser.exe").touch()
    assert settings.window_program() == [str(tmp_path / "qtbrowser.exe")]
    monkeypatch.setattr(sys, "frozen", False, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert settings.window_program() == [str(tmp_path / "python.exe"), "-P", "-m", "qtbrowser"]
    (tmp_path / "pythonw.exe").touch()
    assert settings.window_program() == [str(tmp_path / "pythonw.exe"), "-P", "-m", "qtbrowser"]
    # As a program is named that was found by PATHEXT.
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.EXE"))
    assert settings.window_program() == [str(tmp_path / "pythonw.exe"), "-P", "-m", "qtbrowser"]
