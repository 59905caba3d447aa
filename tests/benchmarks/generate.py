"""Makes a synthetic library of any size in the documents' first form: nothing of it is anybody's text.

    python -m tests.benchmarks.generate FOLDER DOCUMENTS [--seed N]

Words are made of syllables. The most frequent ones are drawn by Zipf's law, the others by a steeper one (R. Ferrer i
Cancho and R. Sole, Two Regimes in the Frequency of Words, 2001): so posting lists have real shapes, a few words in
nearly every document, most in a handful, and new words keep coming as in real text (Heaps' law). Both numbers are
fitted to a collection of 1,848 answers in English: the first 42,000 words are of 5,500 kinds (drawn here: 5,300), the
first 166,000 of 11,000 (10,200), all 648,000 of 19,600 (19,600). Keywords grow with the
documents to the power of `GROWTH`.

Lengths, list nesting, shares of math, code and tables, subjects, keywords and related links follow the proportions of
real collections. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import itertools
import random
from pathlib import Path

GROWTH = 0.6
"""The exponent of Heaps' law; 0.4 to 0.6 are usual for English, more where subjects are many."""

_ONSETS = "b c d f g h j k l m n p r s t v w z br cl cr dr fl gr pl pr sc sh sl sp st th tr".split()
_VOWELS = "a e i o u ai ea ee io ou".split()
_CODAS = ["", "", "", "l", "n", "r", "s", "t", "m", "nd", "st", "ng"]
_SUBJECTS = (
    "Algebra Anatomy Archaeology Astronomy Botany Cartography Chemistry Civics Climatology Drama Ecology Economics "
    "Engineering Ethics Folklore Genetics Geology Geometry Grammar History Hydrology Journalism Law Linguistics Logic "
    "Mechanics Medicine Meteorology Music Mythology Navigation Nursing Nutrition Optics Painting Pedagogy Philosophy "
    "Physics Poetry Politics Psychology Rhetoric Sociology Statistics Zoology"
).split()
_QUESTIONS = ("What is", "How does", "Why does", "Explain", "What are the effects of", "How do you compare", "Which")


# Up to this rank the weight of a word falls with its rank, from there on with the rank to this power.
_COMMON_WORDS = 2_000
_STEEPNESS = 2.1


class Vocabulary:
    """Words in order of frequency.

    Args:
        size: how many different words there are.
        chance: the source of randomness.
    """

    def __init__(self, size: int, chance: random.Random) -> None:
        words: dict[str, None] = {}
        while len(words) < size:
            syllables = 1 + min(3, int(chance.expovariate(0.9) + len(words) / size * 1.5))
            words["".join(_syllable(chance) for _ in range(syllables))] = None
        self.words = list(words)
        self._weights = list(itertools.accumulate(map(_weight, range(1, size + 1))))
        self._chance = chance

    def draw(self, count: int) -> list[str]:
        """So many words, the common ones often."""
        return self._chance.choices(self.words, cum_weights=self._weights, k=count)


def _weight(rank: int) -> float:
    beyond = max(rank / _COMMON_WORDS, 1.0)
    return float(beyond**-_STEEPNESS) / (min(rank, _COMMON_WORDS) + 1)


def _syllable(chance: random.Random) -> str:
    return chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)


class Generator:
    """Draws documents.

    Args:
        documents: how many there will be; related links and the vocabulary depend on it.
        seed: the same seed gives the same library.
    """

    def __init__(self, documents: int, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._count = documents
        self._vocabulary = Vocabulary(min(400_000, int(2_000 * documents**0.52)), self._chance)
        self._addresses: list[str] = []
        self._keywords = [
            " ".join(self._vocabulary.draw(self._chance.choice((1, 2, 2))))
            for _ in range(max(300, int(5.5 * documents**GROWTH)))
        ]

    def document(self, number: int) -> tuple[str, str]:
        """The path and the text of one document; they are to be asked for in order, from 0."""
        chance = self._chance
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        words = self._vocabulary.draw(chance.randint(5, 11))
        title = f"{chance.choice(_QUESTIONS)} {' '.join(words)}?"
        slug = f"{'-'.join(words)}-{number}"
        day = f"202{chance.randint(3, 5)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        spelling = subject.lower() if number % 37 == 0 else subject
        lines = [
            "---",
            "_schema: default",
            f"id: {100_000 + number - number % 29 // 28}",
            f"date: {day}",
            f"title: {title}",
            f"article_title: {title}",
            "date_format: MMM DD, YYYY",
            "post_on_text: Posted on",
            "seo:",
            f"  title: Synthetic | {subject}",
            "  page_description: >-",
            f"    {self._sentence(20)}",
            "  page_keywords: >-",
            f"    {', '.join(chance.sample(self._keywords, 8))}",
            "author: Nobody",
            "question: >-",
            f"    {title}",
            "answer: >-",
            f"    {self._answer()}",
            f"subject: {spelling}",
            f"file_name: {slug}.md",
            f"url: {self._addressed(f'/learn/{subject.lower()}/questions/{slug}')}",
            *self._related(number),
            *(["no_index: true"] if number % 531 == 0 else []),
            "---",
            "",
            "&nbsp;",
        ]
        return f"learn/{subject.lower()}/{slug}.md", "\n".join(lines)

    def _sentence(self, length: int) -> str:
        return " ".join(self._vocabulary.draw(length)).capitalize() + "."

    def _paragraph(self) -> str:
        return " ".join(self._sentence(self._chance.randint(8, 24)) for _ in range(self._chance.randint(2, 4)))

    def _answer(self) -> str:
        chance = self._chance
        blocks = [self._paragraph()]
        for item in range(1, chance.randint(5, 9)):
            blocks.append(f"{item}. **{self._sentence(2)[:-1]}**: {self._paragraph()}")
            if chance.random() < 0.3:
                blocks.append("\\n".join(f"   - {self._sentence(9)}" for _ in range(3)))
        if chance.random() < 0.2:
            blocks.append("## " + self._sentence(4)[:-1])
        if chance.random() < 0.15:
            blocks.append("The value is $x_1 \\neq \\frac{a}{b}$ and\\n$$\\n\\sum_{i=1}^{n} i^2 = 1\\n$$")
        if chance.random() < 0.02:
            blocks.append('```python\\nfor i in range(10):\\n    print("%d\\n" % i)\\n```')
        if chance.random() < 0.01:
            blocks.append("| a | b |\\n|---|---|\\n| 1 | 2 |")
        blocks.append(self._paragraph())
        return "\\n\\n".join(blocks)

    def _addressed(self, address: str) -> str:
        self._addresses.append(address)
        return address

    def _related(self, number: int) -> list[str]:
        lines = []
        for place in range(1, self._chance.randint(1, 5)):
            # An earlier one of the same subject; the first have none, and name what is not there.
            other = (number - place * len(_SUBJECTS)) % self._count
            lines += [
                f"related_article{place}:",
                f"    id: {100_000 + other}",
                f"    title: {self._sentence(8)[:-1]}?",
                f"    subject: {_SUBJECTS[other % len(_SUBJECTS)]}",
                f"    url: {self._addresses[other] if other < number else f'/learn/related/{other}'}",
            ]
        return lines


def generate(folder: Path, documents: int, seed: int = 1) -> None:
    """Write a library.

    Args:
        folder: where; made if missing.
        documents: how many files.
        seed: see `Generator`.
    """
    generator = Generator(documents, seed)
    made: set[Path] = set()
    for number in range(documents):
        path, text = generator.document(number)
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make a synthetic library.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.documents, arguments.seed)


if __name__ == "__main__":
    main()
