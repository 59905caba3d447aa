"""Icons, fonts and style sheets: files only. `qtbrowser.resources.resource_path` finds them."""

from __future__ import annotations
