"""Finds the lines of paragraphs that name the right choice of a quiz, and parts the paragraphs there."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from qtbrowser.markup.lettered_choices import lines_that_name_one

_STRONG = {"strong": "**", "em": "*"}
_BLOCKS = ("p", "ul", "ol", "pre", "table", "details", "blockquote", "div")


def block_lines(block: Element) -> str:
    """The words of a block, with a line for each of its lines and items, and the Markdown signs of what is strong."""
    if block.tag in ("ul", "ol"):
        return "\n".join(map(block_lines, block))
    text = [block.text or ""]
    for child in block:
        text += ["\n" if child.tag in _BLOCKS else "", _words(child), child.tail or ""]
    return "".join(text)


def names_one(block: Element) -> bool:
    """Whether a paragraph begins with the line that names the right choice."""
    return block.tag == "p" and next(lines_that_name_one(block_lines(block)), None) == 0


def take_answer(holder: Element) -> Element | None:
    """Take the line that names the right choice, and what is below it, out of a paragraph or item.

    Args:
        holder: the paragraph, or the item, of which only what is above its first block is looked at.

    Returns:
        A paragraph with that; None if there is no such line, or it is the first one.
    """
    own = next((number for number, child in enumerate(holder) if child.tag in _BLOCKS), len(holder))
    place = next((one for one in lines_that_name_one(_own_lines(holder, own)) if one), None)
    if place is None:
        return None
    answer = Element("p")
    passed = len(holder.text or "")
    if place < passed:
        answer.text = (holder.text or "")[place:]
        holder.text = (holder.text or "")[:place].rstrip()
        first = 0
    else:
        for first, child in enumerate(holder[:own], 1):
            passed += len(_words(child))
            tail = child.tail or ""
            if place == passed - len(_words(child)):
                first -= 1
                break
            if place < passed + len(tail) or (child.tag == "br" and place == passed):
                answer.text = tail[place - passed :]
                child.tail = tail[: place - passed].rstrip()
                break
            passed += len(tail)
    answer.extend(holder[first:own])
    del holder[first:own]
    if first and holder[first - 1].tag == "br" and not holder[first - 1].tail:
        del holder[first - 1]
    return answer


def break_lines(holder: Element) -> None:
    """Set the lines of a paragraph or item below each other, of which Markdown makes one."""
    parted: list[Element] = []
    holder.text = _break(holder.text, parted)
    for child in holder:
        parted.append(child)
        if child.tag not in _BLOCKS:
            child.tail = _break(child.tail, parted)
    holder[:] = parted


def _break(text: str | None, parted: list[Element]) -> str:
    """The first line of a text; each other one is added as a break with that line behind it."""
    first, *others = (text or "").split("\n")
    for line in others:
        parted.append(Element("br"))
        parted[-1].tail = line
    return first


def _own_lines(holder: Element, own: int) -> str:
    return (holder.text or "") + "".join(_words(child) + (child.tail or "") for child in holder[:own])


def _words(child: Element) -> str:
    if child.tag == "br":
        return "\n"
    if child.tag in _BLOCKS:
        return block_lines(child)
    mark = _STRONG.get(child.tag, "")
    return f"{mark}{''.join(child.itertext())}{mark}"
