"""A library whose every document tries to get out: to the network, to the disk, into the program's own texts."""

from __future__ import annotations

from pathlib import Path

HOST = "192.0.2.1"
"""An address that is nobody's (RFC 5737)."""

TARGETS = (
    f"http://{HOST}/x.png",
    f"https://{HOST}/x.css",
    f"//{HOST}/x.png",
    f"\\\\{HOST}\\share\\x.png",
    f"smb://{HOST}/share",
    f"ftp://{HOST}/x",
    "http://example.org/x.png",
    f"file://{HOST}/share/x.png",
    "file:///etc/hostname",
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "../../../../etc/hostname",
    "%2e%2e/%2e%2e/%2e%2e/etc/hostname",
    "/etc/hostname",
    "x-custom:run",
)

MARKUP = (
    '<script src="{0}"></script>',
    '<img src="{0}" onerror="location=\'{0}\'">',
    '<iframe src="{0}"></iframe>',
    '<object data="{0}"></object><embed src="{0}">',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{0}"/></svg>',
    '<link rel="stylesheet" href="{0}"><style>@import url({0}); p {{ background: url({0}); }}</style>',
    '<p style="background-image:url({0})">x</p><table background="{0}"><tr><td>y</td></tr></table>',
    '<meta http-equiv="refresh" content="0;url={0}"><base href="{0}">',
    "![picture]({0})",
    "[link]({0}) <{0}>",
    "[![picture]({0})]({0})",
    "$\\href{{{0}}}{{x}} \\includegraphics{{{0}}} \\require{{{0}}}$",
)

EVIL = '<img src="http://192.0.2.1/t.png"><b>bold</b>&amp;'
"""For titles, subjects and keywords: what Qt would take for rich text if it were let."""


def write_hostile_library(folder: Path) -> int:
    """Write it.

    Returns:
        How many documents it has; two files more are none: a link out of the library and one with a NUL.
    """
    outside = folder.parent / "outside"
    outside.mkdir(parents=True)
    (outside / "secret.md").write_text("# Secret\n\noutside", encoding="utf-8")
    answers = ["\n\n".join(form.format(target) for form in MARKUP) for target in TARGETS]
    answers += ["[" * 3000 + "x" + "]" * 3000, "> " * 500 + "deep", "- " * 500 + "deep", "a\x01b \ufdd0 \u202e gnp.exe"]
    folder.mkdir()
    for number, answer in enumerate(answers):
        name = f"doc{number}\u202e.md" if number % 5 == 0 else f"doc{number}.md"
        fields = f"title: '{number} {EVIL}'\nsubject: '{EVIL}'\nkeywords: ['{EVIL}', 'http://{HOST}/k']\n"
        related = f"related_article1:\n  title: '{EVIL}'\n  url: http://{HOST}/r\n  subject: '{EVIL}'\n"
        (folder / name).write_text(f"---\n{fields}{related}---\n\n{answer}\n", encoding="utf-8")
    (folder / "link.md").symlink_to(outside / "secret.md")
    (folder / "nul.md").write_bytes(b"# a\0b\n\ntext")
    return len(answers)
