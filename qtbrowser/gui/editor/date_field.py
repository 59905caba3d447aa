"""A field for a day, written as YYYY-MM-DD or picked from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from qtbrowser.gui.editor.form_values import is_date
from qtbrowser.gui.widgets.icons import icon

_ISO = Qt.DateFormat.ISODate


class DateField(QLineEdit):
    """A line edit. Down and the button at its end open a calendar, Ctrl+; writes today's date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("YYYY-MM-DD"))
        self.setAccessibleDescription(self.tr("Down opens a calendar, Control and semicolon writes today's date."))
        sign = self.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        sign.setText(self.tr("Open the calendar"))
        sign.setToolTip(self.tr("Calendar (Down); Ctrl+; for today"))
        sign.triggered.connect(self.open_calendar)

    @property
    def is_valid(self) -> bool:
        """Whether it has a valid date or is empty."""
        return is_date(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Down and Ctrl+;."""
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        elif event.key() == Qt.Key.Key_Semicolon and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._write(QDate.currentDate())
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show a calendar below the field, with the field's date selected."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt's red is not legible on a dark background.
            calendar.setWeekdayTextFormat(day, QTextCharFormat())
        shown = QDate.fromString(self.text().strip(), _ISO)
        calendar.setSelectedDate(shown if shown.isValid() else QDate.currentDate())
        for chosen in (calendar.clicked, calendar.activated):
            chosen.connect(self._write)
            chosen.connect(menu.close)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _write(self, day: QDate) -> None:
        written = day.toString(_ISO)
        if written != self.text():
            self.selectAll()
            self.insert(written)
            self.textEdited.emit(written)
