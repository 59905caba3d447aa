"""The dialog with one of a library's own rules: a field, whether it is required, its values or pattern."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.curation.checks.own_rules import OwnRule
from qtbrowser.documents.problem import Severity
from qtbrowser.gui.curator.form_rows import add_row, form_layout, plain_label

WIDTH = 460


class OwnRuleDialog(QDialog):
    """The fields of a rule; it can be taken once it is one.

    Args:
        rule: the rule to edit; None for a new one.
        taken: the names of the other own rules.
        parent: the dialog of all rules.

    Signals:
        chosen: the name that the rule had, empty for a new one; and the OwnRule.
    """

    chosen = Signal(str, object)

    def __init__(self, rule: OwnRule | None, taken: Collection[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("own_rule_dialog")
        self.setWindowTitle(self.tr("Rule of This Library"))
        self._before = "" if rule is None else rule.name
        self._taken = frozenset(taken)
        shown = rule or OwnRule("", "")
        self.name = QLineEdit(shown.name, self)
        self.field = QLineEdit(shown.field, self)
        self.required = QCheckBox(self.tr("The field is &required"), self)
        self.required.setChecked(shown.required)
        self.values = QLineEdit(", ".join(shown.values), self)
        self.pattern = QLineEdit(shown.pattern, self)
        self.folder = QLineEdit(shown.folder, self)
        self.severity = QComboBox(self)
        names = (self.tr("Error"), self.tr("Warning"), self.tr("Note"))
        for words, severity in zip(names, Severity, strict=True):
            self.severity.addItem(words, severity)
        self.severity.setCurrentIndex(list(Severity).index(shown.severity))
        self.fault = plain_label("", self)
        self.fault.setObjectName("own_rule_fault")
        self.fault.setWordWrap(True)
        self.fault.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.fault.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        self.fault.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = QDialogButtonBox(self)
        self.ok_button = self._buttons.addButton(self.tr("&OK"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        for line in (self.name, self.field, self.values, self.pattern, self.folder):
            line.textChanged.connect(self._judge)
        self.required.toggled.connect(self._judge)
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._judge()

    def sizeHint(self) -> QSize:
        """Wide enough for a pattern, where the screen is."""
        return super().sizeHint().expandedTo(QSize(WIDTH, 0)).boundedTo(self.screen().availableSize())

    def rule(self) -> OwnRule:
        """The rule as the fields say it."""
        return OwnRule(
            name=self.name.text().strip(),
            field=self.field.text().strip(),
            required=self.required.isChecked(),
            values=tuple(filter(None, (value.strip() for value in self.values.text().split(",")))),
            pattern=self.pattern.text(),
            severity=Severity(self.severity.currentData()),
            folder=self.folder.text().strip().strip("/"),
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(10)
        rows = QWidget(self)
        form = form_layout(rows)
        add_row(form, self.tr("&Name"), self.name)
        add_row(form, self.tr("&Field"), self.field)
        form.addRow("", self.required)
        add_row(form, self.tr("&Values"), self.values)
        add_row(form, self.tr("&Pattern"), self.pattern)
        add_row(form, self.tr("In f&older"), self.folder)
        add_row(form, self.tr("&Severity"), self.severity)
        layout.addWidget(rows)
        layout.addWidget(self.fault)
        layout.addWidget(self._buttons)

    def _judge(self) -> None:
        rule = self.rule()
        fault = rule.fault()
        if not fault and rule.name in self._taken:
            fault = self.tr("There is a rule of this name already.")
        self.fault.setText(fault if rule.name or self._before else self.tr("A name, a field, and what it has to be."))
        self.ok_button.setEnabled(not fault)

    def _choose(self) -> None:
        if self.ok_button.isEnabled():
            self.accept()
            self.chosen.emit(self._before, self.rule())
