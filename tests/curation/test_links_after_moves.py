"""After any moves, renames and merges every link leads where it led before; nothing else in the texts has changed."""

from __future__ import annotations

import posixpath
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qtbrowser.catalog.link_targets import Named, Resolver, stored_names
from qtbrowser.curation.edits import Edit, MergeDocuments, MoveDocument, RenameDocument, Several
from qtbrowser.documents.folder_kind import NO_SITE, FolderKind, FolderKinds, names_of_kinds
from qtbrowser.documents.library_file import FILE
from qtbrowser.documents.reader import parse_document
from qtbrowser.library import Library
from qtbrowser.markup.markdown_links import link_places

PLACES = ("drinks/tea.md", "drinks/black-tea.md", "food/cake.md", "food/pie (old).md", "travel/far/road.md")
KINDS = {"plain": FolderKind.PLAIN, "obsidian": FolderKind.OBSIDIAN, "hugo": FolderKind.HUGO}
MARKERS = {"obsidian": ".obsidian/app.json", "hugo": "hugo.toml"}
# {rel} the path from the document, {quoted} the same percent-encoded, {root} the path in the library, {note} the name.
FORMS = {
    "plain": (
        "[a]({quoted})", "[a [b]](<{rel}#part> 'title')", "[![p](x.png)]({quoted}?q#f)", "[a\nb](\n  {quoted}\n'T')",
        "[a](/{quotedroot})", "<a class=c href=\"{rel}\">w</a>", "<div>\n<a href='{quoted}#x'>w</a>\n</div>",
        "> [one]: {quoted}\n\n[one]", "[two]: <{rel}>\n  'T'\n", "| a | b |\n|---|---|\n| x | [c\\|d]({quoted}) |",
        "## [h]({quoted}) ##", "- a\n\n  1. [i]({quoted})\n", "[x]({url})", "[^1]\n\n[^1]: [n]({quoted})",
        "`[a]({quoted})` $x^{{2}}[a]({quoted})$ <!-- [a]({quoted}) -->", "    [code]({quoted})",
    ),
    "obsidian": ("[[{note}]]", "![[{note}#Part|words]]", "| a |\n|---|\n| [[{note}\\|w]] |", "[a]({quoted})",
                 "[[{noteroot}^id]]", "`[[{note}]]`"),
    "hugo": ('[a]({{{{< ref "{rel}" >}}}})', '{{{{< note >}}}}[b]({quoted}){{{{< /note >}}}}',
             "[a]({{{{% relref \"/{root}#f\" %}}}})", "<a href='{{{{< ref \"{rel}\" >}}}}'>w</a>", "[c]({quoted})"),
}  # fmt: skip


def _text(number: int, kind: str, forms: list[str], related: list[str]) -> str:
    path = PLACES[number]
    front = f"title: T{number}\nsubject: {path.split('/')[0].title()}\n"
    front += f"url: /site/u{number}\n" if kind == "plain" else ""
    front += "related:\n" + "".join(f'  - "{link}"  # why\n' for link in related) if related else ""
    return f"---\n{front}---\nT{number} begins.\n\n" + "\n\n".join(forms) + "\n"


def _written(form: str, base: str, target: str) -> str:
    rel = posixpath.relpath(target, posixpath.dirname(base))
    stem = target.removesuffix(".md")
    return form.format(
        rel=rel, quoted=quote(rel), root=target, quotedroot=quote(target), url=f"/site/u{PLACES.index(target)}",
        note=stem.rpartition("/")[2], noteroot=stem,
    )  # fmt: skip


def _names(texts: Mapping[str, str], kinds: FolderKinds) -> Resolver:
    named: dict[int, list[Named]] = defaultdict(list)
    for path, text in texts.items():
        for number, rank in stored_names(parse_document(text, path, kinds.of(path)), NO_SITE):
            named[number].append(Named(rank, path))
    return Resolver(
        lambda hashes: {number: named[number] for number in hashes if number in named}, lambda _: False, kinds
    )


def _links(path: str, text: str, kinds: FolderKinds) -> tuple[list[str], list[str]]:
    """The addresses of a text's links, and what is around their targets."""
    answer = parse_document(text, path, kinds.of(path)).answer
    around, position, addresses = [], 0, []
    for place in link_places(answer, names_of_kinds(kinds.of(path))):
        around.append(answer[position : place.start])
        addresses.append(place.address)
        position = place.end
    return addresses, [*around, answer[position:]]


