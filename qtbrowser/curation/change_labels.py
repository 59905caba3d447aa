"""Makes the labels of edits that the history shows."""

from __future__ import annotations

from pathlib import PurePosixPath

from qtbrowser.curation import edits
from qtbrowser.curation.edits import Edit

_LONGEST = 120
"""Characters of a name or value; whoever shows a label cuts it where there is less room."""


def label_of(edit: Edit) -> str:
    """A short text of what an edit does: ``Set subject to Physics in 12 documents``."""
    match edit:
        case edits.SetField(paths, field, None):
            return f"Remove {field} from {_documents(paths)}"
        case edits.SetField(paths, field, value):
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            return f"Set {field} to {_short(shown)} in {_documents(paths)}"
        case edits.AddKeyword(paths, keyword):
            return f"Add the keyword {_short(keyword)} to {_documents(paths)}"
        case edits.RemoveKeyword(paths, keyword):
            return f"Remove the keyword {_short(keyword)} from {_documents(paths)}"
        case edits.ReplaceText(paths, find, replacement):
            return f"Replace {_short(find)} by {_short(replacement) or 'nothing'} in {_documents(paths)}"
        case edits.DeleteDocuments(paths):
            return f"Delete {_documents(paths)}"
        case edits.CleanText(paths):
            return f"Clean the text of {_documents(paths)}"
        case edits.ConvertToUtf8(paths):
            return f"Convert {_documents(paths)} to UTF-8"
        case edits.RenumberIds(paths):
            return f"Renumber {_documents(paths)}"
        case edits.Several(_, label):
            return label
        case edits.Bulk(inner):
            return label_of(inner)
        case _:
            return _label_of_one(edit)


def _label_of_one(edit: Edit) -> str:
    match edit:
        case edits.SetRelated(path) | edits.AddRelated(path) | edits.SetAnswer(path) | edits.SaveDocument(path):
            return f"Edit {_name(path)}"
        case edits.MoveDocument(path, subject):
            return f"Move {_name(path)} to {_short(subject)}"
        case edits.RenameDocument(path, file_name):
            return f"Rename {_name(path)} to {_short(file_name)}"
        case edits.CreateDocument(fields):
            return f"New document {_short(str(fields.get('title', '')))}".rstrip()
        case edits.QuoteFields(paths):
            return f"Quote fields of {_documents(paths)}"
        case edits.DuplicateDocument(path):
            return f"Duplicate {_name(path)}"
        case edits.RenameSubject(subject, new):
            return f"Rename the subject {_short(subject)} to {_short(new)}"
        case edits.RenameTopic(topic, new):
            return f"Rename the topic {_short(topic)} to {_short(new)}"
        case edits.MergeDocuments(survivor, others, any_survivor=True):
            return f"Merge {_documents((survivor, *others))}"
        case edits.MergeDocuments(survivor, others):
            return f"Merge {_documents(others)} into {_name(survivor)}"
        case _:
            return type(edit).__name__


def _documents(paths: tuple[str, ...]) -> str:
    if len(paths) == 1:
        return _name(paths[0])
    return f"{len(paths):,} documents"


def _name(path: str) -> str:
    return _short(PurePosixPath(path).name)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
