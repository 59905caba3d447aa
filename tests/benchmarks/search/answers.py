"""Keeps what thousands of queries find, and tells what other code finds otherwise: for work on speed alone.

    python -m tests.benchmarks.search.answers LIBRARY CACHE FILE      before the change: writes FILE
    python -m tests.benchmarks.search.answers LIBRARY CACHE FILE      after it: compares with FILE

Hits, order, scores, snippets, marks, counts, facets, suggestions and completions are compared. The cache has to be of
the code that runs. The queries are those of `kinds`, titles whole and half typed, and words and passages of the
documents put together by each operator of the query language.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qtbrowser.library import Library
from tests.benchmarks.search.kinds import SAMPLE, make_questions
from tests.benchmarks.search.records import Record, sample_records

_SEEDS = (4, 5, 6)
_TITLES, _HALF_TITLES, _COMBINED, _PASSAGES, _MIXED = 150, 60, 250, 400, 40
_FORMS = (
    "{0} {1}", "{0} OR {1}", "{0} -{1}", '"{0} {1}"~3', "title:{0} {1}", "({0} OR {1}) {2}", "{0:.3}* {1}", "{0}~ {1}",
    "{0}~2", '"{0} {1:.3}"*',
)  # fmt: skip
_OF_PASSAGE = ('"{}"', "{}", '"{}"~2', 'answer:"{}"')
_SHOWN = 5


def queries(library: Path, cache: Path) -> list[tuple[str, str | None, str]]:
    """Return texts, each with its subject and its order; always the same for a library."""
    asked = [
        (question.text, question.subject, "date" if question.newest_first else "relevance")
        for seed in _SEEDS
        for question in make_questions(library, cache, seed)
    ]
    return asked + [(text, None, "relevance") for text in _texts(sample_records(library, SAMPLE, _SEEDS[0]))]


def _texts(records: list[Record]) -> Iterator[str]:
    chance = random.Random(7)
    titles = [record.title for record in records if record.title]
    answers = [words for record in records if len(words := record.answer.replace('"', "").split()) > 8]
    yield from (title.lower().strip("?") for title in chance.sample(titles, min(_TITLES, len(titles))))
    for title in chance.sample(titles, min(_HALF_TITLES, len(titles))):
        yield title[: chance.randrange(1, len(title) + 1)]
    words = sorted({word for title in titles for word in re.findall(r"\w+", title.lower())})
    for _ in range(_COMBINED):
        chosen = chance.sample(words, 3)
        yield from (form.format(*chosen) for form in _FORMS)
    for _ in range(_PASSAGES):
        of_answer = chance.choice(answers)
        first = chance.randrange(len(of_answer) - 6)
        passage = " ".join(of_answer[first : first + chance.randrange(2, 6)])
        yield from (form.format(passage) for form in _OF_PASSAGE)
    for _ in range(_MIXED):
        yield " ".join(chance.sample(words, 8))
        yield " ".join(chance.sample(f"{chance.choice(titles)} {chance.choice(titles)}".lower().split(), 2))


def answers(library: Path, cache: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each query with what it finds, as values of JSON."""
    asked = queries(library, cache)
    with Library.open(library, cache_dir=cache, refresh=False) as opened:
        for number, (text, subject, order) in enumerate(asked):
            found = opened.search(
                text,
                20,
                subject,
                order,
                include_hidden=True,
                words_only=True,
                facets=True,
                merge_equal=number % 3 == 0,
            )
            yield f"{text} [{order}]", _plain(asdict(found) | {"seconds": 0})
            if number % 5 == 0:
                later = opened.search(text, 20, subject, "title", offset=5, words_only=True)
                yield f"{text} [title]", _plain(asdict(later) | {"seconds": 0})
                yield f"{text} [completed]", {"titles": opened.complete(text)}


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(value, default=str))
    return plain


def main() -> int:
    """Write the answers, or compare with those written before; return how many differ, at most 1."""
    library, cache, file = map(Path, sys.argv[1:])
    Library.open(library, cache_dir=cache).close()
    found = list(answers(library, cache))
    if not file.exists():
        with gzip.open(file, "wt") as out:
            json.dump(found, out)
        print(f"{len(found):,} answers are kept.")
        return 0
    with gzip.open(file, "rt") as kept:
        before = json.load(kept)
    differing: Counter[str] = Counter()
    if [query for query, _ in before] != [query for query, _ in found]:
        print("Other queries were asked: the library is another one.")
        return 1
    for (query, earlier), (_, now) in zip(before, found, strict=True):
        for name in now.keys() | earlier.keys():
            if earlier.get(name) != now.get(name):
                differing[name] += 1
                if differing[name] <= _SHOWN:
                    print(f"{query}: {name}\n  {str(earlier.get(name))[:300]}\n  {str(now.get(name))[:300]}")
    print(f"{len(found):,} answers, differing: {dict(differing) or 'none'}.")
    return min(1, len(differing))


if __name__ == "__main__":
    sys.exit(main())
