"""What a package installs on Linux, as one tree: ``usr/`` with the program, its icons, its texts for the desktop.

The .deb and the .rpm are both made from it.
"""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from qtbrowser.release import HOMEPAGE
from shipping import command_line
from shipping.icons import ICON, ICON_SIZES, draw_icon
from shipping.project import BUILD, IDENTIFIER, NAME, PACKAGING, VERSION, source_date
from shipping.running import empty_folder, settle

LINUX = PACKAGING / "linux"


def make_tree(frozen: Path) -> Path:
    """Lay the tree out anew.

    Args:
        frozen: the folder of the frozen program.

    Returns:
        The folder that holds ``usr``.
    """
    tree = empty_folder(BUILD / "tree")
    usr = tree / "usr"
    program = usr / "lib" / NAME
    shutil.copytree(frozen, program, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    share = usr / "share"
    _put(share / "applications" / f"{NAME}.desktop", (LINUX / f"{NAME}.desktop").read_text(encoding="utf-8"))
    _put(share / "mime/packages" / f"{NAME}.xml", (LINUX / f"{NAME}-mime.xml").read_text(encoding="utf-8"))
    _put(share / "metainfo" / f"{IDENTIFIER}.metainfo.xml", metainfo())
    _put(share / "bash-completion/completions" / NAME, command_line.bash_completion())
    _put(share / "zsh/vendor-completions" / f"_{NAME}", command_line.zsh_completion())
    _put(share / "fish/vendor_completions.d" / f"{NAME}.fish", command_line.fish_completion())
    manual = share / "man/man1" / f"{NAME}.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(command_line.manual_page().encode(), 9, mtime=0))
    make_icons(share / "icons/hicolor")
    settle(tree)
    return tree


def metainfo() -> str:
    """The text by which software centres show the program."""
    text = (LINUX / "metainfo.xml").read_text(encoding="utf-8")
    fills = {"VERSION": VERSION, "DATE": f"{source_date():%Y-%m-%d}", "HOMEPAGE": HOMEPAGE}
    for name, value in fills.items():
        text = text.replace(f"@{name}@", value)
    return text


def make_icons(folder: Path) -> None:
    """Draw the icon in every size of the hicolor theme below `folder`, and lay its drawing beside them."""
    for size in ICON_SIZES:
        picture = folder / f"{size}x{size}" / "apps" / f"{NAME}.png"
        picture.parent.mkdir(parents=True)
        draw_icon(size, picture)
    drawing = folder / "scalable" / "apps" / f"{NAME}.svg"
    drawing.parent.mkdir(parents=True)
    shutil.copy(ICON, drawing)


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
