"""Which rules hold where: pages of sites, notes of vaults, templates; what the owner sets; the library's own rules."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from qtbrowser.curation.checks.check_settings import CheckSettings
from qtbrowser.curation.checks.own_rules import OwnRule, OwnRules
from qtbrowser.curation.checks.profiles import is_part_of_site
from qtbrowser.documents.field_editing.quoting import with_quoted_fields
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.problem import Severity
from qtbrowser.errors import UsageError
from qtbrowser.library import Library
from tests.curation.checks.files import check, document, findings, related

LONG = "Dough is kneaded until it is smooth, and rests until it has doubled. " * 6
BREAD, CAKE = "learn/baking/bread.md", "learn/baking/cake.md"


def page(title: str, text: str) -> str:
    return f"---\ntitle: {title}\n---\n{text}\n"


SITES: dict[str, dict[str, str]] = {
    "hugo": {
        "hugo.toml": "",
        "archetypes/default.md": "---\ntitle: {{ .Name }}\ndate: {{ .Date }}\n---\n",
        "layouts/_markup/render-link.html": "<a>",
        "content/_index.md": "---\ncascade: 1\n---\n",
        "content/_common/note.md": "---\n_comment: Keep.\n---\nShort.\n",
        "content/a/menu.md": page("Pages", "{{% include /_common/note.md %}}\n\n[word](g) [list](/tags/oven/)"),
        "content/b/menu.md": page("Pages", "{{% include /_common/note.md %}}"),
        "content/b/later.md": "---\ntitle: Later\ndate: 2099-01-01\nurl: /else/where/\n---\nSoon, with\n",
    },
    "jekyll": {
        "_config.yml": "",
        "_includes/box.md": "{{ include.text }},",
        "_posts/2024-01-02-bread.md": "---\nlayout: post\n---\nShort.\n",
        "404.md": "---\npermalink: /404.html\n---\nGone. [Style](/css/main.css) [Feed](/feed.xml)\n",
        "redirect.md": "---\nredirect_to: https://example.org/\n---\n",
    },
    "mkdocs": {
        "mkdocs.yml": "",
        "docs/index.md": "---\ntemplate: home.html\n---\n",
        "docs/blog.md": page("Blog", "Thanks to all. :heart:").replace("title", "date:\n  created: 2024-01-01\ntitle"),
        "includes/words.md": "*[HTML]: A language of marks,",
    },
    "docusaurus": {
        "docusaurus.config.js": "",
        "docs/_part.mdx": ":::note\n\nWait:\n\n:::\n",
        "docs/a/intro.md": "---\nid: intro\ntitle: Intro\n---\nShort.\n",
        "docs/b/intro.md": "---\nid: intro\ntitle: Intro\n---\nAlso short.\n",
    },
    "obsidian": {
        ".obsidian/app.json": "{}",
        "99 - Templates/day.md": "---\ntitle: {{title}}\n---\n# {{date}}\n",
        "stub.md": "---\ntags:\n-\n---\nSee the other,",
        "days/a.md": "# Notes\n\nMilk",
        "days/b.md": "# Notes\n\nBread",
    },
}


@pytest.mark.parametrize("kind", SITES)
def test_nothing_is_found_in_what_a_site_or_vault_is_made_of(tmp_path: Path, kind: str) -> None:
    assert check(tmp_path, SITES[kind]) == []


def test_a_note_that_is_not_written_yet_and_an_alias_of_two_are_notes(tmp_path: Path) -> None:
    files = {
        ".obsidian/app.json": "{}",
        "a.md": "---\naliases: [Loaf]\n---\nSee [[Nothing here]].",
        "b.md": "---\naliases: [Loaf]\n---\nMore.",
    }
    found = check(tmp_path, files)
    assert {(one.rule, str(one.severity)) for one in found} == {("missing-file", "note"), ("duplicate-alias", "note")}


def test_a_page_that_is_missing_and_a_picture_are_still_found_on_a_site(tmp_path: Path) -> None:
    text = "[gone](/guide/gone/) ![](/img/gone.png) [gone](other.md)"
    files = {"mkdocs.yml": "", "docs/guide/install.md": page("Install", text)}
    (finding,) = check(tmp_path, files)
    assert finding.rule == "missing-file"
    assert finding.message.count("There is no such file") == 3


def test_a_question_on_a_site_is_checked_as_one(tmp_path: Path) -> None:
    files = {"hugo.toml": "", "content/baking/bread.md": document("bread", answer="Because.")}
    assert "short-answer" in {finding.rule for finding in check(tmp_path, files)}


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        ("archetypes/default.md", FolderKind.PLAIN, True),
        ("site/layouts/list.md", FolderKind.HUGO, True),
        ("site/layouts/list.md", FolderKind.JEKYLL, False),
        ("overrides/hooks/a.md", FolderKind.MKDOCS, True),
        ("docs/_part.md", FolderKind.DOCUSAURUS, True),
        ("content/_index.md", FolderKind.HUGO, False),
        ("_posts/a.md", FolderKind.JEKYLL, False),
        ("_Templates/a.md", FolderKind.OBSIDIAN, True),
        ("learn/templates-in-c/a.md", FolderKind.PLAIN, False),
    ],
)
def test_templates_includes_and_hooks(path: str, kind: FolderKind, expected: bool) -> None:
    assert is_part_of_site(path, kind) is expected


def test_the_owner_sets_profile_severity_and_thresholds(tmp_path: Path) -> None:
    files = {
        BREAD: document("bread", answer="Because.", extra=related(1, "cake")),
        CAKE: document("cake"),
        ".qtbrowser.toml": (
            '[check.severity]\nshort-answer = "error"\n[check.threshold]\nshort-answer = 5\none-way-related = 2\n'
        ),
    }
    assert check(tmp_path, files) == []
    (tmp_path / ".qtbrowser.toml").write_text('[check.severity]\nshort-answer = "error"\n')
    assert {(one.rule, str(one.severity)) for one in findings(tmp_path)} == {
        ("short-answer", "error"),
        ("one-way-related", "note"),
    }
    (tmp_path / ".qtbrowser.toml").write_text('[check]\nprofile = "questions"\n')
    (tmp_path / "note.md").write_text("# A note\n\nShort.")
    assert "note.md" in {one.path for one in findings(tmp_path, "short-answer")}


OWN = """
[[check.rules]]
name = "level"
field = "level"
required = true
values = ["easy", "hard"]
severity = "error"
folder = "learn"

