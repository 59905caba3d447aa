"""The answer pane: one document, well set, with its find bar."""

from __future__ import annotations

from qtbrowser.gui.pane.answer_pane import AnswerPane

__all__ = ["AnswerPane"]
