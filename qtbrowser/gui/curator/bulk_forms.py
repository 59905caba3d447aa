"""The forms of the bulk dialog, one for each kind of edit of many documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from qtbrowser.curation.edits import (
    AddKeyword,
    Bulk,
    Edit,
    RemoveKeyword,
    RenameSubject,
    RenameTopic,
    RenumberIds,
    ReplaceText,
    SetField,
    Several,
)
from qtbrowser.gui.curator.desk_jobs import Offers
from qtbrowser.gui.curator.form_rows import add_row, form_layout
from qtbrowser.gui.widgets.subject_field import SubjectField
from qtbrowser.library import Library

FIELDS = (
    "title",
    "question",
    "subject",
    "date",
    "id",
    "author",
    "description",
    "keywords",
    "seo.page_description",
    "seo.page_keywords",
    "url",
    "file_name",
    "date_format",
    "no_index",
)
"""The offered fields; the name of any other can be typed."""

MOST_ID = 2_000_000_000


class BulkForm(QWidget):
    """The base class of the forms.

    Attributes:
        everywhere: whether it applies to the whole library, whatever documents are chosen.

    Signals:
        changed: the form's content has changed.
    """

    changed = Signal()
    everywhere = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = form_layout(self)

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """The edit; None if the form is incomplete."""
        raise NotImplementedError

    def fault(self) -> str:
        """What is wrong with the input, a sentence; empty if nothing is."""
        return ""

    def offer(self, offers: Offers) -> None:
        """Set the values for completion."""

    @property
    def rows(self) -> QFormLayout:
        """The labels and fields."""
        return self._rows

    def _line(self, words: str, field: QLineEdit | None = None) -> QLineEdit:
        line = field or QLineEdit(self)
        line.textChanged.connect(self.changed)
        add_row(self._rows, words, line)
        return line

    def _check(self, words: str, checked: bool = False) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setChecked(checked)
        box.toggled.connect(self.changed)
        # Below the fields, not below their labels.
        self._rows.addRow("", box)
        return box

    def _fields(self, words: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.addItems(list(FIELDS))
        box.editTextChanged.connect(self.changed)
        add_row(self._rows, words, box)
        return box


class SetForm(BulkForm):
    """A field and its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = self._fields(self.tr("&Field"))
        self.value = self._line(self.tr("&Value"))

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Set the field."""
        name = self.field.currentText().strip()
        return SetField(paths, name, self.value.text()) if name else None


class RemoveFieldForm(BulkForm):
    """A field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = self._fields(self.tr("&Field"))

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Remove the field."""
        name = self.field.currentText().strip()
        return SetField(paths, name, None) if name else None


class KeywordForm(BulkForm):
    """A keyword.

    Args:
        removes: whether the keyword is removed, not added.
        parent: the owner.
    """

    def __init__(self, removes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._removes = removes
        self._field = SubjectField(self)
        self._field.setAccessibleDescription("")
        self.keyword = self._line(self.tr("&Keyword"), self._field)

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Add or remove it."""
        keyword = self.keyword.text().strip()
        if not keyword:
            return None
        return RemoveKeyword(paths, keyword) if self._removes else AddKeyword(paths, keyword)

    def offer(self, offers: Offers) -> None:
        """All keywords."""
        self._field.offer(offers.topics)


class ReplaceForm(BulkForm):
    """The text to find in answers, and its replacement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = self._line(self.tr("Fin&d"))
        self.replacement = self._line(self.tr("Re&place with"))
        self.match_case = self._check(self.tr("&Match case"), checked=True)
        self.regex = self._check(self.tr("Regular e&xpression"))

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Replace it."""
        if not self.wanted.text() or self.fault():
            return None
        return ReplaceText(
            paths, self.wanted.text(), self.replacement.text(), self.regex.isChecked(), self.match_case.isChecked()
        )

    def fault(self) -> str:
        """What is wrong with a regular expression."""
        return Library.expression_fault(self.wanted.text()) if self.regex.isChecked() else ""


class SubjectForm(BulkForm):
    """A subject and its new name."""

    everywhere = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject, self._new = SubjectField(self), SubjectField(self)
        self.subject = self._line(self.tr("&Subject"), self._subject)
        self.new = self._line(self.tr("New &name"), self._new)
        self.new.setPlaceholderText(self.tr("If the name exists already, the two are merged"))
        self.move_files = self._check(self.tr("&Move files into the new subject's folder"))

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Rename it, or merge it into another one."""
        subject, new = self.subject.text().strip(), self.new.text().strip()
        if not subject or not new or subject == new:
            return None
        return RenameSubject(subject, new, self.move_files.isChecked())

    def offer(self, offers: Offers) -> None:
        """All subjects."""
        self._subject.offer(offers.subjects)
        self._new.offer(offers.subjects)


class TopicForm(BulkForm):
    """A topic and its new name."""

    everywhere = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topic, self._new = SubjectField(self), SubjectField(self)
        for field in (self._topic, self._new):
            field.setAccessibleDescription("")
        self.topic = self._line(self.tr("&Topic"), self._topic)
        self.new = self._line(self.tr("New &name"), self._new)
        self.new.setPlaceholderText(self.tr("If the name exists already, the two are merged"))

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Rename it, or merge it into another one."""
        topic, new = self.topic.text().strip(), self.new.text().strip()
        return RenameTopic(topic, new) if topic and new and topic != new else None

    def offer(self, offers: Offers) -> None:
        """All topics."""
        self._topic.offer(offers.topics)
        self._new.offer(offers.topics)


class RenumberForm(BulkForm):
    """The first id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = self._line(self.tr("&First id"))
        self.start.setValidator(QIntValidator(0, MOST_ID, self))
        self.start.setPlaceholderText(self.tr("The first free one"))

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Renumber the ids in the order of the list."""
        text = self.start.text()
        return RenumberIds(paths, int(text) if text else None)


class RepairForm(BulkForm):
    """A rule.

    Args:
        repairs: rule -> (its title, the repairs of all its findings).
        parent: the owner.
    """

    everywhere = True

    def __init__(self, repairs: Mapping[str, tuple[str, Sequence[Edit]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repairs = repairs
        self.rule = QComboBox(self)
        for rule, (words, edits) in repairs.items():
            self.rule.addItem(f"{words} ({len(edits)})", rule)
        self.rule.currentIndexChanged.connect(self.changed)
        add_row(self._rows, self.tr("&Rule"), self.rule)

    def edit(self, paths: tuple[str, ...]) -> Edit | None:
        """Repair everything that the rule has found, as far as nothing is lost."""
        rule = self.rule.currentData()
        if rule is None:
            return None
        words, edits = self._repairs[rule]
        return Bulk(Several(tuple(edits), self.tr("Repair: {0}").format(words)))
