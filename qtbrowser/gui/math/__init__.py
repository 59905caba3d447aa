"""Formulas: TeX is set by MathJax in a script engine of Qt's, and drawn as vectors in a QTextDocument.

`Typesetter` makes formulas of TeX, `page_html` puts their places into a page's HTML, `PageFormulas` fills them.
"""

from __future__ import annotations
