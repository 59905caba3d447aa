"""TeX as readable text: `x \\neq 0` becomes `x ≠ 0`. For snippets, the index and the terminal, not for setting."""

from __future__ import annotations

import re

_SYMBOLS = {
    # Greek letters
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "varpi": "π", "rho": "ρ", "varrho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    # Relations
    "neq": " ≠ ", "ne": " ≠ ", "leq": " ≤ ", "le": " ≤ ", "geq": " ≥ ", "ge": " ≥ ", "ll": " ≪ ", "gg": " ≫ ",
    "approx": " ≈ ", "sim": " ∼ ", "simeq": " ≃ ", "cong": " ≅ ", "equiv": " ≡ ", "propto": " ∝ ", "in": " ∈ ",
    "notin": " ∉ ", "ni": " ∋ ", "subset": " ⊂ ", "subseteq": " ⊆ ", "supset": " ⊃ ", "supseteq": " ⊇ ",
    "mid": " ∣ ", "nmid": " ∤ ", "parallel": " ∥ ", "perp": " ⊥ ", "models": " ⊨ ", "vdash": " ⊢ ",
    # Operations
    "times": " × ", "cdot": " · ", "div": " ÷ ", "pm": " ± ", "mp": " ∓ ", "ast": " ∗ ", "circ": "°", "bullet": " • ",
    "oplus": " ⊕ ", "otimes": " ⊗ ", "cup": " ∪ ", "cap": " ∩ ", "setminus": " ∖ ", "land": " ∧ ", "wedge": " ∧ ",
    "lor": " ∨ ", "vee": " ∨ ", "neg": "¬", "lnot": "¬", "sqrt": "√", "sum": "∑", "prod": "∏", "int": "∫",
    "iint": "∬", "oint": "∮", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "nexists": "∄",
    # Arrows
    "to": " → ", "rightarrow": " → ", "longrightarrow": " → ", "xrightarrow": " → ", "leftarrow": " ← ",
    "gets": " ← ", "leftrightarrow": " ↔ ", "Rightarrow": " ⇒ ", "implies": " ⇒ ", "Leftarrow": " ⇐ ",
    "Leftrightarrow": " ⇔ ", "iff": " ⇔ ", "rightleftharpoons": " ⇌ ", "mapsto": " ↦ ", "uparrow": "↑",
    "downarrow": "↓",
    # Others
    "infty": "∞", "emptyset": "∅", "varnothing": "∅", "hbar": "ħ", "ell": "ℓ", "Re": "ℜ", "Im": "ℑ", "angle": "∠",
    "triangle": "△", "degree": "°", "prime": "′", "dots": "…", "ldots": "…", "cdots": "…", "vdots": "…", "ddots": "…",
    "therefore": "∴", "because": "∵", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "vert": "|", "lvert": "|", "rvert": "|", "Vert": "‖", "quad": " ", "qquad": " ", "backslash": "\\",
    # Names of functions stay words
    **{name: name for name in (
        "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim sup inf max min arg det dim ker "
        "deg gcd mod Pr"
    ).split()},
}  # fmt: skip
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}(?:\{[lcr|\s]*\})?")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_NOT = re.compile(r"\\not\s*\\?(equiv|in|subset|=|sim|mid)(?![A-Za-z])")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)\*?|([\s\S]))")
_ESCAPED = {"{": "{", "}": "}", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "|": "‖"}
_DROPPED = {**dict.fromkeys(map(ord, "{}_$")), ord("&"): " ", ord("~"): " "}
_SPACE = re.compile(r"\s+")


def tex_as_text(tex: str) -> str:
    """A formula as a line of plain text.

    Args:
        tex: TeX without its delimiters.

    Returns:
        The formula with common commands as Unicode signs, fractions as `a/b`, other commands left out.
    """
    if "\\" in tex:
        tex = _ENVIRONMENT.sub(" ", tex)
        tex = _FRACTION.sub(_fraction, tex)
        tex = _NOT.sub(lambda found: " ≠ " if found[1] == "=" else f" ¬\\{found[1]} ", tex)
        tex = _COMMAND.sub(_symbol, tex)
    # Subscripts lose their mark, so that CO_2 is found as CO2; escaped braces come back last.
    tex = tex.translate(_DROPPED)
    return _SPACE.sub(" ", tex.translate(_RESTORED)).strip()


# Characters of Unicode's private area stand for escaped signs while the unescaped ones are taken out.
_HELD = {sign: chr(0xF700 + number) for number, sign in enumerate(_ESCAPED)}
_RESTORED = {ord(held): _ESCAPED[sign] for sign, held in _HELD.items()}


def _fraction(found: re.Match[str]) -> str:
    above, below = (part if len(part) < 2 or part.isalnum() else f"({part})" for part in found.groups())
    return f"{above}/{below}"


def _symbol(found: re.Match[str]) -> str:
    if found[1]:
        return _SYMBOLS.get(found[1], "")
    return _HELD.get(found[2], " ")