@st.composite
def libraries(draw: st.DrawFn, kind: str) -> tuple[dict[str, str], Edit]:
    """Texts that link to each other, and edits of them."""
    texts = {}
    for number, base in enumerate(PLACES):
        forms = draw(st.lists(st.sampled_from(FORMS[kind]), max_size=4, unique=True))
        written = [_written(form, base, draw(st.sampled_from(PLACES))) for form in forms]
        others = draw(st.lists(st.sampled_from([path for path in PLACES if path != base]), max_size=2, unique=True))
        form = draw(st.sampled_from(["{rel}", "/{root}", "{url}"] if kind == "plain" else ["{rel}"]))
        texts[base] = _text(number, kind, written, [_written(form, base, other) for other in others])
    order = draw(st.permutations(PLACES))
    edits: list[Edit] = [
        MoveDocument(order[0], draw(st.sampled_from(["Food", "Travel", "New"]))),
        RenameDocument(order[1], draw(st.sampled_from(["a b.md", "x(1).md", "green-tea.md"]))),
        MergeDocuments(order[2], (order[3],)),
        RenameDocument(order[2], "survivor.md"),
        MoveDocument(order[4], "Drinks"),
    ]
    return texts, Several(
        tuple(draw(st.lists(st.sampled_from(edits), min_size=1, max_size=4, unique_by=repr))), "Several"
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_links_lead_where_they_led(kind: str, data: st.DataObject) -> None:
    texts, edit = data.draw(libraries(kind))
    kinds = FolderKinds({"": KINDS[kind]})
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        for path, text in {**texts, **({MARKERS[kind]: ""} if kind in MARKERS else {})}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
        with Library.open(root, cache_dir=Path(folder) / "cache") as library:
            *_, progress = library.plan(edit)
    changes = progress.change_set
    assert changes is not None
    assert changes.refused == ()
    moved = dict(changes.moves)
    after = dict(texts)
    for file in changes.files:
        after.pop(file.path, None)
    for file in changes.files:
        if file.path != FILE and file.after is not None:
            after[file.path] = file.after.decode()
    gone = {path for path in texts if moved.get(path, path) not in after}
    merged = next((part for part in getattr(edit, "edits", ()) if isinstance(part, MergeDocuments)), None)

    def now(path: str | None) -> str | None:
        if path in gone:
            assert merged is not None
            path = merged.survivor
        return None if path is None else moved.get(path, path)

    before_names, after_names = _names(texts, kinds), _names(after, kinds)
    for path, text in texts.items():
        if path in gone:
            continue
        addresses, around = _links(path, text, kinds)
        new_path = moved.get(path, path)
        new_addresses, new_around = _links(new_path, after[new_path], kinds)
        assert new_around == around, (path, after[new_path])
        led = [now(before_names.document(address, path)) for address in addresses]
        assert [after_names.document(address, new_path) for address in new_addresses] == led, (path, after[new_path])
        if merged is not None and path == merged.survivor:
            continue  # it has the related documents of both
        led = [now(before_names.document(link, path)) for link in _related(path, text, kinds)]
        new = _related(new_path, after[new_path], kinds)
        # A document that two have become is named once, and none names itself.
        wanted = [one for one in dict.fromkeys(led) if one != new_path]
        assert [after_names.document(link, new_path) for link in new] == wanted, (path, after[new_path])


def _related(path: str, text: str, kinds: FolderKinds) -> list[str]:
    return [link.url for link in parse_document(text, path, kinds.of(path)).related]


@pytest.mark.parametrize(
    ("marker", "path", "name", "link", "renamed"),
    [
        ("_Sidebar.md", "Bone-Glue.md", "Hide-Glue.md", "[[Bone Glue]]", "[[Hide Glue]]"),
        ("_Sidebar.md", "Bone-Glue.md", "Hide-Glue.md", "[[our glue|Bone Glue#use]]", "[[our glue|Hide Glue#use]]"),
        ("logseq/config.edn", "pages/A___b.md", "A___c.md", "- #[[A/b]]", "- #[[A/c]]"),
        ("logseq/config.edn", "pages/A___b.md", "A___c.md", "- [[alias]]", "- [[alias]]"),
        ("astro.config.mjs", "b.md", "c.md", "[x](b.md)", "[x](c.md)"),
        (".gitbook.yaml", "b.md", "c.md", '{% page-ref page="b.md" %}', '{% page-ref page="c.md" %}'),
        ("myst.yml", "b.md", "c.md", "```{toctree}\nb\n```", "```{toctree}\nc\n```"),
        ("_sidebar.md", "b.md", "c.md", '[x](b?id=y ":class=z") b', '[x](c?id=y ":class=z") b'),
    ],
)
def test_names_of_pages_and_tags_are_renamed(
    tmp_path: Path, marker: str, path: str, name: str, link: str, renamed: str
) -> None:
    root = tmp_path / "library"
    said = "* [[Home]]" if marker == "_Sidebar.md" else f"* [b]({path})"
    for file, text in {marker: said, path: "alias:: alias\n\nwords\n", "pages/a.md": link, "a.md": link}.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(text.encode())
    with Library.open(root, cache_dir=tmp_path / "cache") as library:
        *_, progress = library.plan(RenameDocument(path, name))
    assert progress.change_set is not None
    after = {file.path: file.after for file in progress.change_set.files}
    assert after.get("a.md", link.encode()) == renamed.encode()
