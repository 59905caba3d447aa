"""Splits a file into its front matter and its body: YAML (``---``), TOML (``+++``), JSON (``{ ... }``) or none.

python-frontmatter does the splitting and finds the format; the three handlers here say how each is read:

- YAML by `parse_plain_yaml` where it is as plain as generated files are, else by libyaml, with YAML 1.2's rules for
  what is a number or a truth value. Under 1.1's a title ``No`` becomes False, an id ``012`` becomes 10 and a date out
  of range raises.
- TOML by the standard library.
- JSON by reading one value from the start of the file, so that braces may be anywhere in it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from qtbrowser.documents.field_reading import TITLE_FIELDS
from qtbrowser.documents.nesting import (
    end_of_json,
    refuse_deep_json,
    refuse_deep_toml,
    refuse_deep_yaml,
    refuse_expanding,
)
from qtbrowser.documents.plain_yaml import parse_plain_yaml
from qtbrowser.errors import DocumentError

try:
    from yaml import CSafeLoader as _FastLoader
except ImportError:  # PyYAML without libyaml, as on some platforms built from source
    from yaml import SafeLoader as _FastLoader  # type: ignore[assignment]

FRONT_MATTER_RULE = "unreadable-front-matter"
"""The rule of a problem about a front matter that can't be read; its document is read without it."""

MAX_MERGED_KEYS = 10_000
"""Most keys that the mappings of a YAML front matter may get through ``<<``; nested merges could grow without bound."""


class PlainLoader(_FastLoader):
    """A safe YAML loader that turns only scalars of YAML 1.2's core schema into numbers, truth values and null."""

    # PyYAML keeps its table on the class; add_implicit_resolver copies it before it adds.
    yaml_implicit_resolvers = {}  # noqa: RUF012
    _merged_keys = 0

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Expand ``<<`` merges as PyYAML does, but not without bound."""
        before = len(node.value)
        super().flatten_mapping(node)
        self._merged_keys += max(0, len(node.value) - before)
        if self._merged_keys > MAX_MERGED_KEYS:
            raise yaml.constructor.ConstructorError(
                None, None, "the front matter merges mappings into too many keys", node.start_mark
            )

    def construct_document(self, node: yaml.Node) -> Any:
        """Make the values. PyYAML's errors for one that its tag does not fit, ``!!bool maybe``, are no YAMLError."""
        try:
            return super().construct_document(node)
        except (LookupError, AttributeError, TypeError) as error:
            reason = "a value is not of the type that its tag names"
            raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark) from error


_PLAIN_SCALARS = (
    ("int", r"-?(?:0|[1-9][0-9]{0,17})$", "-0123456789"),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
    ("merge", r"<<$", "<"),
)
for _tag, _pattern, _first in _PLAIN_SCALARS:
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


# A key is a word or a few, perhaps quoted; a colon without a space behind it is a mistake in a field, not text.
_LIKE_A_FIELD = re.compile(
    r"^[ \t]*+(?:[-?{\[][ \t]*+|[&!][\w-]*+[ \t]++)*+[\"']?[\w$@<][\w .$@<-]{0,60}[\"']?[ \t]*+:(?!//)", re.MULTILINE
)
_SENTENCE = re.compile(r"(?:\S++\s++){3,}[^\s.!?]++[.!?]", re.DOTALL)
_SENTENCES_ABOUT = frozenset({*TITLE_FIELDS, "answer", "description", "summary"})
_LEFT_OPEN = re.compile(
    r"^([ \t]*+(?:- [ \t]*+)?+(?:\w[\w .-]{0,60}:[ \t]++)?+)(\[{0,2}\{\{[^\n]{0,400})$", re.MULTILINE
)
"""A value with an unquoted `{{date}}`, as the templates of Obsidian and its plugins have it
(https://help.obsidian.md/plugins/templates)."""

_DOTS = re.compile(r"\n\.{3}[ \t]*$", re.MULTILINE)


