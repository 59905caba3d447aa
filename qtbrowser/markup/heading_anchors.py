"""The anchors of headings, and of questions that are no headings, as sites make them."""

from __future__ import annotations

import re
import unicodedata

_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_HYPHENS = re.compile(r"-{2,}")
_NOT_OF_RAILS = re.compile(r"[\s\\/`*_{}\[\]()#+\-.!:,;|&<>^~='\"]+")
_NOT_OF_VITEPRESS = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_NOT_OF_KRAMDOWN = re.compile(r"[^a-zA-Z0-9 \-]")


def github_anchor(words: str) -> str:
    """A heading's anchor as GitHub makes it: `What is it?` is `what-is-it`."""
    return _NOT_IN_SLUG.sub("", words.lower()).replace(" ", "-") or "section"


def other_anchors(words: str) -> list[str]:
    """The anchors that other programs give the same heading, where they differ from GitHub's.

    Python-Markdown, GitLab and Hugo join hyphens; Kramdown keeps ASCII letters and digits only and begins with a
    letter; the Rails guides and VitePress write a hyphen for each run of signs.
    """
    github = github_anchor(words)
    if github.isalpha():
        return []
    joined = _HYPHENS.sub("-", github).strip("-")
    kramdown = _NOT_OF_KRAMDOWN.sub("", words).lstrip("0123456789 -").replace(" ", "-").lower()
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode() if not joined.isascii() else joined
    told = words.lower().replace("?", "-questionmark").replace("!", "-bang")
    rails = _NOT_OF_RAILS.sub("-", told).strip("-")
    vitepress = _NOT_OF_VITEPRESS.sub("-", words.lower()).strip("-")
    if vitepress[:1].isdigit():
        vitepress = f"_{vitepress}"
    found = dict.fromkeys(name for name in (joined, kramdown, rails, plain, vitepress) if name and name != github)
    return list(found)


class Anchors:
    """The anchors of one page, given in the order of its text, each once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __contains__(self, anchor: str) -> bool:
        return anchor in self._numbers

    def of_heading(self, words: str, own: str = "") -> tuple[str, ...]:
        """The anchors of a heading: the first is its own; the second "example" is `example-1`.

        Args:
            words: its words on one line.
            own: the anchor that the author gives it; empty for none.
        """
        anchor = self._free(own or github_anchor(words))
        other = [github_anchor(words), *other_anchors(words)]
        if not own and anchor != other[0]:
            # The second of two equal headings, as Python-Markdown counts.
            other.append("_".join(anchor.rsplit("-", 1)))
        others = {name: None for name in other if name not in self._numbers}
        self._numbers.update(dict.fromkeys(others, 0))
        return (anchor, *others)

    def of_question(self, words: str) -> str:
        """The anchor of a question that is no heading."""
        return self._free(github_anchor(words))

    def _free(self, slug: str) -> str:
        anchor, number = slug, self._numbers.get(slug, 0)
        while anchor in self._numbers:
            number += 1
            anchor = f"{slug}-{number}"
        self._numbers[slug] = number
        self._numbers.setdefault(anchor, 0)
        return anchor
