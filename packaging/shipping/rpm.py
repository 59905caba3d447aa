"""Makes the .rpm from the same tree as the .deb, with rpmbuild."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from qtbrowser.release import HOMEPAGE
from shipping.project import BUILD, DIST, MAINTAINER, NAME, SUMMARY, VERSION, package_version, source_date
from shipping.running import empty_folder, run, say
from system_libraries import ANY_SCREEN, BUNDLE, packaged_libraries

LIBRARIES = tuple(sorted(library.file for library in packaged_libraries(ANY_SCREEN, "x11", BUNDLE)))

ZSH_OF_DEBIAN = "/usr/share/zsh/vendor-completions"
ZSH = "/usr/share/zsh/site-functions"

_SPEC = """\
Name: {name}
Version: {version}
Release: 1
Summary: {summary}
License: MIT AND LGPL-3.0-only AND PSF-2.0 AND BSD-3-Clause AND Apache-2.0 AND OFL-1.1 AND ISC
URL: {homepage}
Packager: {maintainer}
AutoReqProv: no
{requires}
Requires: hicolor-icon-theme
# Fedora and openSUSE name their fonts differently; either will do.
Requires: (dejavu-sans-fonts or dejavu-fonts or google-noto-sans-fonts or liberation-fonts)
Recommends: (cups-libs or libcups2)
Recommends: xdg-utils

%description
Opens a folder of Markdown documents, each a question with its answer: a tree of subjects, search as you type with
ranked hits, answers with tables, coloured code and formulas. Whoever looks after the library finds what is wrong in
it, puts it right, and can take every change back. Works without a network and runs no script that a document brings.

%install
cp -a {tree}/. %{{buildroot}}/
# Zsh looks there on Fedora and openSUSE; the other place is Debian's.
mkdir -p %{{buildroot}}{zsh}
mv %{{buildroot}}{zsh_of_debian}/_{name} %{{buildroot}}{zsh}/
rmdir %{{buildroot}}{zsh_of_debian}

%files
{files}

%changelog
* {date} {maintainer} - {version}-1
- Release {told}; CHANGELOG.md in the sources says what has changed.
"""

_PLAIN = (
    # The files are as they should be: stripped, without debugging packages, without links that rpm adds.
    "%debug_package %{nil}", "%__os_install_post %{nil}", "%_build_id_links none", "%_binary_payload w6T2.xzdio",
    "%source_date_epoch_from_changelog 0", "%clamp_mtime_to_source_date_epoch 1",
    "%use_source_date_epoch_as_buildtime 1", "%_buildhost reproducible",
)  # fmt: skip


def make_rpm(tree: Path) -> Path:
    """Build the package from the tree of `linux_tree`.

    Returns:
        The file, in `DIST`.
    """
    say("building the .rpm")
    place = empty_folder(BUILD / "rpm")
    with tempfile.TemporaryDirectory() as short:
        # Scripts that rpmbuild writes name its folders without quotes: a space in a name would be the end of it, and
        # they begin with a removal.
        top, linked = Path(short, "top"), Path(short, "tree")
        top.symlink_to(place)
        linked.symlink_to(tree)
        _build(top, linked)
    (built,) = (place / "RPMS").rglob("*.rpm")
    DIST.mkdir(exist_ok=True)
    # Where releases are kept, other signs than these are replaced in names of files.
    return built.replace(DIST / built.name.replace(package_version(), VERSION))


def _build(top: Path, tree: Path) -> None:
    spec = top / f"{NAME}.spec"
    bits = "()(64bit)"
    text = _SPEC.format(
        name=NAME, version=package_version(), told=VERSION, summary=SUMMARY, homepage=HOMEPAGE, maintainer=MAINTAINER,
        tree=tree,
        requires="\n".join(f"Requires: {library}{bits}" for library in LIBRARIES),
        zsh=ZSH, zsh_of_debian=ZSH_OF_DEBIAN,
        files="\n".join(rpm_files(tree)), date=f"{source_date():%a %b %d %Y}",
    )  # fmt: skip
    spec.write_text(text, encoding="utf-8")
    defines = [word for line in (*_PLAIN, f"%_topdir {top}") for word in ("--define", line.removeprefix("%"))]
    run(["rpmbuild", "-bb", "--nodeps", *defines, spec])


def rpm_files(tree: Path) -> list[str]:
    """The lines of ``%files``: every file that the package owns, and the folders that are its own alone.

    Args:
        tree: as it is on Debian; where other systems have another place for a file, that one is named.
    """
    own = tree / "usr" / "lib" / NAME
    lines = [f"/{own.relative_to(tree)}"]
    for folder, _, names in sorted(os.walk(tree)):
        if own not in (Path(folder), *Path(folder).parents):
            lines += [f"/{(Path(folder) / name).relative_to(tree)}" for name in sorted(names)]
    return ["%defattr(-,root,root,-)", *(f'"{line.replace(ZSH_OF_DEBIAN, ZSH)}"' for line in lines)]
