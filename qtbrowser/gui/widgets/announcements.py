"""What screen readers are told as it happens: how many hits there are, what failed, what is under way.

Nobody who listens sees a line change at the other end of the window. Qt hands such a sentence to the system's screen
reader (`QAccessibleAnnouncementEvent`); everything that is to be said goes through here.
"""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Announcements(QObject):
    """The voice of the program.

    Signals:
        announced: the sentence, and whether it is urgent, whether or not a screen reader listens.
    """

    announced = Signal(str, bool)

    def announce(self, source: QWidget, sentence: str, *, urgent: bool = False) -> None:
        """Have `sentence` read aloud.

        Args:
            source: what it is about; a window or a part of it.
            sentence: plain text; nothing is said where it is empty.
            urgent: whether it interrupts what is being read, as an error does. Else it waits for its turn.
        """
        if not sentence:
            return
        # Not imported by name: PySide takes 2 ms to make this class, which the first paint would wait for.
        accessible = QtGui.QAccessible
        if accessible.isActive():
            event = QtGui.QAccessibleAnnouncementEvent(source, sentence)
            politeness = accessible.AnnouncementPoliteness
            event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
            accessible.updateAccessibility(event)
        self.announced.emit(sentence, urgent)


announcements = Announcements()
"""The program's only one."""
