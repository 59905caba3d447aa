"""The anchors of headings as sites make them."""

from __future__ import annotations

import re
import unicodedata

_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_HYPHENS = re.compile(r"-{2,}")
_NOT_OF_KRAMDOWN = re.compile(r"[^a-zA-Z0-9 \-]")


def github_anchor(words: str) -> str:
    """A heading's anchor as GitHub makes it: `What is it?` is `what-is-it`."""
    return _NOT_IN_SLUG.sub("", words.lower()).replace(" ", "-") or "section"


def other_anchors(words: str) -> list[str]:
    """The anchors that other programs give the same heading, where they differ from GitHub's.

    Python-Markdown, GitLab and Hugo join hyphens; Kramdown keeps ASCII letters and digits only and begins with a
    letter; the Rails guides write a hyphen for an underscore.
    """
    github = github_anchor(words)
    if github.isalpha():
        return []
    joined = _HYPHENS.sub("-", github).strip("-")
    kramdown = _NOT_OF_KRAMDOWN.sub("", words).lstrip("0123456789 -").replace(" ", "-").lower()
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode() if not joined.isascii() else joined
    rails = joined.replace("_", "-")
    found = dict.fromkeys(name for name in (joined, kramdown, rails, plain) if name and name != github)
    return list(found)
