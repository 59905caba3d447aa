"""What a site's configuration says of the addresses of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import join, normpath
from typing import Any, NamedTuple


class SiteSettings(NamedTuple):
    """What a site's configuration says of its addresses.

    Paths are relative to the folder of the configuration, and to the library after `at`.

    Attributes:
        base: the place of the site on its server, such as ``project/docs``; empty for its root.
        routes: folders of content that aren't known by their names, each with the address of its pages.
        patterns: names of folders, each with the pattern of the addresses of its pages, such as
            ``/:year/:month/:title/``; an empty name is every dated page.
        listed: the pages in the order of the site's navigation.
        host: the site's server in small letters, such as ``docs.example.org``; empty if it isn't said.
        titles: pages with the titles that the navigation gives them, which those have that have none of their own.
    """

    base: str = ""
    routes: tuple[tuple[str, str], ...] = ()
    patterns: tuple[tuple[str, str], ...] = ()
    listed: tuple[str, ...] = ()
    host: str = ""
    titles: tuple[tuple[str, str], ...] = ()

    def at(self, folder: str) -> SiteSettings:
        """The settings with paths relative to the library, without those that lead out of it.

        Args:
            folder: of the configuration.
        """
        routes = ((_within(folder, path), address) for path, address in self.routes)
        listed = tuple(path for one in self.listed if (path := _within(folder, one)))
        titles = tuple((path, title) for one, title in self.titles if (path := _within(folder, one)))
        return self._replace(routes=tuple(route for route in routes if route[0]), listed=listed, titles=titles)

    @classmethod
    def from_lists(cls, lists: Sequence[Any]) -> SiteSettings:
        """The settings that JSON has made lists of."""
        base, routes, patterns, listed, host, titles = lists
        pairs = (tuple(map(tuple, one)) for one in (routes, patterns, titles))
        read_routes, read_patterns, read_titles = pairs
        return cls(base, read_routes, read_patterns, tuple(listed), host, read_titles)


NO_SETTINGS = SiteSettings()


def _within(folder: str, path: str) -> str:
    """A path relative to the library; empty for one that leads out of it, or is the library itself."""
    found = normpath(join(folder, path))
    return "" if found in (".", "..") or found.startswith(("../", "/")) or "\0" in found else found
