"""The packages for Windows: the pure parts. `make prove-windows` tries the rest by Wine."""

from __future__ import annotations

import ast
import os
import re
import shutil
import struct
import sys
from pathlib import Path, PureWindowsPath

import pytest

from shipping import file_lists
from shipping.icons import windows_icon
from shipping.installed_windows import told_version
from shipping.project import VERSION
from shipping.prove_windows import summary_of
from shipping.running import run, settle
from shipping.windows import SCRIPT, command_words, file_version, installer_options, version_resource
from shipping.windows_python import exported_names, imported_names, requirements_for_windows
from shipping.wine import overrides, wine_name

NSIS = pytest.mark.skipif(not (shutil.which("makensis") and shutil.which("7z")), reason="NSIS compiles, 7-Zip reads")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("signtool sign /a", ["signtool", "sign", "/a"]),
        (r'"C:\Program Files\sign.exe" /f "my key.pfx"', [r"C:\Program Files\sign.exe", "/f", "my key.pfx"]),
        (r"C:\tools\sign.exe", [r"C:\tools\sign.exe"]),
        ("", []),
    ],
)
def test_a_command_that_signs_may_have_quoted_paths(command: str, words: list[str]) -> None:
    assert command_words(command) == words


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("1.2.0", "1.2.0.0"), ("0.1.0rc2", "0.1.0.0"), ("1.2.3.4", "1.2.3.4"), ("2.0.dev1", "2.0.0.0")],
)
def test_the_version_of_a_file_of_windows_is_four_numbers(version: str, numbers: str) -> None:
    assert file_version(version) == numbers


def test_programs_tell_their_version_to_windows() -> None:
    text = version_resource("qtbrowser-cli", "QtBrowser command line")
    ast.parse(text, mode="eval")
    numbers = tuple(map(int, file_version(VERSION).split(".")))
    assert f"filevers={numbers}, prodvers={numbers}" in text
    for name, value in (("ProductVersion", VERSION), ("OriginalFilename", "qtbrowser-cli.exe")):
        assert f"StringStruct('{name}', '{value}')" in text


def test_the_version_in_a_program_for_windows() -> None:
    def wide(text: str) -> bytes:
        return text.encode("utf-16-le")

    resource = b"MZ..." + wide("ProductVersion\0\0") + wide("1.2.0rc1\0") + wide("VarFileInfo\0")
    assert told_version(resource) == "1.2.0rc1"
    assert told_version(b"MZ...") == ""


def test_more_overrides_of_libraries_are_added_to_those_of_every_program() -> None:
    assert overrides("") == "ucrtbase=n,b;winedbg.exe=d"
    assert overrides("msvcp140=n") == "ucrtbase=n,b;winedbg.exe=d;msvcp140=n"


def test_programs_of_windows_get_the_variables_of_qt() -> None:
    assert wine_name("QT_QPA_PLATFORM") == "WINEQT_QPA_PLATFORM"
    assert wine_name("SOURCE_DATE_EPOCH") == "SOURCE_DATE_EPOCH"


def test_the_installer_has_the_version_it_is_given(tmp_path: Path) -> None:
    options = installer_options(tmp_path, tmp_path / "setup.exe", tmp_path / "a.ico", "", "1.2.0rc1")
    assert {"-DVERSION=1.2.0rc1", "-DFILE_VERSION=1.2.0.0"} <= set(options)


def test_the_installer_signs_only_where_a_command_is_given(tmp_path: Path) -> None:
    options = installer_options(tmp_path, tmp_path / "setup.exe", tmp_path / "a.ico", "")
    assert not any(option.startswith("-DSIGN=") for option in options)
    signed = installer_options(tmp_path, tmp_path / "setup.exe", tmp_path / "a.ico", '"C:\\my sign.exe" /a')
    assert '-DSIGN="C:\\my sign.exe" /a' in signed


def test_the_files_to_install_are_named_as_the_system_names_them() -> None:
    # NSIS splits paths at backslashes alone on Windows: with another sign there it would find no file.
    place = PureWindowsPath("C:\\build\\frozen\\qtbrowser")
    options = installer_options(place, place.with_name("setup.exe"), place.with_name("a.ico"), "")
    assert "-DFILES=C:\\build\\frozen\\qtbrowser\\*.*" in options


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """The folder of a program for Windows, whose programs are none."""
    folder = tmp_path / "a folder" / "frozen"
    (folder / "_internal" / "deeper").mkdir(parents=True)
    for name in ("qtbrowser.exe", "qtbrowser-cli.exe", "_internal/deeper/a.dll"):
        (folder / name).write_bytes(b"MZ")
    (folder.parent / "a.ico").write_bytes(windows_icon({16: b"\x89PNG\r\n\x1a\n"}))
    return folder


