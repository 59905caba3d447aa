"""Links whose names other documents take, or have too, are written so that they lead where they led."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.curation.edits import Edit, MergeDocuments, MoveDocument, RenameDocument, Several
from qtbrowser.library import Library

VAULT = {".obsidian/app.json": ""}
ALIAS = "---\naliases: [Boninall]\n---\nText.\n"

# Files with their texts, edits, and the texts that others are to have afterwards.
CASES: dict[str, tuple[dict[str, str], tuple[Edit, ...], dict[str, str]]] = {
    "a note gets the name that a link has": (
        {**VAULT, "z/note.md": "One.\n", "c/x.md": "[[note]] [[top|t]]\n", "top.md": "Two.\n"},
        (RenameDocument("top.md", "note.md"),),
        {"c/x.md": "[[z/note]] [[note|t]]\n"},
    ),
    "the nearer one of two with an alias moves": (
        {
            **VAULT,
            "people/a.md": ALIAS,
            "people/b.md": ALIAS,
            "people/k.md": "![[Boninall#Top|B]]\n",
            "far/z.md": "Z.\n",
        },
        (MoveDocument("people/a.md", "far"),),
        {"people/k.md": "![[far/a#Top|B]]\n"},
    ),
    "the document with the link comes near another note of the name": (
        {**VAULT, "a/note.md": "One.\n", "b/note.md": "Two.\n", "b/more.md": "M.\n", "c/x.md": "[[note]]\n"},
        (MoveDocument("c/x.md", "b"),),
        {"b/x.md": "[[a/note]]\n"},
    ),
    "a move and a renaming in one plan": (
        {**VAULT, "c/x.md": "X.\n", "b/n.md": "[[x#Part]]\n"},
        (MoveDocument("c/x.md", "New"), RenameDocument("c/x.md", "new name.md")),
        {"b/n.md": "[[new name#Part]]\n"},
    ),
    "two moves on a site": (
        {
            "hugo.toml": "",
            "content/a/index.md": '---\ntitle: A\n---\n[n]({{< ref "/b/note.md#f" >}}) [p](/b/note/)\n',
            **{f"content/{place}.md": f"---\ntitle: {place}\n---\nText.\n" for place in ("b/note", "c/x", "d/y")},
        },
        (MoveDocument("content/b/note.md", "C"), MoveDocument("content/b/note.md", "D")),
        {"content/a/index.md": '---\ntitle: A\n---\n[n]({{< ref "/d/note.md#f" >}}) [p](/d/note/)\n'},
    ),
    "an address with a slug": (
        {
            "hugo.toml": "",
            "content/a/one.md": "---\ntitle: One\nslug: uno\n---\nText.\n",
            "content/b/two.md": "---\ntitle: Two\n---\n[u](/a/uno/#f) [o](/a/one)\n",
        },
        (MoveDocument("content/a/one.md", "B"),),
        {"content/b/two.md": "---\ntitle: Two\n---\n[u](/b/uno/#f) [o](/b/one)\n"},
    ),
    "the address of a post": (
        {
            "_config.yml": "title: x\n",
            "_posts/2024-01-02-p.md": "---\ntitle: P\n---\nText.\n",
            "a/n.md": "---\ntitle: N\n---\n[s](/2024/01/02/p.html) [t](/2024/01/02/p/)\n",
        },
        (RenameDocument("_posts/2024-01-02-p.md", "2024-02-03-q.md"),),
        {"a/n.md": "---\ntitle: N\n---\n[s](/2024/02/03/q.html) [t](/2024/02/03/q/)\n"},
    ),
    "an address that does not change": (
        {
            "hugo.toml": '[permalinks]\nb = "/:year/:slug/"\n',
            "content/b/p.md": "---\ntitle: Post\ndate: 2024-05-06\n---\n[p](/2024/post/)\n",
            "content/c/q.md": "---\ntitle: Q\n---\nText.\n",
        },
        (RenameDocument("content/b/p.md", "q.md"),),
        {"content/b/q.md": "---\ntitle: Post\ndate: 2024-05-06\n---\n[p](/2024/post/)\n"},
    ),
    "an alias of two pages on a site": (
        {
            "hugo.toml": "",
            "content/a/one.md": "---\ntitle: One\naliases: [/s/]\n---\nText.\n",
            "content/b/two.md": "---\ntitle: Two\naliases: [/s/]\n---\n[s](/s/)\n",
        },
        (MoveDocument("content/a/one.md", "B"),),
        {"content/b/two.md": "---\ntitle: Two\naliases: [/s/]\n---\n[s](/b/two/)\n"},
    ),
    "a tag of Jekyll in a folder": (
        {
            "_config.yml": "title: x\n",
            "c/n.md": "---\ntitle: N\n---\n[a]({% link b/x.md %})\n",
            "b/x.md": "---\n---\nX.\n",
        },
        (RenameDocument("b/x.md", "y z.md"),),
        {"c/n.md": "---\ntitle: N\n---\n[a]({% link b/y z.md %})\n"},
    ),
    "a name that a document had for one step only": (
        {
            "b/q.md": "---\ntitle: Q\naliases: [/al]\n---\n[self](/al)\n",
            **{f"{place}.md": f"---\ntitle: {place}\n---\nText.\n" for place in ("top", "a/x")},
        },
        (RenameDocument("top.md", "al.md"), RenameDocument("top.md", "other.md")),
        {},
    ),
    "related questions, too": (
        {
            "c/x.md": "---\ntitle: X\nrelated:\n- /al\n---\nText.\n",
            "b/q.md": "---\ntitle: Q\naliases: [/al]\n---\nText.\n",
            "top.md": "---\ntitle: T\n---\nText.\n",
        },
        (RenameDocument("top.md", "al.md"),),
        {"c/x.md": "---\ntitle: X\nrelated:\n- /b/q.md\n---\nText.\n"},
    ),
    "an address that an alias had": (
        {
            "hugo.toml": "",
            "content/c/x.md": "---\ntitle: X\n---\n[go](/al#f) [near](al/)\n",
            "content/b/q.md": "---\ntitle: Q\naliases: [/al, /c/al]\n---\nText.\n",
            "content/top.md": "---\ntitle: T\n---\nText.\n",
        },
        (RenameDocument("content/top.md", "al.md"),),
        {"content/c/x.md": "---\ntitle: X\n---\n[go](/b/q#f) [near](../b/q/)\n"},
    ),
    "a merged note": (
        {**VAULT, "a/one.md": "One.\n", "b/two.md": "Two.\n", "k.md": "[[two]]\n", "b/k.md": "[[one]]\n"},
        (MergeDocuments("a/one.md", ("b/two.md",)), RenameDocument("a/one.md", "two.md")),
        {"k.md": "[[two]]\n", "b/k.md": "[[two]]\n"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_links_lead_where_they_led(tmp_path: Path, name: str) -> None:
    files, edits, wanted = CASES[name]
    root = tmp_path / "library"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    with Library.open(root, cache_dir=tmp_path / "cache") as library:
        *_, planned = library.plan(Several(edits, name))
    assert planned.change_set is not None
    assert planned.change_set.refused == ()
    after = {file.path: (file.after or b"").decode() for file in planned.change_set.files}
    texts = {**files, **after}
    assert {path: texts[path] for path in wanted or {"b/q.md": ""}} == (wanted or {"b/q.md": files["b/q.md"]})
