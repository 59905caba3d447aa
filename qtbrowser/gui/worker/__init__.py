"""The door to the threads of the library, and the values that their jobs answer with."""

from __future__ import annotations
