from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.link_words import link_tooltip
from qtbrowser.gui.pane.page_links import LinkKind, PageLink, read_link
from qtbrowser.gui.pane.plain_tooltips import TEXT_LIMIT, shorten_middle, visible

HOSTILE = "<img src=http://example.org/x.png><b>bold</b>&lt;i&gt;<script>alert(1)</script>"


TEXTS = [HOSTILE, "<b>", "\n<b>x</b>", "&lt;", "<?xml version='1.0'?>", "", "plain", "\u2028<b>x</b>", "<!-- -->"]


def is_shown_rich(text: str) -> bool:
    """Whether Qt takes `text` for rich text in a tooltip: it breaks the lines of such a one only."""
    QToolTip.showText(QPoint(1, 1), text)
    tips = [widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel")]
    (tip,) = (tip for tip in tips if isinstance(tip, QLabel) and tip.text() == text)
    return tip.wordWrap()


def test_the_way_of_telling_works(qtbot: QtBot) -> None:
    assert is_shown_rich("<b>bold</b>")
    assert not is_shown_rich("plain")


@pytest.mark.parametrize("kind", list(LinkKind))
def test_tooltips_are_never_rich_text(qtbot: QtBot, kind: LinkKind) -> None:
    for text in TEXTS:
        assert not is_shown_rich(link_tooltip(PageLink(kind, text, text), text))


def test_a_tooltip_tells_the_whole_target() -> None:
    told = link_tooltip(read_link("https://example.org/" + "a" * 300))
    assert told.replace("\n", "").endswith("https://example.org/" + "a" * 300)
    assert max(map(len, told.splitlines())) <= 80


def test_long_text_is_shortened_in_the_middle() -> None:
    text = "start" + "x" * 5000 + "end"
    short = shorten_middle(text)
    assert len(short) <= TEXT_LIMIT
    assert short.startswith("start")
    assert short.endswith("end")
    assert " … " in short


def test_what_can_not_be_seen_is_written_out() -> None:
    assert visible("safe\u202egnp.exe\0") == "safe\\u202egnp.exe\\u0000"
