"""Help with searching: offers while typing, saved searches and the search help."""

from __future__ import annotations
