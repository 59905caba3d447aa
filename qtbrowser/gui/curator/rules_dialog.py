"""The dialog for the rules of a library's check: which are on, their severities and thresholds, its own rules."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.curation.checks.check_settings import CheckSettings
from qtbrowser.curation.checks.own_rules import OwnRule, OwnRules
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.curator.rule_settings_form import RuleSettingsForm
from qtbrowser.gui.curator.rules_model import rule_words
from qtbrowser.gui.widgets.button_row import button_row
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.icons import paint_icon, scaled_to_text
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_colours import Colours

SIZE = (460, 640)
NAME_ROLE = Qt.ItemDataRole.UserRole


class TickDelegate(CellDelegate):
    """Paints a rule after a check box. A click anywhere on its line, or Space, toggles it."""

    PADDING = 16
    BOX = 14

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One line."""
        return QSize(100, QFontMetrics(option.font).height() + 8)

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint the check box."""
        side = scaled_to_text(painter.fontMetrics(), self.BOX)
        box = QRectF(room.x() + 0.5, room.center().y() - side / 2 + 0.5, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.muted), 1))
        painter.drawRoundedRect(box, 3, 3)
        if is_ticked(index):
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), colours.accent)
        return side + 10

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """A click toggles the check box; Qt handles keys."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            turned = Qt.CheckState.Unchecked if is_ticked(index) else Qt.CheckState.Checked
            return event.button() == Qt.MouseButton.LeftButton and model.setData(
                index, turned, Qt.ItemDataRole.CheckStateRole
            )
        return super().editorEvent(event, model, option, index)


def is_ticked(index: AnyIndex) -> bool:
    """Whether the check box of a row is checked."""
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked


class RulesDialog(QDialog):
    """A list of all rules, each with a check box, and a description and the settings of the current one.

    Args:
        off: the rules that are off.
        settings: profile, severities, thresholds and own rules.
        parent: the window.

    Signals:
        chosen: frozenset of the names of the rules to switch off, and the CheckSettings, if any have changed.
    """

    chosen = Signal(object, object)

    def __init__(self, off: Collection[str], settings: CheckSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rules_dialog")
        self.setWindowTitle(self.tr("Rules of the Check"))
        open_at(self, *SIZE)
        self._own = {rule.name: rule for rule in settings.own.rules}
        self._settings_before = settings
        self._before = frozenset(off) & (RULES.keys() | self._own.keys())
        self.list = QListWidget(self)
        self.about = plain_label("", self)
        self.form = RuleSettingsForm(settings, self)
        self.ok_button = QPushButton(self.tr("&OK"), self)
        self.cancel_button = QPushButton(self.tr("&Cancel"), self)
        self.add_button = QPushButton(self.tr("&Add Rule…"), self)
        self.edit_button = QPushButton(self.tr("&Edit…"), self)
        self.remove_button = QPushButton(self.tr("&Remove"), self)
        self._fill()
        self._lay_out()
        self.list.currentItemChanged.connect(self._tell)
        self.ok_button.clicked.connect(self._choose)
        self.add_button.clicked.connect(lambda: self._ask(None))
        self.edit_button.clicked.connect(lambda: self._ask(self._current_own()))
        self.remove_button.clicked.connect(self._remove)
        self.cancel_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.list.setCurrentRow(0)

    def off(self) -> frozenset[str]:
        """The rules that are not checked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return frozenset(item.data(NAME_ROLE) for item in items if item.checkState() == Qt.CheckState.Unchecked)

    def settings(self) -> CheckSettings:
        """The settings of the check."""
        chosen = self.form.settings()
        own = tuple(self._own.values())
        return chosen if own == chosen.own.rules else replace(chosen, own=OwnRules(own))

    def _fill(self) -> None:
        self.list.setAccessibleName(self.tr("Rules of the check"))
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        for rule in RULES.values():
            self._add(rule.name, rule.about)
        for own in self._own.values():
            self._add(own.name, own.about)

    def _add(self, name: str, about: str) -> None:
        item = QListWidgetItem(rule_words(name))
        item.setData(NAME_ROLE, name)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, about)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked if name in self._before else Qt.CheckState.Checked)
        self.list.addItem(item)

    def _current_own(self) -> OwnRule | None:
        return self._own.get(self.list.currentItem().data(NAME_ROLE)) if self.list.currentRow() >= 0 else None

    def _ask(self, rule: OwnRule | None) -> None:
        from qtbrowser.gui.curator.own_rule_dialog import OwnRuleDialog

        dialog = OwnRuleDialog(rule, frozenset(self._own) - ({rule.name} if rule is not None else set()), self)
        dialog.chosen.connect(self._take)
        dialog.open()

    def _take(self, before: str, rule: OwnRule) -> None:
        rows = {self.list.item(row).data(NAME_ROLE): row for row in range(self.list.count())}
        listed = [rule if name == before else one for name, one in self._own.items()]
        self._own = {one.name: one for one in (*listed, rule)}
        if before in rows:
            item = self.list.item(rows[before])
            item.setText(rule_words(rule.name))
            item.setData(NAME_ROLE, rule.name)
        else:
            self._add(rule.name, rule.about)
            self.list.setCurrentRow(self.list.count() - 1)
        self._tell(self.list.currentItem())

    def _remove(self) -> None:
        rule = self._current_own()
        if rule is not None:
            del self._own[rule.name]
            self.list.takeItem(self.list.currentRow())

    def _lay_out(self) -> None:
        explanation = plain_label(self.tr("A rule without a tick finds nothing in this library."), self)
        explanation.setContentsMargins(16, 0, 16, 10)
        self.about.setWordWrap(True)
        self.about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.about.setContentsMargins(16, 10, 16, 0)
        self.about.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 10)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.ok_button.setDefault(True)
        own = (self.add_button, self.edit_button, self.remove_button)
        for button in own:
            button.setAutoDefault(False)
        foot = button_row(own, self.ok_button)
        foot.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.setContentsMargins(16, 12, 16, 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form.profile_row)
        layout.addWidget(explanation)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.form)
        layout.addLayout(foot)
        form, buttons = self.form, (self.add_button, self.edit_button, self.remove_button)
        order = (form.profile, self.list, form.severity, form.threshold, *buttons, self.ok_button, self.cancel_button)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
        self.list.setFocus()
        apply_style_sheets(self)

    def _tell(self, current: QListWidgetItem | None) -> None:
        name = "" if current is None else current.data(NAME_ROLE)
        about = self._own[name].about if name in self._own else RULES[name].about if name in RULES else ""
        self.about.setText(about)
        self.form.show_rule(name)
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(name in self._own)

    def _choose(self) -> None:
        off = self.off()
        self.accept()
        settings = self.settings()
        if off != self._before or settings != self._settings_before:
            self.chosen.emit(off, settings)
