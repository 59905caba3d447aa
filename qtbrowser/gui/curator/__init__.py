"""The curator's desk: what is wrong in a library, what can be done about it, and what that would change.

Nothing in here is loaded before the desk, or one of its dialogs, is opened.
"""

from __future__ import annotations
