"""Documents for the rules: one that nothing is wrong with, and variations of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from qtbrowser.curation.checks.fact_lookup import FactLookup
from qtbrowser.curation.checks.fact_store import FactStore, Looked
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.documents.scan import Stamp
from qtbrowser.library import Library

TODAY = date(2025, 6, 1)

_SENTENCES = (
    "Bread rises because yeast turns sugar into gas, which the dough holds in many small bubbles. "
    "Warmth speeds the yeast up and cold slows it down, so that a dough can rest in the cellar over night. "
    "Salt makes the dough firmer, and too much of it stops the yeast altogether. "
    "Kneading joins the proteins of the flour to a net that keeps the gas from leaving the loaf."
)


def document(name: str = "why-does-bread-rise", subject: str = "Baking", **changes: object) -> str:
    """A document in the first form; a field that is changed to None is left out.

    Args:
        name: its address and file name; nothing is wrong where the file is ``learn/<subject>/<name>.md``.
        subject: its subject.
        changes: fields with other values, written as they are; ``extra`` stands at the end.
    """
    folder = subject.lower().replace(" ", "-")
    title = name.replace("-", " ").capitalize() + "?"
    unlike = " ".join(f"{word} {number}" for number, word in enumerate((name + "-" + folder).split("-") * 9))
    fields: dict[str, object] = {
        "_schema": "default",
        "id": sum(map(ord, name + folder)),
        "date": "2025-01-28",
        "title": title,
        "article_title": title,
        "seo": "",
        "  page_keywords": "bread, yeast",
        "question": title,
        "answer": f">-\n    {_SENTENCES} {unlike}.",
        "subject": subject,
        "file_name": f"{name}.md",
        "url": f"/learn/{folder}/questions/{name}",
        "extra": "",
    }
    for field, value in changes.items():
        fields["  page_keywords" if field == "page_keywords" else field] = value
    extra = fields.pop("extra")
    lines = [f"{field}: {value}".rstrip() for field, value in fields.items() if value is not None]
    return "\n".join(["---", *lines, *([str(extra)] if extra else []), "---", "", "&nbsp;"])


def related(number: int, name: str, subject: str = "Baking", identity: int | None = None) -> str:
    """The field of a related question."""
    folder = subject.lower().replace(" ", "-")
    return (
        f"related_article{number}:\n    id: {identity or sum(map(ord, name + folder))}\n"
        f"    title: {name.replace('-', ' ').capitalize()}?\n    subject: {subject}\n"
        f"    url: /learn/{folder}/questions/{name}"
    )


def library_of(
    facts: Iterable[Facts], store_file: Path, is_file: Callable[[str], bool] = lambda _path: False
) -> WholeLibrary:
    """The library that some facts are of, as the rules see it.

    Args:
        facts: the facts of all files.
        store_file: where they are stored.
        is_file: tells whether there is a file at a library path.
    """
    store = FactStore(store_file)
    store.write([Looked(Stamp(one.path, 1, 1), one) for one in facts])
    store.sort_keys()
    return WholeLibrary(FactLookup(store), is_file, TODAY.isoformat())


def check(folder: Path, files: Mapping[str, str | bytes], *rules: str) -> list[Finding]:
    """Write files into a library and check it."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return findings(folder, *rules)


def findings(folder: Path, *rules: str, today: date = TODAY) -> list[Finding]:
    """Check a library."""
    found: tuple[Finding, ...] | None = None
    with Library.open(folder, refresh=False) as library:
        for progress in library.check(rules or None, today=today):
            found = progress.findings
    assert found is not None
    return list(found)
