"""Xapian, run by the system's Python, whose package python3-xapian is: no part of it is on the package index.

    python3 xapian_process.py build FOLDER     a JSON object a line on standard input: a document
    python3 xapian_process.py search FOLDER    a JSON object a line: a question; answered by one line of JSON

Imports nothing of QtBrowser and runs on any Python 3.8 or later. Times itself, in processor seconds.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import xapian

_TITLE_WEIGHT = 5
_KEYWORDS_WEIGHT = 3
_DATE_SLOT = 0


def build(folder: str) -> None:
    """Index the documents of standard input."""
    database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("english"))
    for line in sys.stdin:
        record = json.loads(line)
        document = xapian.Document()
        generator.set_document(document)
        for text, weight in (
            (record["title"], _TITLE_WEIGHT),
            (record["keywords"], _KEYWORDS_WEIGHT),
            (record["answer"], 1),
        ):
            generator.index_text(text, weight)
            generator.increase_termpos()
        document.add_boolean_term("XSUBJECT" + record["subject"])
        document.add_value(_DATE_SLOT, xapian.sortable_serialise(record["date"]))
        document.set_data(json.dumps({"title": record["title"], "answer": record["answer"]}))
        database.add_document(document)
    database.commit()
    database.close()


def search(folder: str) -> None:
    """Answer the questions of standard input."""
    database = xapian.Database(folder)
    parser = xapian.QueryParser()
    parser.set_stemmer(xapian.Stem("english"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_database(database)
    for line in sys.stdin:
        question = json.loads(line)
        begin = time.process_time()
        total, titles = _answer(database, parser, question)
        seconds = time.process_time() - begin
        print(json.dumps({"total": total, "titles": titles, "seconds": seconds}), flush=True)


def _answer(database: xapian.Database, parser: xapian.QueryParser, question: dict[str, Any]) -> tuple[int, list[str]]:
    """Return the exact number of matches and the titles of the best."""
    parser.set_default_op(xapian.Query.OP_OR if question["form"] == "any" else xapian.Query.OP_AND)
    text = " ".join(question["words"])
    flags = xapian.QueryParser.FLAG_PHRASE
    if question["form"] == "phrase":
        text = f'"{text}"'
    if question["beginning"]:
        flags |= xapian.QueryParser.FLAG_PARTIAL
        text = f"{text} {question['beginning']}"
    query = parser.parse_query(text, flags)
    if question["subject"] is not None:
        query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query("XSUBJECT" + question["subject"]))
    if question["dates"] is not None:
        first, last = map(xapian.sortable_serialise, question["dates"])
        days = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DATE_SLOT, first, last)
        query = xapian.Query(xapian.Query.OP_FILTER, query, days)
    enquire = xapian.Enquire(database)
    enquire.set_query(query)
    if question["newest_first"]:
        enquire.set_sort_by_value_then_relevance(_DATE_SLOT, True)
    found = enquire.get_mset(0, question["limit"], database.get_doccount())
    return found.get_matches_estimated(), [json.loads(match.document.get_data())["title"] for match in found]


if __name__ == "__main__":
    {"build": build, "search": search}[sys.argv[1]](sys.argv[2])
