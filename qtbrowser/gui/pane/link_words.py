"""Describes the target of a link as plain text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from qtbrowser.gui.pane.page_links import LinkKind, PageLink
from qtbrowser.gui.pane.plain_tooltips import plain_tooltip

_CONTEXT = "LinkWords"


def link_tooltip(link: PageLink, title: str = "") -> str:
    """The target of `link`, for a plain text tooltip.

    Args:
        link: the link.
        title: the link's title in the page.
    """
    if link.kind is LinkKind.FOLD:
        return _heading(link.kind)
    target = f"{link.target} § {link.fragment}" if link.fragment else link.target
    body = target if not title or title == target else f"{target} — {title}"
    return plain_tooltip(_heading(link.kind), body)


def _heading(kind: LinkKind) -> str:
    translate = QCoreApplication.translate
    if kind is LinkKind.DOCUMENT:
        return translate(_CONTEXT, "Opens here:")
    if kind is LinkKind.PLACE:
        return translate(_CONTEXT, "Goes to a place on this page:")
    if kind is LinkKind.SEARCH:
        return translate(_CONTEXT, "Searches for:")
    if kind is LinkKind.SUBJECT:
        return translate(_CONTEXT, "Shows the subject:")
    if kind is LinkKind.FOLD:
        return translate(_CONTEXT, "Folds or unfolds this part of the page")
    if kind is LinkKind.VIEW:
        return translate(_CONTEXT, "Shows a view of a library:")
    if kind is LinkKind.IMAGE:
        return translate(_CONTEXT, "Shows the picture:")
    if kind is LinkKind.FILE:
        return translate(_CONTEXT, "Opens a file of the library, after confirmation:")
    if kind is LinkKind.MISSING:
        return translate(_CONTEXT, "Not in this library:")
    if kind is LinkKind.OUTSIDE:
        return translate(_CONTEXT, "Opens outside, after confirmation:")
    return translate(_CONTEXT, "Never opened from a page:")
