"""Controls that a screen reader would read without a name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_ROLES = QAccessible.Role
NAMED_ROLES = {
    _ROLES.Button,
    _ROLES.ButtonDropDown,
    _ROLES.ButtonMenu,
    _ROLES.CheckBox,
    _ROLES.ComboBox,
    _ROLES.Dialog,
    _ROLES.EditableText,
    _ROLES.Grip,
    _ROLES.Link,
    _ROLES.List,
    _ROLES.MenuItem,
    _ROLES.PageTab,
    _ROLES.RadioButton,
    _ROLES.Slider,
    _ROLES.SpinBox,
    _ROLES.Table,
    _ROLES.Tree,
    _ROLES.Window,
}
"""What can be operated, or is a place of its own."""


def nameless(top: QWidget) -> list[str]:
    """The visible controls of a window or dialog that have no name: role, class and object name of each."""
    found = []
    for interface in _walk(QAccessible.queryAccessibleInterface(top)):
        one = interface.object()
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{interface.role().name} {one}")
    return found


def _walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if interface.state().invisible:
        return
    if interface.role() in NAMED_ROLES:
        yield interface
    if interface.role() not in (_ROLES.Table, _ROLES.Tree, _ROLES.List):
        for number in range(interface.childCount()):
            child = interface.child(number)
            if child is not None:
                yield from _walk(child)
