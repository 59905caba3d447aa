"""Code and references of Quarto and R Markdown as the Markdown that is read in their place."""

from __future__ import annotations

import pytest

from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.quarto import labels, quarto

FOLDED = opening("note", "Code", "closed")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("```{r}\n#| label: a\n#| fig-cap: b\nx\n```", "\n\n```{r}\nx\n```"),
        ("```{r}\n#| echo: false\nx\n```\n\nb", f"{FOLDED}\n```{{r}}\nx\n```\n{CLOSING}\nb"),
        (
            "a\n\n```{r setup, include=FALSE}\nx\n```\n\nb",
            f"a\n{FOLDED}\n```{{r setup, include=FALSE}}\nx\n```\n{CLOSING}\nb",
        ),
        # Without a line for the end of a callout the code is shown.
        ("```{r}\n#| echo: false\nx\n```\nb", "\n```{r}\nx\n```\nb"),
        ("```{python}\nx", "```{python}\nx"),
        ("```r\n#| echo: false\n```", "```r\n#| echo: false\n```"),
        (
            "See @sec-bone-glue, [-@fig-a].",
            "See [Section bone glue](<ref:sec-bone-glue#sec-bone-glue>), [Figure a](<ref:fig-a>).",
        ),
        ("# A {#sec-a}\n\n@sec-a", "# A {#sec-a}\n\n[Section a](<#sec-a>)"),
        (
            "[see @fig-a] (@fig-b] [@c; -@fig-d]",
            "[see [Figure a](<ref:fig-a>)] ([Figure b](<ref:fig-b>)] [@c; -[Figure d](<ref:fig-d>)]",
        ),
        # A listing of a listing is shown as it is.
        ("````md\n```{r}\n#| echo: false\n```\n\n````", "````md\n```{r}\n#| echo: false\n```\n\n````"),
        ("\\@ref(glue) \\@ref(fig:a)", "[glue](<ref:glue#glue>) [Figure a](<ref:a>)"),
        ("me@sec-a.org @someone `@sec-a` \\@sec-a", "me@sec-a.org @someone `@sec-a` \\@sec-a"),
    ],
)
def test_signs_of_quarto(text: str, markdown: str) -> None:
    assert quarto(text) == (markdown, 0)


def test_labels() -> None:
    assert labels('# A {#sec-a}\n\n```{r}\n#| label: fig-b\n```\n![](c.png){#fig-c width="1"}') == [
        "sec-a",
        "fig-b",
        "fig-c",
    ]
