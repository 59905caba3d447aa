"""The curator's desk: a library's problems, their repairs, changes of many documents, history and statistics.

No module in here is imported before the desk, or one of its dialogs, is opened.
"""

from __future__ import annotations
