"""The facts of a file as JSON, in letters of ASCII alone: what is kept is read without making any object it names.

What JSON has no form for is an object with one key, which says what it is: ``{"date": "2025-01-28"}``. An edit is
``{"SetField": [...]}``, its values in the order of their fields; a tuple is an array and a list ``{"list": [...]}``.

Tens of thousands of rows are read at once, so the common parts are flat: the bands as 16 digits of base 16 each, the
anchors as 8, links, targets and names as one array of all their values.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from itertools import chain
from sys import intern
from typing import Any

from qtbrowser.curation import edits
from qtbrowser.curation.checks.facts import Facts, packed_names, unpacked_names
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.documents.document import Related
from qtbrowser.documents.problem import Severity

_LARGEST = 1 << 63
"""From here on numbers are written in base 16: Python reads no number of many digits in base 10."""

_VALUES: dict[str, type] = {
    each.__name__: each
    for each in (Related, *vars(edits).values())
    if isinstance(each, type) and is_dataclass(each) and each.__module__ in (edits.__name__, Related.__module__)
}
"""The edits, and the values that they hold."""

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_scan: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def encode_facts(facts: Facts) -> str:
    """Return facts as JSON.

    Raises:
        TypeError: a repair holds what has no form here.
    """
    flat: dict[str, Any] = facts._asdict()
    flat.update(
        faults=[plain_fault(fault) for fault in facts.faults],
        id=plain_value(facts.id),
        bands=facts.bands.hex(),
        links=[plain_value(value) for link in facts.links for value in link],
        targets=[value for target in facts.targets for value in target],
        names=list(chain.from_iterable(unpacked_names(facts.names))),
        anchors=None if facts.anchors is None else struct.pack(f"<{len(facts.anchors)}I", *facts.anchors).hex(),
    )
    return _encode(list(flat.values()))


def decode_facts(text: str) -> Facts:
    """Return the facts that `encode_facts` was given.

    Raises:
        ValueError, TypeError, LookupError: it is damaged.
    """
    values = loaded(text)
    (
        path,
        readable,
        faults,
        id_,
        title,
        url,
        subject,
        day,
        field,
        answer,
        length,
        bands,
        links,
        targets,
        lines,
        title_key,
        hidden,
        passing,
        content,
        kinds,
        aliases,
        names,
        asks,
        named,
        has_fields,
        own,
        numbered,
        site,
        anchors,
        further,
    ) = values
    places = None if anchors is None else bytes.fromhex(anchors)
    if type(id_) is dict or dict in map(type, links):
        id_, links = value_of_plain(id_), value_of_plain(links)
    # What a link names is the title, the address and the subject of a document, which has them as well.
    links = [intern(value) if type(value) is str else value for value in links]
    return Facts(
        intern(path),
        readable,
        tuple(map(fault_of_plain, faults)),
        id_,
        intern(title),
        intern(url),
        intern(subject),
        intern(day),
        intern(field),
        answer,
        length,
        bytes.fromhex(bands),
        tuple(zip(*[iter(links)] * 5, strict=True)),
        tuple(zip(*[iter(targets)] * 2, strict=True)),
        tuple(lines),
        title_key,
        hidden,
        passing,
        content,
        kinds,
        aliases,
        packed_names(names),
        asks,
        named,
        has_fields,
        own,
        numbered,
        site,
        None if places is None else struct.unpack(f"<{len(places) >> 2}I", places),
        tuple(further),
    )


def loaded(text: str) -> Any:
    """What a text in JSON says, which this program has written.

    Raises:
        ValueError: it is no JSON.
    """
    try:
        # As `JSONDecoder.decode`, without its two looks for space around the text.
        return _scan(text, 0)[0]
    except StopIteration as error:
        raise ValueError("This is no JSON.") from error


def plain_fault(fault: Fault) -> tuple[Any, ...]:
    """A fault as JSON has it; errors as for `encode_facts`."""
    rule, line, message, fix, repair, severity, others = fault
    return rule, line, message, fix, plain_value(repair), None if severity is None else severity.value, others


def fault_of_plain(values: list[Any], *, with_repair: bool = True) -> Fault:
    """The fault that `plain_fault` was given, with its repair or without; errors as for `decode_facts`."""
    rule, line, message, fix, repair, severity, others = values
    return Fault(
        rule,
        line,
        message,
        fix,
        value_of_plain(repair) if with_repair and repair is not None else None,
        None if severity is None else Severity(severity),
        tuple(others),
    )


def _is_large(value: object) -> bool:
    return isinstance(value, int) and not -_LARGEST < value < _LARGEST


def plain_value(value: Any) -> Any:
    """An edit, or a value that one holds, as JSON has it.

    Raises:
        TypeError: it is, or holds, what has no form here.
    """
    if _is_large(value):
        return {"int": hex(value)}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [plain_value(each) for each in value]
    if isinstance(value, list):
        return {"list": [plain_value(each) for each in value]}
    if isinstance(value, Mapping):
        return {"map": [[plain_value(key), plain_value(each)] for key, each in value.items()]}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if is_dataclass(value) and _VALUES.get(type(value).__name__) is type(value):
        return {type(value).__name__: [plain_value(getattr(value, field.name)) for field in fields(value)]}
    raise TypeError(f"A repair holds a {type(value).__name__}, which can't be kept.")


def value_of_plain(plain: Any) -> Any:
    """The value that `plain_value` was given.

    Raises:
        ValueError, TypeError, LookupError: it is damaged.
    """
    if isinstance(plain, list):
        return tuple(map(value_of_plain, plain))
    if not isinstance(plain, dict):
        return plain
    ((name, content),) = plain.items()
    if name in _READERS:
        return _READERS[name](content)
    return _VALUES[name](*map(value_of_plain, content))


_READERS: dict[str, Any] = {
    "int": lambda text: int(text, 16),
    "list": lambda values: list(map(value_of_plain, values)),
    "map": lambda pairs: {value_of_plain(key): value_of_plain(each) for key, each in pairs},
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": bytes.fromhex,
}
