"""Formulas and drawings in HTML: MathML as readable words, SVG by its title (https://www.w3.org/TR/mathml-core/)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

DEEPEST = 30
"""How deep parts of a formula nest at most; deeper ones vanish."""

_SILENT = frozenset(("annotation", "annotation-xml", "mphantom", "none", "mspace"))
_BRACKETED = frozenset(("mrow", "mfrac"))


def formula(parent: Element, node: Any) -> None:
    """Append a formula of MathML as words, with its powers and indices raised and lowered.

    Args:
        parent: receives words and elements.
        node: the `math` element as justhtml has it.
    """
    _parts(parent, node, 0)


def drawing(parent: Element, node: Any) -> None:
    """Append what stands for a drawing of SVG: its title, as emphasised words; nothing if it has none."""
    title = next((child for child in node.children or () if child.name == "title"), None)
    words = "" if title is None else " ".join(_words(title).split())
    if words:
        SubElement(parent, "em").text = words


def _parts(parent: Element, node: Any, depth: int) -> None:
    for child in node.children or ():
        _part(parent, child, depth + 1)


def _part(parent: Element, node: Any, depth: int) -> None:
    name = node.name
    if name == "#text":
        _append(parent, " ".join((node.data or "").split()))
    elif name in _SILENT or name.startswith(("#", "!", "?")) or depth > DEEPEST:
        return
    elif name in _LAYOUTS:
        _LAYOUTS[name](parent, [child for child in node.children or () if child.name != "#text"], depth)
    elif name == "mo":
        sign = " ".join(_words(node).split())
        _append(parent, f" {sign} " if sign in _RELATIONS else sign)
    else:
        _parts(parent, node, depth)


_RELATIONS = frozenset("= < > ≤ ≥ ≠ ≈ ≡ → ⇒ ⇔ ∈ ∉ ⊂ ⊆ + − - ± × · ∪ ∩ ∧ ∨".split())


def _raised(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    _scripts(parent, nodes, ("sup",), depth)


def _lowered(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    _scripts(parent, nodes, ("sub",), depth)


def _both(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    _scripts(parent, nodes, ("sub", "sup"), depth)


def _scripts(parent: Element, nodes: Sequence[Any], tags: Sequence[str], depth: int) -> None:
    if nodes:
        _part(parent, nodes[0], depth + 1)
    for node, tag in zip(nodes[1:], tags, strict=False):
        _part(SubElement(parent, tag), node, depth + 1)


def _fraction(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    for number, node in enumerate(nodes[:2]):
        if number:
            _append(parent, "/")
        in_brackets = node.name in _BRACKETED and len(node.children or ()) > 1
        _append(parent, "(" if in_brackets else "")
        _part(parent, node, depth + 1)
        _append(parent, ")" if in_brackets else "")


def _root(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    _append(parent, "√(")
    for node in nodes:
        _part(parent, node, depth + 1)
    _append(parent, ")")


def _nth_root(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    if len(nodes) > 1:
        _part(SubElement(parent, "sup"), nodes[1], depth + 1)
    _root(parent, nodes[:1], depth)


def _rows(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    _listed(parent, nodes, "; ", depth)


def _cells(parent: Element, nodes: Sequence[Any], depth: int) -> None:
    _listed(parent, nodes, " ", depth)


def _listed(parent: Element, nodes: Sequence[Any], separator: str, depth: int) -> None:
    for number, node in enumerate(nodes):
        _append(parent, separator if number else "")
        _part(parent, node, depth + 1)


_LAYOUTS: dict[str, Callable[[Element, Sequence[Any], int], None]] = {
    "msup": _raised,
    "msub": _lowered,
    "mover": _raised,
    "munder": _lowered,
    "msubsup": _both,
    "munderover": _both,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "mtable": _rows,
    "mtr": _cells,
}


def _words(node: Any) -> str:
    """The words of a node and of what is directly in it."""
    return "".join(child.data or "" for child in node.children or () if child.name == "#text")


def _append(parent: Element, words: str) -> None:
    if not words:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