[[check.rules]]
name = "short-words"
field = "seo.page_keywords"
pattern = "[a-z, ]{1,40}"
"""


def test_own_rules_are_checked_found_again_when_they_change_and_asked_for_by_name(tmp_path: Path) -> None:
    files = {
        BREAD: document("bread", extra="level: easy"),
        CAKE: document("cake", extra="level: odd", page_keywords="Bread, Yeast"),
        "other/rest.md": document("rest", subject="Other", url="/other/rest"),
        ".qtbrowser.toml": OWN,
    }
    found = check(tmp_path, files)
    assert [(one.rule, one.path, str(one.severity)) for one in found] == [
        ("level", CAKE, "error"),
        ("short-words", CAKE, "warning"),
    ]
    assert "odd" in found[0].message
    assert [one.rule for one in findings(tmp_path, "level")] == ["level"]
    (tmp_path / ".qtbrowser.toml").write_text(OWN.replace('"hard"', '"odd"') + '[check]\noff = ["short-words"]\n')
    assert findings(tmp_path) == []
    with Library.open(tmp_path, refresh=False) as library, pytest.raises(UsageError, match="level"):
        list(library.check(["no-such"]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules = 1", "list of tables"),
        ('[[check.rules]]\nname = "duplicate-id"\nfield = "a"\nrequired = true', "there is already"),
        ('[[check.rules]]\nname = "a"\nfield = "b"\npattern = "(("', "pattern of the rule a"),
        ('[[check.rules]]\nname = "a"\nfield = "b"', "asks for nothing"),
        (
            '[[check.rules]]\nname = "a"\nfield = "title"\nrequired = true\nlater = 1',
            "later of the rule a is not known",
        ),
        ("[check.threshold]\nbad-date = 3", "no rule with a threshold"),
        ('[check.severity]\nbad-date = "grave"', "has to be error, warning or note"),
    ],
)
def test_what_is_no_rule_is_told(tmp_path: Path, text: str, told: str) -> None:
    (finding,) = check(tmp_path, {BREAD: document("bread"), ".qtbrowser.toml": f"[check]\n{text}\n"})
    assert finding.rule == "library-file"
    assert told in finding.message


def test_a_pattern_that_takes_too_long_is_told_and_given_up(tmp_path: Path) -> None:
    own = '[[check.rules]]\nname = "slow"\nfield = "extra"\npattern = "(x|xx|x+)+[yz]"\n'
    (finding,) = check(tmp_path, {BREAD: document("bread", extra=f"extra: {'x' * 5_000}"), ".qtbrowser.toml": own})
    assert "too long" in finding.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nauthors:\n- @anna\n- ben\n---\nT", '---\nauthors:\n- "@anna"\n- ben\n---\nT'),
        ("---\ntitle: Bread: a history\n---\nT", '---\ntitle: "Bread: a history"\n---\nT'),
        # What a template leaves open is read as it is.
        ("---\ntitle: {{ .Name }}\n---\nT", None),
        ('---\na: `x` says "y"\n---\nT', "---\na: '`x` says \"y\"'\n---\nT"),
        ("---\ntitle: Bread\n---\nT", None),
        ("---\ntitle: [a, b\n---\nT", None),
        ("+++\ntitle = @a\n+++\nT", None),
        ("No front matter", None),
    ],
)
def test_values_that_yaml_cannot_read_are_quoted(text: str, expected: str | None) -> None:
    assert with_quoted_fields(text) == expected


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ("unreadable-front-matter", {"a.md": b"---\r\ntitle: A\r\nauthors:\r\n- @anna\r\n---\r\nText.\r\n"}),
        ("one-way-related", {BREAD: document("bread", extra=related(1, "cake")), CAKE: document("cake")}),
    ],
)
def test_the_repair_puts_it_right_and_makes_no_new_finding(
    tmp_path: Path, rule: str, files: dict[str, str | bytes]
) -> None:
    folder = tmp_path / "library"
    before = {(one.rule, one.path) for one in check(folder, files)}
    repairs = [one.repair for one in findings(folder, rule) if one.repair is not None]
    assert repairs
    with Library.open(folder) as library:
        for repair in repairs:
            *_, planned = library.plan(repair)
            assert planned.change_set
            list(library.apply(planned.change_set))
    after = {(one.rule, one.path) for one in findings(folder)}
    assert after < before
    assert rule not in {name for name, _ in after}


def test_the_own_rules_are_set_in_the_file_and_everything_else_stays(tmp_path: Path) -> None:
    later = '[[check.rules]]\nname = "later"\nkind = "of another version"\n'
    check(tmp_path, {BREAD: document("bread"), ".qtbrowser.toml": f"# ours\n{OWN}\n{later}"})
    file = tmp_path / ".qtbrowser.toml"
    before = file.read_text()
    with Library.open(tmp_path, refresh=False) as library:
        settings = library.check_settings()
        level, words = settings.own.rules
        assert (level.name, level.values, words.pattern) == ("level", ("easy", "hard"), "[a-z, ]{1,40}")
        assert not library.setting_rules((), settings)
        changed = replace(level, values=("easy",), folder="")
        new = OwnRule("dated", "date", required=True)
        others = replace(settings, own=OwnRules((changed, new)))
        list(library.apply(library.setting_rules(["bad-date", "dated"], others)))
        assert library.check_settings() == others
        assert library.rules_off() == {"bad-date", "dated"}
        assert file.read_text().startswith("# ours\n")
        assert "of another version" in file.read_text()
        list(library.undo())
        assert file.read_text() == before
        with pytest.raises(UsageError, match="names no field"):
            library.setting_rules((), replace(settings, own=OwnRules((OwnRule("a", ""),))))


def test_profile_severities_and_thresholds_are_set_in_the_file_and_taken_out_again(tmp_path: Path) -> None:
    text = '# ours\n[check]\nlater = 1\n\n[check.severity]\nunknown = "note"\n'
    check(tmp_path, {BREAD: document("bread"), ".qtbrowser.toml": text})
    file = tmp_path / ".qtbrowser.toml"
    with Library.open(tmp_path, refresh=False) as library:
        usual = library.check_settings()
        assert not library.setting_rules((), usual)
        chosen = CheckSettings(FolderKind.HUGO, {"bad-date": Severity.ERROR}, {"short-answer": 40})
        list(library.apply(library.setting_rules((), chosen)))
        assert library.check_settings() == chosen
        assert tomllib.loads(file.read_text())["check"] == {
            "later": 1,
            "profile": "hugo",
            "severity": {"unknown": "note", "bad-date": "error"},
            "threshold": {"short-answer": 40},
        }
        list(library.apply(library.setting_rules((), usual)))
        assert file.read_text().rstrip() == text.rstrip()
        assert library.check_settings() == usual


def test_the_repair_of_a_repeated_question_loses_no_answer(tmp_path: Path) -> None:
    titles = dict.fromkeys(("title", "article_title", "question"), "Bread?")
    found = check(tmp_path, {BREAD: document("bread"), CAKE: document("cake", **titles)}, "duplicate-title")
    (repair,) = (one.repair for one in found if one.repair is not None)
    with Library.open(tmp_path) as library:
        *_, planned = library.plan(repair)
    assert planned.change_set is not None
    assert not planned.change_set
    assert [(held.survivor, held.other) for held in planned.change_set.held] == [(BREAD, CAKE)]
