"""The status bar: the library's name, the running jobs, the progress of indexing, and the number of problems."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton, QWidget

from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.labels import ElidedLabel, counted
from qtbrowser.gui.window.job_list import JobList

DELAY_MS = 400


class StatusBar(QStatusBar):
    """The window's status bar.

    Signals:
        cancel_requested: the user wants to cancel indexing.
        pause_requested: the user wants indexing to wait, or to go on.
        problems_requested: the user wants to see the problems.
    """

    cancel_requested = Signal()
    pause_requested = Signal()
    problems_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self.library = ElidedLabel(self)
        self.library.setObjectName("status_library")
        self.stage = ElidedLabel(self)
        self.stage.setObjectName("status_stage")
        self.progress = QProgressBar(self)
        self.progress.setObjectName("progress")
        self.progress.setAccessibleName(self.tr("Indexing"))
        self.progress.setFixedHeight(10)
        # In a narrow window it gives way to the buttons.
        self.progress.setMinimumWidth(24)
        self.progress.setMaximumWidth(180)
        self.progress.setTextVisible(False)
        self.cancel = QToolButton(self)
        self.cancel.setObjectName("cancel_indexing")
        self.cancel.setIcon(icon("x"))
        grow_icon(self.cancel, 14)
        self.cancel.setAutoRaise(True)
        self.cancel.setToolTip(self.tr("Stop indexing"))
        self.cancel.setAccessibleName(self.tr("Stop indexing"))
        self.cancel.clicked.connect(self.cancel_requested)
        self.pause = QToolButton(self)
        self.pause.setObjectName("pause_indexing")
        self.pause.setAutoRaise(True)
        self.pause.clicked.connect(self.pause_requested)
        self._name_pause(is_paused=False)
        self.problems = QToolButton(self)
        self.problems.setObjectName("problem_count")
        self.problems.setIcon(icon("triangle-alert"))
        grow_icon(self.problems, 14)
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.setAutoRaise(True)
        self.problems.setToolTip(self.tr("Show the files that have a problem"))
        self.problems.clicked.connect(self.problems_requested)
        self.reach = ElidedLabel(self)
        self.reach.setObjectName("status_reach")
        self.reach.hide()
        self.jobs = JobList(self)
        self.addWidget(self.library, 1)
        for widget in (self.jobs, self.reach, self.stage, self.progress, self.pause, self.cancel, self.problems):
            self.addPermanentWidget(widget)
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._reveal_progress)
        self.hide_progress()
        self.show_problems(0)

    def come_last_in_tabs(self, window: QWidget) -> None:
        """Have Tab come to the buttons here after all that is in `window` by now."""
        buttons = [self.jobs, self.pause, self.cancel, self.problems]
        last = window.previousInFocusChain()
        while last is not None and (last in buttons or not last.focusPolicy() & Qt.FocusPolicy.TabFocus):
            last = last.previousInFocusChain()
        if last is None:
            return
        for button in buttons:
            QWidget.setTabOrder(last, button)
            last = button

    def show_library(self, folder: str, count: str) -> None:
        """Name the library and how many documents it lists, in words."""
        self.library.show_text("   ·   ".join(part for part in (folder, count) if part))

    def show_reach(self, is_away: bool, is_indexed: bool) -> None:
        """Show that the library's folder is out of reach, if it is, and whether documents of its index are shown."""
        indexed = self.tr("The folder is out of reach: the index is shown")
        self.reach.show_text(indexed if is_indexed else self.tr("The folder is out of reach"))
        self.reach.setVisible(is_away)

    def begin_progress(self) -> None:
        """Call when indexing begins. Progress is shown only if it takes a while: usually there is nothing to do."""
        self.show_progress("", 0, 0)
        self._delay.start()

    def show_progress(self, stage: str, done: int, total: int) -> None:
        """Show the progress of indexing; `total` is 0 while unknown."""
        locale = QLocale()
        labels = {
            "scanning": self.tr("Scanning the folder"),
            "reading": self.tr("Indexing {0} of {1} files").format(locale.toString(done), locale.toString(total)),
            "joining": self.tr("Finishing the index"),
        }
        self.stage.show_text(labels.get(stage, self.tr("Checking for changes")))
        known = total > 0 and stage == "reading"
        self.progress.setRange(0, total if known else 0)
        self.progress.setValue(done if known else 0)

    def hide_progress(self) -> None:
        """Call when indexing has ended."""
        self._delay.stop()
        for widget in (self.stage, self.progress, self.pause, self.cancel):
            widget.hide()

    def show_pause(self, charge: float | None) -> None:
        """Show that indexing waits, with a button to go on.

        Args:
            charge: how full the battery is, 0 to 1, if that is why.
        """
        if charge is None:
            words = self.tr("Indexing is paused")
        else:
            words = self.tr("Indexing is paused: {0} % of the battery left").format(round(charge * 100))
        self._delay.stop()
        self.stage.show_text(words)
        self._name_pause(is_paused=True)
        self.stage.show()
        self.pause.show()

    def hide_pause(self) -> None:
        """Call when indexing goes on, or there is nothing to index."""
        self._name_pause(is_paused=False)
        self.hide_progress()

    def _name_pause(self, *, is_paused: bool) -> None:
        self.pause.setText(self.tr("Go On") if is_paused else self.tr("Pause"))
        words = self.tr("Go on indexing") if is_paused else self.tr("Pause indexing")
        self.pause.setToolTip(words)
        self.pause.setAccessibleName(words)

    def show_waiting(self, sentence: str) -> None:
        """Show that another process is indexing."""
        self._delay.stop()
        self.stage.show_text(sentence)
        self.stage.show()
        self.cancel.show()
        self.progress.hide()

    def show_meaning(self, done: int, total: int) -> None:
        """Show in words how far reading for search by meaning is, unless indexing is shown; nothing if all is read."""
        if self._delay.isActive() or self.progress.isVisible():
            return
        locale = QLocale()
        words = self.tr("Reading questions and answers for search by meaning: {0} of {1}")
        self.stage.show_text(words.format(locale.toString(done), locale.toString(total)))
        self.stage.setVisible(done < total)

    def hide_meaning(self, reason: str) -> None:
        """Call when that has ended.

        Args:
            reason: why this library can't be searched by meaning; empty if it can.
        """
        if not self.progress.isVisible():
            self.stage.hide()
        self.library.setToolTip(reason)

    def _reveal_progress(self) -> None:
        for widget in (self.stage, self.progress, self.pause, self.cancel):
            widget.show()

    def show_problems(self, count: int) -> None:
        """Show the number of problems; nothing if there are none."""
        words = counted(count, self.tr("1 problem"), self.tr("{0} problems"))
        # Fusion leaves hardly any room between icon and words.
        self.problems.setText(f" {words}")
        self.problems.setAccessibleName(words)
        self.problems.setVisible(count > 0)
