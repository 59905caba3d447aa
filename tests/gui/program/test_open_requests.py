"""What macOS asks a running program to open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal

from qtbrowser.gui.program.open_requests import OpenRequests
from tests.gui.conftest import Person, question, write

SCRIPT = """
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from qtbrowser.gui.program.application import make_application
app = make_application()
for address in ("file:///a%20library/b.md", "qtbrowser:search/two%20words"):
    QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl(address)))
print(app.take_addresses(), app.take_addresses())
"""


class Asking(QObject):
    """What an application tells that is asked to open addresses."""

    asked = Signal()

    def __init__(self, *addresses: str) -> None:
        super().__init__()
        self.addresses = list(addresses)

    def take_addresses(self) -> list[str]:
        taken, self.addresses = self.addresses, []
        return taken


def test_the_application_keeps_what_it_is_asked_to_open() -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "['file:///a%20library/b.md', 'qtbrowser:search/two%20words'] []"


def test_it_is_opened_in_the_window(person: Person, tmp_path: Path) -> None:
    window = person.window
    other = tmp_path / "other library"
    write(other, "two.md", question("Are two enough?", "Numbers", "Yes."))
    app = Asking(QUrl.fromLocalFile(str(other / "two.md")).toString(QUrl.ComponentFormattingOption.FullyEncoded))
    requests = OpenRequests(app, window.opening, window.panels.messages, window)  # type: ignore[arg-type]
    person.wait(lambda: window.reading.title == "Are two enough?" and window.is_settled)
    assert window.session.folder == other.resolve()
    app.addresses.append("qtbrowser:search/enough")
    app.asked.emit()
    person.wait(lambda: window.panels.search.text() == "enough" and window.is_settled)
    requests.deleteLater()


def test_what_can_not_be_opened_is_told(person: Person) -> None:
    app = Asking("qtbrowser:nothing/of-it")
    OpenRequests(app, person.window.opening, person.window.panels.messages, person.window)  # type: ignore[arg-type]
    assert "leads to no document" in person.message()
