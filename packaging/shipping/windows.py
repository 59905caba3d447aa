"""Makes the installer for Windows from the frozen program, with NSIS, which runs on Windows and on Debian alike."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath

from packaging.version import Version

from qtbrowser.release import HOMEPAGE
from shipping.icons import make_icons
from shipping.project import DIST, NAME, PACKAGING, TITLE, VERSION
from shipping.running import run, say

SCRIPT = PACKAGING / "windows" / "installer.nsi"
PROGRAMS = (f"{NAME}.exe", f"{NAME}-cli.exe")
"""The window's program and that of the command line."""

LEAST_BUILD = 18362
"""The build of Windows 10 that has the libraries which `packaging/frozen/library_search.py` takes for granted: version
1903.
"""

REFUSED, TOO_OLD, NOT_WRITTEN = 5, 6, 7
"""Exit codes of the installer: a program that is to be replaced is running, Windows is too old, not all of the files
could be written. Each leaves things as they were.
"""

COMPANY = "The QtBrowser developers"
COPYRIGHT = f"{COMPANY}, MIT licence"


def make_installer(frozen: Path) -> Path:
    """Pack the frozen program into ``qtbrowser-VERSION-windows-setup.exe``.

    ``QTBROWSER_SIGN_COMMAND`` is a command that signs the file whose name follows it; both programs, the uninstaller
    and the installer are signed with it.

    Args:
        frozen: its folder; what it contains is not read, so that the script is compiled on other systems too.

    Raises:
        ShippingError: NSIS is missing, the script doesn't compile, or the command fails.
    """
    say("building the installer for Windows")
    icons = make_icons()
    DIST.mkdir(exist_ok=True)
    installer = DIST / f"{NAME}-{VERSION}-windows-setup.exe"
    sign = os.environ.get("QTBROWSER_SIGN_COMMAND", "").strip()
    _sign(sign, [frozen / name for name in PROGRAMS if (frozen / name).is_file()])
    run(["makensis", *installer_options(frozen, installer, icons / "qtbrowser.ico", sign), SCRIPT])
    _sign(sign, [installer])
    return installer


def installer_options(
    frozen: PurePath, installer: PurePath, icon: PurePath, sign: str, version: str = VERSION
) -> list[str]:
    """The options for `makensis`.

    Args:
        frozen: the folder of the program. NSIS splits a path at the separator of the system it runs on alone.
        installer: the file to write.
        icon: of the installer and of the program.
        sign: the command that signs a file; empty for none.
        version: of the program.
    """
    defines = {
        "VERSION": version, "FILE_VERSION": file_version(version), "FILES": frozen / "*.*", "OUTPUT": installer,
        "ICON": icon, "HOMEPAGE": HOMEPAGE, "LICENSE": PACKAGING.parent / "LICENSE", "LEAST_BUILD": LEAST_BUILD,
        "COMPANY": COMPANY, "REFUSED": REFUSED, "TOO_OLD": TOO_OLD, "NOT_WRITTEN": NOT_WRITTEN,
    }  # fmt: skip
    if sign:
        # The uninstaller is made while the installer is, so NSIS itself has to have it signed.
        defines["SIGN"] = sign
    return ["-V2", "-WX", *(f"-D{name}={value}" for name, value in defines.items())]


def _sign(command: str, files: list[Path]) -> None:
    for file in files if command else []:
        run([*command_words(command), file])


def command_words(command: str) -> list[str]:
    r"""The words of a command line; double quotes hold a word with spaces together, and backslashes are letters.

    ``"C:\Program Files\sign.exe" /a`` -> ``C:\Program Files\sign.exe`` and ``/a``.
    """
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', command)]


def file_version(version: str) -> str:
    """A version as Windows has it in files: four numbers. That of a release candidate is that of its release.

    Args:
        version: as PEP 440 has it, such as ``1.2.0rc1``.

    Raises:
        ValueError: it is no version.
    """
    numbers = (*Version(version).release, 0, 0, 0, 0)
    return ".".join(map(str, numbers[:4]))


def version_resource(program: str, description: str) -> str:
    """What Windows shows of a program in its properties and its task manager, in the form that PyInstaller reads.

    Source: "VERSIONINFO resource" in the Win32 reference.

    Args:
        program: the name of its file without the ending.
        description: what it is, as the task manager calls it.
    """
    numbers = tuple(map(int, file_version(VERSION).split(".")))
    strings = {
        "CompanyName": COMPANY, "FileDescription": description, "FileVersion": VERSION, "InternalName": program,
        "LegalCopyright": COPYRIGHT, "OriginalFilename": f"{program}.exe", "ProductName": TITLE,
        "ProductVersion": VERSION,
    }  # fmt: skip
    listed = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    english, unicode = 0x0409, 1200
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('{english:04x}{unicode:04x}', [{listed}])]), "
        f"VarFileInfo([VarStruct('Translation', [{english}, {unicode}])])])\n"
    )
