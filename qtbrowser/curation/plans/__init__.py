"""What each edit changes. Every plan is a generator: it works on a `Work` and yields documents done of how many."""

from __future__ import annotations
