"""Changes fields within a file's bytes: only the lines of those fields, each in the style it is written in."""

from __future__ import annotations
