"""Shows notices and questions about personal data: a damaged file, a full disk, a moved library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.program.personal_jobs import adopt, recognise, take_notices
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageAction, MessageBar, Weight
from qtbrowser.gui.worker.session import OpenedLibrary, Session
from qtbrowser.personal.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from qtbrowser.personal.known_libraries import Recognition

RECOGNISED = "program.recognised"


class PersonalNotices(QObject):
    """Shows each notice once, and asks whether an opened library is one that was in another folder.

    Args:
        window: the window, which becomes the parent.
        session: the door to the library.
        reading: shows documents.
        messages: shows sentences to the reader.
        reopen: opens a library again, once it is recognised.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        session: Session,
        reading: Reading,
        messages: MessageBar,
        reopen: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._messages = messages
        self._reopen = reopen
        session.library_opened.connect(self._on_opened)
        reading.document_shown.connect(self._look)

    def _on_opened(self, opened: OpenedLibrary) -> None:
        self._look()
        then = partial(self._on_recognised, opened.folder)
        self._session.ask(recognise, then, replaces=RECOGNISED)

    def _look(self, *_: object) -> None:
        self._session.ask_without_library(take_notices, self._on_notices)

    def _on_notices(self, notices: Sequence[Notice]) -> None:
        if notices:
            self._messages.show_message(" ".join(map(self._sentence, notices)), Weight.WARNING)

    def _sentence(self, notice: Notice) -> str:
        kept = self.tr("Searches, reading places and drafts")
        sentences = {
            NoticeKind.MENDED: self.tr(
                "{1} was damaged. All that you kept is in it and was written anew; the damaged file is kept as {2}."
            ),
            NoticeKind.RESTORED: self.tr(
                "{0} can't be read from {1}. The backup {3} is used; the damaged file is kept as {2}."
            ),
            NoticeKind.EMPTIED: self.tr("{0} can't be read from {1}. The damaged file is kept as {2}."),
            NoticeKind.NEWER: self.tr("A newer version of QtBrowser has written {1}. It is left alone."),
            NoticeKind.NOT_WRITABLE: self.tr("{0} can't be written to {1}: {4}"),
            NoticeKind.OLD_FILE_UNREADABLE: self.tr("{1} of an earlier version can't be read. It is left alone."),
            NoticeKind.DRAFT_UNREADABLE: self.tr("A draft in {1} can't be read. It is left alone."),
        }
        return sentences[notice.kind].format(kept, notice.path, notice.aside, notice.backup, notice.reason)

    def _on_recognised(self, folder: Path, recognition: Recognition) -> None:
        if recognition.doubtful and folder == self._session.folder:
            library = recognition.doubtful[0]
            sentence = self.tr("Is this the library that was in {0}? Its reading places and drafts are still there.")
            words = sentence.format(library.folder)
            adopting = partial(self._adopt, folder, library.id)
            refusing = MessageAction(self.tr("&No"), partial(self._adopt, folder, None))
            # A question stays until it is answered or closed.
            self._messages.show_message(words, Weight.WARNING, self.tr("&Yes, It Is"), adopting, also=refusing)

    def _adopt(self, folder: Path, library: str | None) -> None:
        if folder == self._session.folder:
            self._session.ask(partial(adopt, identity=library), lambda _done: self._reopen(folder))
