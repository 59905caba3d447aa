"""Emphasis, strikethrough and marks: pairs runs of delimiters (https://spec.commonmark.org/0.31.2/#delimiter-stack)."""

from __future__ import annotations

from qtbrowser.markup.commonmark.characters import is_punctuation, is_space

_TAGS = {"*": ("em", "strong"), "_": ("em", "strong"), "~": ("del", "del"), "=": ("mark", "mark"), "^": ("ins", "ins")}


class Run:
    """A run of one delimiter character in a text.

    Attributes:
        sign: the character.
        count: how many of them are not used yet.
        length: how many there are.
        can_open, can_close: whether the run may begin or end emphasis.
        closes, opens: the tags that end and begin here, in the order in which they were found.
        before, after: the neighbours in the list of runs that may still match.
    """

    __slots__ = ("after", "before", "can_close", "can_open", "closes", "count", "length", "opens", "sign")

    def __init__(self, sign: str, length: int, before: str, after: str) -> None:
        self.sign = sign
        self.count = self.length = length
        self.closes: list[str] = []
        self.opens: list[str] = []
        self.before: Run | None = None
        self.after: Run | None = None
        space_before, space_after = is_space(before), is_space(after)
        sign_before = not space_before and is_punctuation(before)
        sign_after = not space_after and is_punctuation(after)
        left = not space_after and (not sign_after or space_before or sign_before)
        right = not space_before and (not sign_before or space_after or sign_after)
        if sign == "_":
            self.can_open = left and (not right or sign_before)
            self.can_close = right and (not left or sign_after)
        else:
            self.can_open, self.can_close = left, right


class RunList:
    """The runs of a text that may still match, in order."""

    def __init__(self) -> None:
        self.last: Run | None = None

    def add(self, run: Run) -> None:
        """Append a run."""
        run.before = self.last
        if self.last is not None:
            self.last.after = run
        self.last = run

    def match(self, bottom: Run | None) -> None:
        """Pair the runs after `bottom` (None: all runs) and remove them."""
        lowest: dict[tuple[str, bool, int], Run | None] = {}
        closer = self._first_after(bottom)
        while closer is not None:
            following = closer.after
            if closer.can_close:
                exact = closer.sign in "~=^"
                key = (closer.sign, not exact and closer.can_open, closer.length if exact else closer.length % 3)
                low = lowest.get(key, bottom)
                opener = closer.before
                while opener is not None and opener is not bottom and opener is not low:
                    if opener.sign == closer.sign and opener.can_open and _fits(opener, closer, exact=exact):
                        break
                    opener = opener.before
                if opener is not None and opener is not bottom and opener is not low:
                    self._pair(opener, closer, exact=exact)
                    if closer.count:
                        continue
                    following = closer.after
                    self._remove(closer)
                else:
                    lowest[key] = closer.before
                    if not closer.can_open:
                        self._remove(closer)
            closer = following
        while self.last is not None and self.last is not bottom:
            self._remove(self.last)

    def _first_after(self, bottom: Run | None) -> Run | None:
        if bottom is not None:
            return bottom.after
        run = self.last
        while run is not None and run.before is not None:
            run = run.before
        return run

    def _pair(self, opener: Run, closer: Run, *, exact: bool) -> None:
        used = closer.count if exact else 2 if opener.count >= 2 and closer.count >= 2 else 1
        tag = _TAGS[closer.sign][used - 1]
        opener.count -= used
        closer.count -= used
        opener.opens.append(tag)
        closer.closes.append(tag)
        opener.after = closer
        closer.before = opener
        if not opener.count:
            self._remove(opener)

    def _remove(self, run: Run) -> None:
        if run.before is not None:
            run.before.after = run.after
        if run.after is not None:
            run.after.before = run.before
        elif self.last is run:
            self.last = run.before


def _fits(opener: Run, closer: Run, *, exact: bool) -> bool:
    if exact:
        return opener.count == closer.count
    both = closer.can_open or opener.can_close
    return not (both and closer.length % 3 != 0 and (opener.length + closer.length) % 3 == 0)
