"""Joins the changes of a form with those that others made in its file: field by field, the answer by line. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from qtbrowser.curation.merged_lines import Agreed, Collision
from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.form_values import FormValues, changes


class CollisionChoice(StrEnum):
    """Which of two colliding versions is saved."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class FormCollision:
    """A value, or some lines of the answer, that was changed in two places.

    Attributes:
        field: the value of the form.
        mine, theirs: both versions as text.
        has_both: whether one may follow the other: lines of the answer.
    """

    field: str
    mine: str
    theirs: str
    has_both: bool = False


@dataclass(frozen=True, slots=True)
class FormMerge:
    """The values of a form joined with those of the file.

    Attributes:
        collisions: what has to be chosen, in the order of the form.
    """

    collisions: tuple[FormCollision, ...]
    _theirs: FormValues
    _agreed: dict[str, Any]
    _mine: dict[str, Any]
    _answer: tuple[Agreed | Collision, ...] = ()

    def values(self, choices: Sequence[CollisionChoice]) -> FormValues:
        """The values with these choices, one for each collision."""
        chosen = {
            collision.field: self._mine[collision.field]
            for collision, choice in zip(self.collisions, choices, strict=True)
            if not collision.has_both and choice is CollisionChoice.MINE
        }
        if self._answer:
            of_answer = (one for collision, one in zip(self.collisions, choices, strict=True) if collision.has_both)
            lines: list[str] = []
            for part in self._answer:
                lines += part.lines if isinstance(part, Agreed) else _lines(part, next(of_answer))
            chosen["answer"] = "\n".join(lines)
        return replace(self._theirs, **self._agreed, **chosen)


def merge_forms(
    base: FormValues, mine: FormValues, theirs: FormValues, lines: Sequence[Agreed | Collision]
) -> FormMerge:
    """Join two versions of a form.

    Args:
        base: the values of the file when the form was filled.
        mine: the present values of the form.
        theirs: those of the present file.
        lines: the parts of the merged answer, see `Library.merged_lines`.
    """
    own, other = changes(base, mine), changes(base, theirs)
    unlike = changes(theirs, mine)
    agreed: dict[str, Any] = {}
    collisions: list[FormCollision] = []
    answer: Sequence[Agreed | Collision] = ()
    for name, value in own.items():
        if name not in other or name not in unlike:
            agreed[name] = value
        elif name == "keywords":
            agreed[name] = _joined(base.keywords, mine.keywords, theirs.keywords)
        elif name == "related":
            agreed[name] = _joined(base.related, mine.related, theirs.related)
        elif name == "answer":
            answer = lines
            collisions += [
                FormCollision(name, "\n".join(part.mine), "\n".join(part.theirs), has_both=True)
                for part in answer
                if isinstance(part, Collision)
            ]
        else:
            collisions.append(FormCollision(name, str(value), str(other[name])))
    return FormMerge(tuple(collisions), theirs, agreed, own, tuple(answer))


def _joined(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
    """Their items without those that were taken away here, and those that were added here."""
    had, has, known = set(map(_key, base)), set(map(_key, mine)), set(map(_key, theirs))
    kept = [item for item in theirs if _key(item) in has or _key(item) not in had]
    return (*kept, *(item for item in mine if _key(item) not in had and _key(item) not in known))


def _key(item: Any) -> object:
    """What two items have in common that are the same."""
    if isinstance(item, Related):
        return item.url or item.id or item.title
    return str(item).casefold()


def _lines(collision: Collision, choice: CollisionChoice) -> tuple[str, ...]:
    versions = {CollisionChoice.MINE: collision.mine, CollisionChoice.THEIRS: collision.theirs}
    return versions.get(choice, (*collision.theirs, *collision.mine))