@NSIS
def test_the_installer_is_a_program_of_64_bits_with_all_files(frozen: Path, tmp_path: Path) -> None:
    setup = tmp_path / "qtbrowser-1-windows-setup.exe"
    run(["makensis", *installer_options(frozen, setup, frozen.parent / "a.ico", ""), "-DFAST", SCRIPT])
    program = setup.read_bytes()
    header = struct.unpack_from("<I", program, 0x3C)[0]
    assert program[header : header + 4] == b"PE\0\0"
    assert struct.unpack_from("<H", program, header + 4)[0] == 0x8664  # IMAGE_FILE_MACHINE_AMD64
    assert told_version(program) == VERSION
    files = file_lists.files_of(setup)
    assert {"qtbrowser.exe", "qtbrowser-cli.exe", "_internal/deeper/a.dll", "qtbrowser.ico"} <= set(files)


@NSIS
def test_the_uninstaller_is_signed_while_it_is_made(frozen: Path, tmp_path: Path) -> None:
    signer, told = tmp_path / "my signer.py", tmp_path / "told.txt"
    signer.write_text("import sys\nopen(sys.argv[1], 'w').write(repr(sys.argv[2:]))\n", encoding="utf-8")
    sign = f'"{sys.executable}" "{signer}" "{told}" "it\'s signed"'
    setup = tmp_path / "qtbrowser-1-windows-setup.exe"
    run(["makensis", *installer_options(frozen, setup, frozen.parent / "a.ico", sign), "-DFAST", SCRIPT])
    words, uninstaller = ast.literal_eval(told.read_text(encoding="utf-8"))
    assert words == "it's signed"
    assert Path(uninstaller).is_absolute()


def test_a_link_can_give_no_option_to_the_program() -> None:
    command = re.search(r'qtbrowser\\shell\\open\\command" "" (.*)', SCRIPT.read_text(encoding="utf-8"))
    assert command is not None
    assert command[1] == """'"$INSTDIR\\${PROGRAM}" -- "%1"'"""


def test_also_a_first_installation_that_can_not_be_written_tells_so_by_its_exit_code() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    set_before, written, cleared = (
        script.rindex("SetErrorLevel ${NOT_WRITTEN}"), script.index("File /r"), script.index("SetErrorLevel 0")
    )  # fmt: skip
    assert set_before < written < cleared


def test_a_program_that_can_not_be_put_aside_whole_is_put_back() -> None:
    aside = SCRIPT.read_text(encoding="utf-8").partition("Function ${PREFIX}PutAside")[2].partition("FunctionEnd")[0]
    moved = re.findall(r"Rename \"\$INSTDIR.*\n\s*IfErrors (\w+)", aside)
    assert moved == ["running", "back", "back"]


def test_times_of_files_are_set_where_links_have_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("a", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    # As Windows has it.
    monkeypatch.setattr(os, "supports_follow_symlinks", os.supports_follow_symlinks - {os.utime})
    settle(tmp_path)
    assert (tmp_path / "a").stat().st_mtime == 1_000_000_000


LOCK = """# Made.
alpha==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
beta==2.0 ; sys_platform == 'darwin' \\
    --hash=sha256:bb
gamma==3.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""


def test_the_lock_file_for_windows() -> None:
    assert requirements_for_windows(LOCK) == (
        "alpha==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab\ngamma==3.0 \\\n    --hash=sha256:cc\n"
    )


LISTING = """
\tDLL Name: icuuc.dll
\tvma:     Ordinal  Hint  Member-Name  Bound-To
\t003d5cc0  <none>  0107  ucnv_open
\t003d5cc8  <none>  00e1  ucnv_close

\tDLL Name: KERNEL32.dll
\tvma:     Ordinal  Hint  Member-Name  Bound-To
\t003d5cd0  <none>  0003  CreateFileW

[Ordinal/Name Pointer] Table -- Ordinal Base 1
\t          Ordinal   Hint Name
\t[   0] +base[   1]  0000 _Cbuild
\t[   1] +base[   2]  0001 _Cmulcc
"""


def test_what_a_library_of_windows_imports_and_exports() -> None:
    assert imported_names(LISTING, "ICUUC.dll") == ["ucnv_open", "ucnv_close"]
    assert imported_names(LISTING, "other.dll") == []
    assert exported_names(LISTING) == ["_Cbuild", "_Cmulcc"]


@pytest.mark.parametrize(
    ("output", "summary"),
    [
        ("....\n3 failed, 1080 passed, 70 skipped in 276.05s (0:04:36)\n", "3 failed, 1080 passed, 70 skipped"),
        ("12 passed, 1 deselected in 0.50s\n", "12 passed, 1 deselected"),
        ("=== 2 failed, 3 passed in 12.30s ===\n", "2 failed, 3 passed"),
        ("Fatal error\n", ""),
    ],
)
def test_the_summary_of_a_run_of_tests(output: str, summary: str) -> None:
    assert summary_of(output) == summary
