"""The question that is asked before another program opens a file of the library."""

from __future__ import annotations

from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from qtbrowser.gui.pane.plain_tooltips import shorten_middle, visible

_CONTEXT = "FileQuestion"
_PROGRAMS = frozenset(
    ".action .app .appimage .application .appinstaller .appref-ms .appx .appxbundle .bat .chm .cmd .com .command .cpl"
    " .desktop .diagcab .dll .dmg .exe .gadget .hlp .hta .htm .html .img .inf .ins .iqy .iso .isp .jar .jnlp .job .js"
    " .jse .library-ms .lnk .mht .mhtml .msc .msh .msi .msix .msixbundle .msp .mst .paf .pif .pkg .pl .ps1 .ps1xml"
    " .psc1 .psd1 .psm1 .py .pyc .pyw .pyz .pyzw .rb .rdp .reg .run .scf .scpt .scr .sct .search-ms .searchconnector-ms"
    " .settingcontent-ms .sh .shb .shs .slk .svg .terminal .theme .themepack .tool .udl .url .vb .vbe .vbs .vhd .vhdx"
    " .webloc .website .workflow .ws .wsc .wsf .wsh .xbap .xhtml .xll".split()
)
"""Suffixes of files that the system may run, or that run scripts; these are shown in their folder alone.

An image of a disk is among them: what is in one is run without the question about files from the network.
"""


class FileQuestion(QMessageBox):
    """Asks whether a file is opened by the system's program for it, or shown in its folder.

    Args:
        path: its library path.
        parent: the window that it belongs to.

    Attributes:
        open_button: None for files that may be programs.
        folder_button: shows the folder.
    """

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self.setObjectName("file_question")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIcon(QMessageBox.Icon.Question)
        name = shorten_middle(visible(path))
        self.open_button = None
        role = QMessageBox.ButtonRole.AcceptRole
        if may_be_program(path):
            self.setText(translate(_CONTEXT, "{0} may be a program, and is not opened from a page.").format(name))
        else:
            self.setText(translate(_CONTEXT, "Open {0} with the system's program for it?").format(name))
            self.open_button = self.addButton(translate(_CONTEXT, "&Open"), role)
        self.folder_button = self.addButton(translate(_CONTEXT, "&Show in folder"), role)
        # A standard button would have the desktop's icon, which is dark in dark themes, too.
        cancel = self.addButton(translate(_CONTEXT, "&Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)


def may_be_program(path: str) -> bool:
    """Whether the system may run a file of this name, which its suffix tells, also a last but one."""
    return any(suffix in _PROGRAMS for suffix in PurePosixPath(path.lower().rstrip(". ")).suffixes)
