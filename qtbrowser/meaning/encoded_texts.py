"""Which text of an answer gets a vector.

Whoever changes this raises `vector_file.SIGNATURE`, so that all vectors are made anew.
"""

from __future__ import annotations

# A shorter summary says too little; the beginning of the answer is taken in its place.
SHORTEST_SUMMARY = 40
LONGEST_ANSWER = 320
_SHORTEST_ANSWER = 200


def answer_text(title: str, summary: str, answer: str) -> str:
    """Return the text for the vector of an answer: its summary if there is one, else its beginning.

    Args:
        title: the question, which is taken where there is neither.
        summary, answer: plain texts.
    """
    if len(summary) >= SHORTEST_SUMMARY:
        return summary[:LONGEST_ANSWER]
    beginning = " ".join(answer[: 2 * LONGEST_ANSWER].split())
    if len(beginning) > LONGEST_ANSWER:
        # Whole sentences, if that leaves enough.
        end = beginning.rfind(". ", _SHORTEST_ANSWER, LONGEST_ANSWER)
        beginning = beginning[: end + 1] if end >= 0 else beginning[:LONGEST_ANSWER]
    return beginning or summary or title
