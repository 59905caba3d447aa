"""The English words of TeX's commands and signs, for `qtbrowser.gui.math.tex_speech`. Data only."""

from __future__ import annotations

_SAME = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
).split()

SPOKEN_COMMANDS = {
    **{name: name for name in _SAME},
    **{name.capitalize(): f"capital {name}" for name in _SAME},
    **{f"var{name}": name for name in ("epsilon", "theta", "kappa", "pi", "rho", "sigma", "phi")},
    # Relations
    "neq": "is not equal to", "ne": "is not equal to", "leq": "is less than or equal to",
    "le": "is less than or equal to", "leqslant": "is less than or equal to", "geq": "is greater than or equal to",
    "ge": "is greater than or equal to", "geqslant": "is greater than or equal to", "lt": "is less than",
    "gt": "is greater than", "ll": "is much less than", "gg": "is much greater than", "approx": "is approximately",
    "sim": "is similar to", "simeq": "is asymptotically equal to", "cong": "is congruent to",
    "equiv": "is equivalent to", "propto": "is proportional to", "in": "is in", "notin": "is not in",
    "ni": "contains", "subset": "is a subset of", "subseteq": "is a subset of or equal to",
    "supset": "is a superset of", "supseteq": "is a superset of or equal to", "mid": "such that",
    "nmid": "does not divide", "parallel": "is parallel to", "perp": "is perpendicular to", "models": "models",
    "vdash": "proves", "coloneqq": "is defined as", "doteq": "is defined as",
    # Operations
    "times": "times", "cdot": "times", "div": "divided by", "pm": "plus or minus", "mp": "minus or plus",
    "ast": "star", "star": "star", "circ": "composed with", "bullet": "bullet", "oplus": "direct sum",
    "otimes": "tensor", "cup": "union", "cap": "intersection", "setminus": "without", "land": "and", "wedge": "and",
    "lor": "or", "vee": "or", "neg": "not", "lnot": "not", "partial": "partial", "nabla": "nabla",
    "forall": "for all", "exists": "there exists", "nexists": "there does not exist", "bmod": "mod",
    # Arrows
    "to": "to", "rightarrow": "to", "longrightarrow": "to", "xrightarrow": "to", "leftarrow": "from",
    "longleftarrow": "from", "gets": "gets", "leftrightarrow": "if and only if", "Rightarrow": "implies",
    "Longrightarrow": "implies", "implies": "implies", "Leftarrow": "is implied by", "impliedby": "is implied by",
    "Leftrightarrow": "if and only if", "Longleftrightarrow": "if and only if", "iff": "if and only if",
    "rightleftharpoons": "is in equilibrium with", "mapsto": "maps to", "uparrow": "up arrow",
    "downarrow": "down arrow",
    # Others
    "infty": "infinity", "emptyset": "the empty set", "varnothing": "the empty set", "hbar": "h bar", "ell": "l",
    "Re": "the real part of", "Im": "the imaginary part of", "angle": "angle", "triangle": "triangle",
    "degree": "degrees", "prime": "prime", "dots": "dot dot dot", "ldots": "dot dot dot", "cdots": "dot dot dot",
    "vdots": "dot dot dot", "ddots": "dot dot dot", "therefore": "therefore", "because": "because",
    "langle": "open angle bracket", "rangle": "close angle bracket", "lfloor": "open floor",
    "rfloor": "close floor", "lceil": "open ceiling", "rceil": "close ceiling", "vert": "vertical bar",
    "lvert": "vertical bar", "rvert": "vertical bar", "Vert": "double bar", "lVert": "double bar",
    "rVert": "double bar", "backslash": "backslash", "aleph": "aleph", "top": "top", "bot": "bottom",
    "square": "square", "checkmark": "check mark", "imath": "i", "jmath": "j",
    # Functions
    "sin": "sine", "cos": "cosine", "tan": "tangent", "cot": "cotangent", "sec": "secant", "csc": "cosecant",
    "arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent", "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent", "log": "log", "ln": "natural log", "lg": "log",
    "exp": "exp", "arg": "argument", "det": "determinant", "dim": "dimension", "ker": "kernel", "deg": "degree",
    "gcd": "gcd", "Pr": "probability",
}  # fmt: skip
"""Commands without arguments. One that is missing is read by its name."""

