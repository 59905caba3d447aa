"""Which files are documents: their suffixes and their largest size."""

from __future__ import annotations

MAX_BYTES = 16 * 1024 * 1024
"""Largest file read as a document. Real ones are below 10 KB."""

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
