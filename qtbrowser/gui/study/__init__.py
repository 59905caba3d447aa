"""Questions asked back: what is due, the answer unfolded, a grade."""

from __future__ import annotations
