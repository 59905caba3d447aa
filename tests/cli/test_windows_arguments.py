"""Arguments that end in a backslash, as Windows passes them."""

from __future__ import annotations

import pytest

from qtbrowser.cli.windows_arguments import arguments_as_meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ('C:"', "C:\\"),
        ('d:\\my library"', "d:\\my library\\"),
        ('\\\\server\\share"', "\\\\server\\share\\"),
        ("C:\\library", "C:\\library"),
        ('subject:"glue"', 'subject:"glue"'),
        ('"two words"', '"two words"'),
        ('C:\\a" --theme dark', 'C:\\a" --theme dark'),
        ("", ""),
    ],
)
def test_a_path_that_lost_its_last_backslash_gets_it_back(word: str, meant: str) -> None:
    assert arguments_as_meant([word, "b"], "win32") == [meant, "b"]
    assert arguments_as_meant([word, "b"], "linux") == [word, "b"]
