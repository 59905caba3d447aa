"""Browsing: the subject tree, the list of questions and hits, facets and the search bar."""

from __future__ import annotations
