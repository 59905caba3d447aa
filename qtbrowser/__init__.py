"""QtBrowser: a desktop browser for folders of question-and-answer documents.

The one programming interface is `qtbrowser.library.Library`; ARCHITECTURE.md describes the stages below it.
"""

__version__ = "0.1.0"
