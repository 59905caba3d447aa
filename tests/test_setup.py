"""Set-up: what the lock files hold, which Python is taken, what counts as done, and what an installed copy holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import set_up
from system_packages import DEBIAN_PACKAGES, SetUpError, debian_packages, expected_packages, parse_missing
from virtual_environment import DEVELOP, LOCK_FILES, MEASURE, RUN, VirtualEnvironment, find_python, probe

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, MATERIALS = "package", "materials"
LOCKS = {**LOCK_FILES, **{name: f"requirements-{name}.lock" for name in (PACKAGE, MATERIALS)}}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = re.compile(r"(\S+)==(\S+)(?: ; (.+))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")


def read_lock(level: str) -> dict[str, str]:
    """Package -> version of a lock file, every line of which must be a pin, a hash or the comment at its top."""
    text = (ROOT / LOCKS[level]).read_text(encoding="utf-8")
    comment, _, pins = text.partition("\n")
    assert comment.startswith("# ")
    assert PINNED.sub("", pins) == ""
    return {name: version for name, version, _, _ in PINNED.findall(pins)}


@pytest.mark.parametrize("level", LOCKS)
def test_a_lock_file_names_no_place_to_fetch_from(level: str) -> None:
    text = (ROOT / LOCKS[level]).read_text(encoding="utf-8")
    assert not re.search(r"://|https?:|file:|index|find-links| @ |\.(whl|gz|zip)\b", text)


@pytest.mark.parametrize(
    ("level", "groups"),
    [
        (RUN, []),
        (DEVELOP, ["test", "check"]),
        (MEASURE, ["test", "check", "bench"]),
        (PACKAGE, ["package"]),
        (MATERIALS, ["materials"]),
    ],
)
def test_a_lock_file_pins_what_the_project_asks_for(level: str, groups: list[str]) -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
    asked += [line for group in groups for line in extras[group]]
    pins = read_lock(level)
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


def test_what_is_tested_is_what_runs() -> None:
    assert read_lock(RUN).items() <= read_lock(DEVELOP).items() <= read_lock(MEASURE).items()
    assert read_lock(RUN).items() <= read_lock(PACKAGE).items()


def fake_python(folder: Path, version: tuple[int, int], has_venv: bool) -> list[str]:
    """A command that answers like a Python of this version."""
    script = folder / f"python{version[0]}.{version[1]}-{has_venv}.py"
    answer = f"[{version[0]}, {version[1]}, {script.name!r}, {has_venv}, false]".replace("'", '"').lower()
    script.write_text(f"print({answer!r})", encoding="utf-8")
    return [sys.executable, str(script)]


@pytest.mark.parametrize(
    ("present", "taken"),
    [
        ([((3, 11), True)], "python3.11-true.py"),
        ([((3, 9), True), ((3, 12), True)], "python3.12-true.py"),
        ([((3, 11), False), ((3, 13), True)], "python3.13-true.py"),
        ([((3, 14), True), ((3, 11), False)], "python3.11-false.py"),
    ],
)
def test_the_python_that_is_taken(tmp_path: Path, present: Sequence[tuple[tuple[int, int], bool]], taken: str) -> None:
    nothing = [str(tmp_path / "no-such-python")]
    assert find_python([nothing, *(fake_python(tmp_path, *each) for each in present)]).executable == taken


def test_when_no_python_fits_the_reader_is_told_which_does(tmp_path: Path) -> None:
    old = [fake_python(tmp_path, (3, 9), True), fake_python(tmp_path, (3, 14), True)]
    with pytest.raises(SetUpError, match=r"needs Python 3\.11, 3\.12 or 3\.13; found here: 3\.14, 3\.9\."):
        find_python(old)


def test_this_python_is_seen_as_what_it_is() -> None:
    here = probe([sys.executable])
    assert here is not None
    assert (here.major, here.minor) == sys.version_info[:2]
    assert Path(here.executable).exists()


@pytest.fixture
def checkout(tmp_path: Path) -> VirtualEnvironment:
    """A checkout whose environment has just been made for running."""
    for name in ("pyproject.toml", "setup.py", "qtbrowser/__init__.py", *LOCK_FILES.values()):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    environment = VirtualEnvironment(tmp_path)
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    environment.write_stamp(RUN, ["x11"])
    return environment


def test_what_is_done_is_not_done_again(checkout: VirtualEnvironment) -> None:
    assert checkout.is_current(RUN, [])
    assert checkout.is_current(RUN, ["x11"])
    assert not checkout.is_current(RUN, ["wayland"])
    assert not checkout.is_current(DEVELOP, [])


def test_developing_holds_running_and_forgets_no_screen(checkout: VirtualEnvironment) -> None:
    checkout.write_stamp(DEVELOP, [])
    assert checkout.is_current(DEVELOP, [])
    assert checkout.is_current(RUN, ["x11"])


@pytest.mark.parametrize("name", ["pyproject.toml", "setup.py", "requirements.lock"])
def test_a_changed_file_sets_up_again(checkout: VirtualEnvironment, name: str) -> None:
    with (checkout.root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not checkout.is_current(RUN, [])


def test_a_moved_checkout_sets_up_again(checkout: VirtualEnvironment) -> None:
    moved = checkout.root.with_name("moved elsewhere")
    checkout.root.rename(moved)
    assert not VirtualEnvironment(moved).is_current(RUN, [])


def test_a_python_that_is_gone_sets_up_again(checkout: VirtualEnvironment) -> None:
    checkout.python.unlink()
    assert not checkout.is_current(RUN, [])


@pytest.mark.parametrize("text", ["", "{", "[]", '["a"]', '{"python": 1}'])
def test_a_stamp_that_says_nothing_sets_up_again(checkout: VirtualEnvironment, text: str) -> None:
    (checkout.folder / "set-up.json").write_text(text, encoding="utf-8")
    assert not checkout.is_current(RUN, [])


def test_missing_libraries_lead_to_debian_packages() -> None:
    printed = (
        "/x/QtWidgets.abi3.so:\n"
        "\tlinux-vdso.so.1 (0x00007ffd)\n"
        "\tlibEGL.so.1 => not found\n"
        "\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f)\n"
        "/x/libqoffscreen.so:\n"
        "\tlibgthread-2.0.so.0 => not found\n"
        "\tlibglib-2.0.so.0 => not found\n"
        "\tlibEGL.so.1 => not found\n"
    )
    missing = parse_missing(printed)
    assert missing == ["libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0"]
    assert debian_packages(missing) == ["libegl1", "libglib2.0-0"]
    assert debian_packages(["libunheard.so.1"]) == []


def test_a_library_that_is_there_is_not_expected_to_be_missing() -> None:
    # Qt runs this test, so whatever it needs without a screen is here.
    assert expected_packages([]) == []


def test_packages_have_names_that_apt_takes() -> None:
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", package) for package in DEBIAN_PACKAGES.values())


@pytest.mark.parametrize(
    ("variables", "screens"),
    [
        ({}, []),
        ({"DISPLAY": ":0"}, ["x11"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["x11", "wayland"]),
        ({"DISPLAY": ""}, []),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, []),
    ],
)
def test_the_screens_of_a_session(
    variables: dict[str, str], screens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert set_up.screens_here() == (screens if sys.platform == "linux" else [])


def test_make_has_a_target_for_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: help (.+)$", makefile, flags=re.MULTILINE)
    assert targets is not None
    assert targets[1].split() == list(set_up.COMMANDS)


@pytest.mark.parametrize(("words", "code"), [([], 2), (["fly"], 2), (["--help"], 0), (["corpus"], 1)])
def test_the_command_line_of_set_up(words: list[str], code: int) -> None:
    command = [sys.executable, str(ROOT / "packaging/set_up.py"), *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code
    assert "packaging/set_up.py" in done.stdout + done.stderr


def test_an_installed_copy_has_all_it_needs(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("qtbrowser", "resources", "sample_content"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(source)], check=True, cwd=tmp_path)
    wheel = next(tmp_path.glob("qtbrowser-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")

    for installed, folder in (("_resources", "resources"), ("_sample", "sample_content")):
        assert files_below(tmp_path / "installed/qtbrowser" / installed) == files_below(ROOT / folder)
    code = (
        "import qtbrowser.resources as resources\n"
        "print(resources.resource_path('icons/search.svg').is_file(), resources.sample_library())"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == f"True {tmp_path / 'installed' / 'qtbrowser' / '_sample'}"


def files_below(folder: Path) -> set[str]:
    """Every file below a folder, but what Python writes itself."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in files if "__pycache__" not in path.parts}