class _Yaml(YAMLHandler):
    FM_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        # A plain search for the line of dashes is several times as fast as the base class's pattern.
        opening = self.FM_BOUNDARY.match(text)
        place = 0 if opening is None else text.find("\n---", opening.end())
        while place > 0:
            closing = self.FM_BOUNDARY.match(text, place + 1)
            if opening is not None and closing is not None:
                return text[opening.end() : place + 1], text[closing.end() :]
            place = text.find("\n---", place + 1)
        # Three dots end a YAML document as well.
        dots = None if opening is None else _DOTS.search(text, opening.end())
        if opening is not None and dots is not None:
            return text[opening.end() : dots.start() + 1], text[dots.end() :]
        raise ValueError("no closing delimiter")

    def load(self, fm: str, **kwargs: object) -> Any:
        if (fields := parse_plain_yaml(fm)) is not None:
            return fields
        refuse_deep_yaml(fm, PlainLoader)
        try:
            fields = yaml.load(fm, Loader=PlainLoader)
        except yaml.YAMLError:
            # What a template of a vault leaves open is text for its program, and no mapping.
            filled = _LEFT_OPEN.sub(lambda found: found[1] + json.dumps(found[2].rstrip(), ensure_ascii=False), fm)
            if filled == fm:
                raise
            fields = yaml.load(filled, Loader=PlainLoader)
        if "*" in fm:
            refuse_expanding(fields)
        return fields


class _Toml(BaseHandler):
    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        refuse_deep_toml(fm)
        return tomllib.loads(fm)


class _Json(BaseHandler):
    FM_BOUNDARY = re.compile(r"\{\s*(?:\"|\})")
    START_DELIMITER = END_DELIMITER = ""

    def split(self, text: str) -> tuple[str, str]:
        refuse_deep_json(text)
        _, end = json.JSONDecoder(strict=False).raw_decode(text)
        return text[:end], text[end:]

    def load(self, fm: str) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(fm, strict=False)
        return value


_HANDLERS: tuple[BaseHandler, ...] = (_Yaml(), _Toml(), _Json())


class FrontMatterFormat(StrEnum):
    """The format of a front matter."""

    YAML = "yaml"
    TOML = "toml"
    JSON = "json"


class FrontMatterPlace(NamedTuple):
    """The position of a file's front matter: `text[start:end]` without its delimiters, the body from `body` on."""

    format: FrontMatterFormat
    start: int
    end: int
    body: int


def locate_front_matter(text: str) -> FrontMatterPlace | None:
    """The place of the front matter that `split_front_matter` reads, or None where it finds none.

    Args:
        text: the whole file, as for `split_front_matter`, which must be able to read it.
    """
    for kind, handler in zip(FrontMatterFormat, _HANDLERS, strict=True):
        if handler.detect(text):
            try:
                raw, body = handler.split(text)
            except ValueError:
                return None
            if _is_between_rules(handler, raw):
                return None
            # JSON is its own delimiter; the others take the first line.
            start = 0 if kind is FrontMatterFormat.JSON else text.index("\n")
            return FrontMatterPlace(kind, start, start + len(raw), len(text) - len(body))
    return None


