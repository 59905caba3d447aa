"""Finds the files that come with the program: icons, fonts, style sheets, the sample library.

In a checkout (and an editable installation of it) they are beside the code, in ``resources/`` and
``sample_content/``; installed from a wheel or frozen into a bundle they are inside it, as
``qtbrowser/_resources`` and ``qtbrowser/_sample``.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from qtbrowser.errors import LibraryError

_PACKAGE = Path(__file__).resolve().parent


def resource_path(name: str = "") -> Path:
    """The file or folder of that name among the program's resources.

    Args:
        name: relative, with ``/``: ``icons/search.svg``. Empty for the folder that holds them all.

    Returns:
        An absolute path. The file is not looked for: it is missing only in a broken installation.

    Raises:
        ValueError: the name leads out of the resources.
    """
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts:
        raise ValueError(f"not a resource's name: {name!r}")
    return _bundled("_resources", "resources").joinpath(*parts)


def sample_library() -> Path:
    """The folder of the library that comes with the program.

    Raises:
        LibraryError: the installation lacks it.
    """
    folder = _bundled("_sample", "sample_content")
    if not folder.is_dir():
        raise LibraryError("The sample library is missing from this installation.", path=str(folder))
    return folder


def is_sample_library(folder: Path) -> bool:
    """Whether a folder, resolved, is that library's."""
    return folder == _bundled("_sample", "sample_content").resolve()


def _bundled(installed: str, checked_out: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checked_out
