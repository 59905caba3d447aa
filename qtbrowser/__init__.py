"""QtBrowser: a desktop browser for folders of question-and-answer documents.

The one programming interface is `qtbrowser.library.Library`; ARCHITECTURE.md describes the stages below it.
"""

from __future__ import annotations

__version__ = "0.1.0"