class FrontMatter(NamedTuple):
    """What was read of one file.

    Attributes:
        fields: the front matter's fields; empty if there is none, or if it can't be read.
        body: the rest of the file.
        error: why the front matter can't be read; None if it can.
    """

    fields: dict[str, Any]
    body: str
    error: DocumentError | None = None


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The front matter's fields and the body of one file.

    Args:
        text: the whole file, decoded, with ``\\n`` line ends.

    Returns:
        The fields (empty where there is no front matter) and the rest of the file.

    Raises:
        DocumentError: the front matter can't be parsed, is never closed, or is no list of fields; with the line.
    """
    fields, body, error = read_front_matter(text)
    if error is not None:
        raise error
    return fields, body


def read_front_matter(text: str) -> FrontMatter:
    """The front matter and the body of one file; if the front matter can't be read, the body all the same.

    Args:
        text: the whole file, decoded, with ``\\n`` line ends.
    """
    handler = next((handler for handler in _HANDLERS if handler.detect(text)), None)
    if handler is None:
        return FrontMatter({}, text)
    body = None
    try:
        try:
            raw, body = handler.split(text)
        except ValueError as error:
            _refuse_without_end(handler, text, error)
            return FrontMatter({}, text)
        if _is_between_rules(handler, raw):
            return FrontMatter({}, text)
        return FrontMatter(_loaded(handler, raw), body)
    except DocumentError as error:
        error.rule = FRONT_MATTER_RULE
        return FrontMatter({}, _text_after(handler, text) if body is None else body, error)


def _is_between_rules(handler: BaseHandler, raw: str) -> bool:
    """Whether what looks like front matter is text between two thematic breaks.

    It is, if it is no list of fields and has no line that looks like one; and behind a blank line also if it is no list
    of fields at all, or sentences that begin like fields: "Note: this page moves in spring."
    """
    if not isinstance(handler, _Yaml) or not raw.strip():
        return False
    follows_blank_line = raw.startswith("\n\n")
    if not follows_blank_line and _LIKE_A_FIELD.search(raw):
        return False
    try:
        fields = _loaded(handler, raw)
    except DocumentError:
        return True
    # Comments alone are fields that are left out; behind a blank line they are headings.
    return follows_blank_line and (not fields or (raw.endswith("\n\n") and _are_sentences(fields)))


def _are_sentences(fields: Mapping[str, object]) -> bool:
    """Whether fields are paragraphs of a text rather: sentences, none of which is about the document."""
    return all(
        str(name).lower() not in _SENTENCES_ABOUT and isinstance(value, str) and _SENTENCE.match(value)
        for name, value in fields.items()
    )


def _loaded(handler: BaseHandler, raw: str) -> dict[str, Any]:
    try:
        fields: object = handler.load(raw)
    except yaml.YAMLError as error:
        raise _yaml_error(error, raw) from error
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(error) from error
    except RecursionError as error:
        raise DocumentError("The front matter is nested too deeply to be read.", line=1) from error
    except ValueError as error:
        raise DocumentError(f"The front matter can't be read: {_reason(error)}.", line=_long_number(raw)) from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise DocumentError(
            "The front matter is not a list of fields.", line=2, fix="Write it as lines of the form name: value."
        )
    return fields


def _refuse_without_end(handler: BaseHandler, text: str, error: ValueError) -> None:
    """Raise an error for a text that begins like front matter without an end, unless it begins with a lone rule."""
    if isinstance(handler, _Json):
        line = error.lineno if isinstance(error, json.JSONDecodeError) else _long_number(text)
        raise DocumentError(f"The JSON front matter can't be read: {_reason(error)}.", line=line) from error
    first = text.split("\n", 2)[1:2]
    if first and re.match(r"\w[\w -]*+\s*+[:=]", first[0]):
        raise DocumentError(
            "The front matter is never closed.",
            line=1,
            fix=f"Add a line {handler.END_DELIMITER} where the front matter ends.",
        ) from error


_LONG_NUMBER = re.compile(r"[0-9_]{4300}")
"""As long as Python refuses to read a whole number."""


def _long_number(written: str) -> int:
    """The line, from 1, of a number of too many digits; 1 if there is none."""
    found = _LONG_NUMBER.search(written)
    return 1 if found is None else 1 + written.count("\n", 0, found.start())


def _reason(error: ValueError) -> str:
    """Why a value can't be read; Python's own words about a long number are for programmers."""
    return "a number has too many digits" if "integer string conversion" in str(error) else str(error)


def _text_after(handler: BaseHandler, text: str) -> str:
    """The text after a front matter whose end can't be found: after its closing brace or the first blank line."""
    if isinstance(handler, _Json):
        # A quotation mark that is missing shifts what is a string, so the first of both counts.
        lone_brace = text.find("\n}\n")
        ends = (end_of_json(text), lone_brace + 2 if lone_brace >= 0 else None)
        if found_ends := [end for end in ends if end is not None]:
            return text[min(found_ends) :]
    signs = ("\n\n",) if isinstance(handler, _Json) else ("\n\n", "\n")
    for sign in signs:
        _, found, after = text.partition(sign)
        if found:
            return after
    return text


def _yaml_error(error: yaml.YAMLError, raw: str) -> DocumentError:
    if isinstance(error, yaml.reader.ReaderError):
        at = 1 + raw.encode("utf-8", "replace")[: error.position].count(b"\n")
        return DocumentError(f"The YAML front matter can't be read: it has the character {_name_of(error)}.", line=at)
    reason = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = None if mark is None else mark.line + 1
    sentence = f"The YAML front matter can't be read: {reason}" + (f" {context}" if context else "") + "."
    return DocumentError(sentence, line=line, fix="Quote the value, or correct its indentation.")


def _name_of(error: yaml.reader.ReaderError) -> str:
    return f"U+{error.character:04X}" if isinstance(error.character, int) else repr(error.character)


def _toml_error(error: tomllib.TOMLDecodeError) -> DocumentError:
    found = re.search(r"\(at line (\d+), column \d+\)", str(error))
    line = int(found[1]) if found else None
    reason = str(error).partition(" (at ")[0]
    return DocumentError(f"The TOML front matter can't be read: {reason}.", line=line)
