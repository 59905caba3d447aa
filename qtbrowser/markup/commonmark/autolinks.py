"""Addresses that are links without brackets (https://github.github.com/gfm/#autolinks-extension-)."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<]++", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:https?://)?+([^\s<>/?#:]++)", re.IGNORECASE)
_TRAILING = "?!.,:*_~'\";"
_ENTITY_END = re.compile(r"&[A-Za-z0-9]++;$")
_BEFORE_AT = re.compile(r"(?<![A-Za-z0-9._+\-])[A-Za-z0-9._+\-]{1,64}$")
_AFTER_AT = re.compile(r"@[A-Za-z0-9_\-]++(?:\.[A-Za-z0-9_\-]++)++")
LONGEST_NAME = 64
"""Most characters before the @ of a mail address (RFC 5321, 4.5.3.1.1)."""

_MAY_PRECEDE = frozenset(" \t\n*_~(")


def web_address(text: str, place: int) -> str:
    """The web address that begins at a place with `http://`, `https://` or `www.`, or an empty string."""
    if place and text[place - 1] not in _MAY_PRECEDE and (text[place - 1].isalnum() or text[place - 1] in "/.@_-"):
        return ""
    found = _ADDRESS.match(text, place)
    if found is None:
        return ""
    address = _without_trailing(found[0])
    domain = _DOMAIN.match(address)
    if domain is None or not _is_domain(domain[1], needs_dot=address[:4].lower() == "www."):
        return ""
    return address


def mail_address(text: str, place: int, start: int) -> tuple[int, int] | None:
    """The begin and end of the mail address around an `@`.

    Args:
        text: the text.
        place: the offset of the `@`.
        start: the address can't begin before this offset.
    """
    before = _BEFORE_AT.search(text[max(start, place - LONGEST_NAME - 1) : place])
    after = _AFTER_AT.match(text, place)
    # GFM: an address that ends in - or _ is none. A dot at the end is no part of it, nor of what was found.
    if before is None or after is None or after[0][-1] in "_-":
        return None
    return place - len(before[0]), after.end()


def _is_domain(domain: str, *, needs_dot: bool) -> bool:
    parts = domain.rstrip(".").split(".")
    if any("_" in part for part in parts[-2:]) or not parts[-1]:
        return False
    return len(parts) >= (2 if needs_dot else 1)


def _without_trailing(address: str) -> str:
    """The address without the punctuation after it; a closing parenthesis belongs to it if it is opened there."""
    unopened = address.count(")") - address.count("(")
    end = len(address)
    # It ends within the address, whose beginning is none of these signs.
    while True:
        last = address[end - 1]
        if last == ";" and (entity := _ENTITY_END.search(address[max(0, end - 40) : end])):
            end -= len(entity[0])
        elif last in _TRAILING:
            end -= 1
        elif last == ")" and unopened > 0:
            end -= 1
            unopened -= 1
        else:
            break
    return address[:end]
