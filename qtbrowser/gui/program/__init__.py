"""The application: the main window, opening a library, commands, dialogs of help, screenshots and the self-test."""

from __future__ import annotations
