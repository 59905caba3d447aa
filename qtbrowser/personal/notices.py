"""Notices for the user about the file of personal data; none of them is an error, and the program continues."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class NoticeKind(StrEnum):
    """The kind of event."""

    MENDED = "mended"
    RESTORED = "restored"
    EMPTIED = "emptied"
    NEWER = "newer"
    NOT_WRITABLE = "not writable"
    OLD_FILE_UNREADABLE = "old file unreadable"
    DRAFT_UNREADABLE = "draft unreadable"


_SENTENCES = {
    NoticeKind.MENDED: "The file of your personal data was damaged: {path}. All that you kept is in it and was written "
    "anew. {aside}",
    NoticeKind.RESTORED: "Your personal data can't be read from {path}; the backup {backup} is used instead. {aside}",
    NoticeKind.EMPTIED: "Your personal data can't be read from {path}, and there is no backup. {aside}",
    NoticeKind.NEWER: "A newer version of QtBrowser has written {path}. It is not changed, and what you keep now is "
    "forgotten when the program ends.",
    NoticeKind.NOT_WRITABLE: "Your personal data can't be written to {path}: {reason} What you keep now may be "
    "forgotten when the program ends.",
    NoticeKind.OLD_FILE_UNREADABLE: "{path} of an earlier version can't be read and is left as it is.",
    NoticeKind.DRAFT_UNREADABLE: "A draft in {path} can't be read. It is left as it is.",
}


class Notice(NamedTuple):
    """A notice; as a string it is an English sentence.

    Attributes:
        kind: the kind of event.
        path: the file concerned.
        aside: the path to which a damaged file was copied; empty if the file was missing.
        backup: the backup that is used instead.
        reason: why the file can't be written, a sentence.
    """

    kind: NoticeKind
    path: str
    aside: str = ""
    backup: str = ""
    reason: str = ""

    def __str__(self) -> str:
        aside = f"The damaged file is kept as {self.aside}." if self.aside else ""
        sentence = _SENTENCES[self.kind]
        return sentence.format(path=self.path, aside=aside, backup=self.backup, reason=self.reason).strip()
