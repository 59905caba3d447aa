"""The session, which runs jobs on the library in threads, and the changes of a library."""

from __future__ import annotations
