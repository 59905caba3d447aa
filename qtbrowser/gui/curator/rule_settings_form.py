"""The part of the dialog of rules with what can be set: the profile, and severity and threshold of one rule."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from qtbrowser.curation.checks.check_settings import DEFAULT_THRESHOLDS, LARGEST_THRESHOLD, PROFILES, CheckSettings
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.documents.problem import Severity
from qtbrowser.gui.curator.form_rows import add_row, form_layout


class RuleSettingsForm(QWidget):
    """Severity and threshold of the current rule, and a row of its own with the profile of the library.

    Args:
        settings: what is set.
        parent: the dialog.

    Attributes:
        profile_row: the row with the profile, which the dialog places.
    """

    def __init__(self, settings: CheckSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._rule = ""
        self.profile_row = QWidget(parent)
        self.profile = QComboBox(self.profile_row)
        self.severity = QComboBox(self)
        self.threshold = QSpinBox(self)
        self.threshold.setRange(0, LARGEST_THRESHOLD)
        self.threshold.setGroupSeparatorShown(True)
        self._words = {
            "short-answer": self.tr("Short: fewer &letters than"),
            "one-way-related": self.tr("Told from &how many links on"),
        }
        self._fill()
        top = form_layout(self.profile_row)
        top.setContentsMargins(16, 14, 16, 10)
        add_row(top, self.tr("&Profile"), self.profile)
        form = form_layout(self)
        form.setContentsMargins(16, 8, 16, 0)
        add_row(form, self.tr("&Severity"), self.severity)
        self._threshold_label = add_row(form, self._words["one-way-related"], self.threshold)
        # The list above keeps its height, so that its current rule stays in sight.
        for widget in (self, self.threshold, self._threshold_label):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        self.profile.activated.connect(self._set_profile)
        self.severity.activated.connect(self._set_severity)
        self.threshold.valueChanged.connect(self._set_threshold)

    def settings(self) -> CheckSettings:
        """What is chosen."""
        return self._settings

    def show_rule(self, name: str) -> None:
        """Show the settings of a rule; a rule of the library's own has a dialog of its own."""
        self._rule = ""
        is_known = name in RULES
        self.setVisible(is_known)
        if not is_known:
            return
        usual = self._names[RULES[name].severity]
        self.severity.setItemText(0, self.tr("As usual ({0})").format(usual))
        chosen = self._settings.severities.get(name)
        self.severity.setCurrentIndex(0 if chosen is None else 1 + list(Severity).index(chosen))
        has_threshold = name in DEFAULT_THRESHOLDS
        self.threshold.setVisible(has_threshold)
        self._threshold_label.setVisible(has_threshold)
        if has_threshold:
            self._threshold_label.setText(self._words[name])
            self.threshold.setAccessibleName(self._words[name].replace("&", ""))
            self.threshold.setValue(self._settings.threshold(name))
        self._rule = name

    def _fill(self) -> None:
        self.profile.addItem(self.tr("As the folder is recognised"))
        self.profile.addItems([str(kind.name).capitalize() for kind in PROFILES])
        chosen = self._settings.profile
        self.profile.setCurrentIndex(0 if chosen is None else 1 + PROFILES.index(chosen))
        self._names = dict(zip(Severity, (self.tr("Error"), self.tr("Warning"), self.tr("Note")), strict=True))
        self.severity.addItems(["", *self._names.values()])

    def _set_profile(self, place: int) -> None:
        self._settings = replace(self._settings, profile=PROFILES[place - 1] if place else None)

    def _set_severity(self, place: int) -> None:
        others = {rule: one for rule, one in self._settings.severities.items() if rule != self._rule}
        mine = {self._rule: list(Severity)[place - 1]} if place else {}
        self._settings = replace(self._settings, severities={**others, **mine})

    def _set_threshold(self, number: int) -> None:
        if not self._rule:
            return
        others = {rule: one for rule, one in self._settings.thresholds.items() if rule != self._rule}
        mine = {} if number == DEFAULT_THRESHOLDS[self._rule] else {self._rule: number}
        self._settings = replace(self._settings, thresholds={**others, **mine})