SPOKEN_SIGNS = {
    "+": "plus", "-": "minus", "−": "minus", "=": "equals", "<": "is less than", ">": "is greater than",
    "*": "times", "×": "times", "·": "times", "÷": "divided by", "/": "over", "±": "plus or minus",
    "!": "factorial", "'": "prime", "′": "prime", "(": "open parenthesis", ")": "close parenthesis",
    "[": "open bracket", "]": "close bracket", "{": "open brace", "}": "close brace", "|": "vertical bar",
    "‖": "double bar", "%": "percent", "#": "number", "$": "dollar", "≠": "is not equal to",
    "≤": "is less than or equal to", "≥": "is greater than or equal to", "≈": "is approximately",
    "→": "to", "⇒": "implies", "⇔": "if and only if", "∞": "infinity", "∈": "is in", "∉": "is not in",
    "∑": "the sum of", "∏": "the product of", "∫": "the integral of", "√": "the square root of", "°": "degrees",
    "∀": "for all", "∃": "there exists", "∂": "partial", "∇": "nabla", "…": "dot dot dot", "_": "underscore",
}  # fmt: skip

LARGE_OPERATORS = {
    "sum": "the sum", "prod": "the product", "coprod": "the coproduct", "int": "the integral",
    "iint": "the double integral", "iiint": "the triple integral", "oint": "the contour integral",
    "bigcup": "the union", "bigcap": "the intersection", "lim": "the limit", "limsup": "the limit superior",
    "liminf": "the limit inferior", "max": "the maximum", "min": "the minimum", "sup": "the supremum",
    "inf": "the infimum",
}  # fmt: skip
"""What has bounds below and above: "the sum from i equals one to n of"."""

LIMITS = ("lim", "limsup", "liminf")

ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde",
    "dot": "dot", "ddot": "double dot", "check": "check", "acute": "acute", "grave": "grave", "breve": "breve",
    "underline": "underlined",
}  # fmt: skip
"""What is said behind the letter that it is above."""

TEXTS = frozenset(
    "text textrm textbf textit textsf texttt textnormal mbox hbox mathrm mathit mathsf mathtt operatorname".split()
)
"""Commands whose argument is words."""

LETTER_STYLES = frozenset("mathbf boldsymbol bm pmb mathcal mathscr mathfrak displaystyle textstyle".split())
"""Commands that change how letters look."""

NUMBER_SETS = {
    "N": "the natural numbers", "Z": "the integers", "Q": "the rational numbers", "R": "the real numbers",
    "C": "the complex numbers", "P": "the primes",
}  # fmt: skip
"""Letters of ``mathbb``."""

SILENT = frozenset(
    "quad qquad left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits nolimits "
    "nonumber notag hline displaystyle textstyle scriptstyle scriptscriptstyle rm bf it sf tt cal hfill mathstrut "
    "strut thinspace enspace mathopen mathclose mathbin mathrel mathord mathinner mathpunct mathop".split()
)
"""Commands without words."""

SILENT_ARGUMENTS = {
    "color": 1, "textcolor": 1, "label": 1, "hspace": 1, "vspace": 1, "phantom": 1, "hphantom": 1, "vphantom": 1,
    "href": 1, "cssId": 1, "class": 1, "style": 1, "colorbox": 1, "rule": 2,
}  # fmt: skip
"""Commands of which so many first arguments have no words."""

SMALL_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()

ROOTS = {"2": "the square root", "3": "the cube root"}
POWERS = {"2": "squared", "3": "cubed"}
"""Indices and exponents with names of their own."""
