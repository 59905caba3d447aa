"""Makes the archive that runs from any folder, and the wheel and the sdist."""

from __future__ import annotations

import gzip
import lzma
import shutil
import sys
import tarfile
from pathlib import Path

from shipping.environments import packaging_environment
from shipping.licences import THIRD_PARTY
from shipping.project import BUILD, DIST, NAME, PACKAGING, ROOT, VERSION, architecture, note_day, source_date_epoch
from shipping.running import empty_folder, run, say


def make_tar(frozen: Path) -> Path:
    """Pack the frozen program into ``qtbrowser-VERSION-linux-ARCHITECTURE.tar.xz``."""
    say("packing the tar.xz")
    top = f"{NAME}-{VERSION}-{sys.platform}-{architecture()}"
    archive = DIST / f"{top}.tar.xz"
    DIST.mkdir(exist_ok=True)
    extra = {
        "README.txt": PACKAGING / "linux" / "README.txt",
        "LICENSE": ROOT / "LICENSE",
        "THIRD-PARTY.md": THIRD_PARTY,
    }
    with (
        lzma.open(archive, "wb", preset=9 | lzma.PRESET_EXTREME) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for name, file in sorted(extra.items()):
            tar.add(file, f"{top}/{name}", filter=_plain)
        for path in [frozen, *sorted(frozen.rglob("*"))]:
            inner = path.relative_to(frozen).as_posix()
            tar.add(path, top if inner == "." else f"{top}/{inner}", recursive=False, filter=_plain)
    return archive


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member without information about the computer that built it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = source_date_epoch()
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def make_wheel_and_sdist() -> list[Path]:
    """Build both from a clean copy of the sources, with the pinned setuptools and nothing fetched."""
    say("building wheel and sdist")
    DIST.mkdir(exist_ok=True)
    python = packaging_environment()
    source = empty_folder(BUILD / "source") / f"{NAME}-{VERSION}"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "MANIFEST.in", "CHANGELOG.md"):
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, source)
    for name in ("qtbrowser", "resources", "sample_content"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    note_day(source / "resources")
    build = "import sys; from setuptools.build_meta import build_sdist, build_wheel; "
    made = []
    for what in ("build_sdist", "build_wheel"):
        out = run([python, "-c", f"{build}print({what}(sys.argv[1]))", DIST], source)
        made.append(DIST / out.splitlines()[-1])
    _repack(made[0])
    return made


def _repack(archive: Path) -> None:
    """Write an sdist anew with members without information about the computer, in the order of their names."""
    with tarfile.open(archive) as tar:
        contents = [
            (member, tar.extractfile(member)) for member in sorted(tar.getmembers(), key=lambda each: each.name)
        ]
        fresh = archive.with_suffix(".new")
        with (
            fresh.open("wb") as file,
            gzip.GzipFile("", "wb", 9, file, mtime=source_date_epoch()) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as out,
        ):
            for member, content in contents:
                member.pax_headers = {}
                out.addfile(_plain(member), content)
    fresh.replace(archive)
