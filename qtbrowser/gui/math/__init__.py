"""Formulas: TeX is typeset by MathJax in Qt's script engine, and drawn as vectors in a QTextDocument.

`Typesetter` converts TeX to formulas, `page_html` puts placeholders into a page's HTML, `PageFormulas` replaces them.
"""

from __future__ import annotations
