"""The frame of the window: panels, columns, actions, menus, status bar, and the context that features are given."""

from __future__ import annotations
