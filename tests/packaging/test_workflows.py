"""The workflows of GitHub are whole: what GitHub, or a shell, would complain about only after a push."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

import set_up
from shipping.__main__ import COMMANDS as SHIPPING
from shipping.packages import OF_SYSTEM
from shipping.project import ROOT
from shipping.prove_deb import SYSTEMS

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))

RUNNERS = {
    "ubuntu-22.04": "linux", "ubuntu-24.04": "linux", "ubuntu-24.04-arm": "linux", "windows-2022": "win32",
    "macos-15": "darwin", "macos-15-intel": "darwin",
}  # fmt: skip
"""Runners that GitHub has ("About GitHub-hosted runners" in its documentation) -> `sys.platform` of it."""

CONTEXTS = {"env", "github", "matrix", "runner", "secrets", "vars"}
"""What expressions in these files may name; functions are not used in them but for `startsWith` and the like."""

ON_NODE_24 = {
    "actions/checkout": 5, "actions/setup-python": 6, "actions/upload-artifact": 6, "actions/download-artifact": 7,
    "actions/attest-build-provenance": 3,
}  # fmt: skip
"""Action -> its first version for Node 24; GitHub has removed Node 20 in September 2026."""

JOB_KEYS = {"env", "if", "name", "needs", "permissions", "runs-on", "steps", "strategy", "uses"}
STEP_KEYS = {"env", "if", "name", "run", "shell", "uses", "with"}

Workflow = dict[str, Any]


@pytest.fixture(params=FILES, ids=lambda file: file.name)
def workflow(request: pytest.FixtureRequest) -> Workflow:
    # YAML 1.1 takes the key "on" for true.
    loaded = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in loaded.items()}


def steps_of(workflow: Workflow) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each step with the name of its job."""
    for name, job in workflow["jobs"].items():
        for step in job.get("steps", ()):
            yield name, step


def texts_of(value: object) -> Iterator[str]:
    """All strings within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_of(item)


def rows_of(job: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a job's matrix, or one without values."""
    return list(job.get("strategy", {}).get("matrix", {}).get("include", [{}]))


def test_the_folder_has_workflows_alone() -> None:
    assert FILES
    assert sorted(FOLDER.iterdir()) == FILES


def test_jobs_and_steps_have_known_keys(workflow: Workflow) -> None:
    assert {"name", "on", "jobs", "permissions"} <= set(workflow)
    for job in workflow["jobs"].values():
        assert set(job) <= JOB_KEYS
        assert ("uses" in job) != ("runs-on" in job and "steps" in job)
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= set(workflow["jobs"])
        if "uses" in job:
            assert (ROOT / job["uses"]).is_file()
    for _, step in steps_of(workflow):
        assert set(step) <= STEP_KEYS
        assert ("uses" in step) != ("run" in step)


def test_jobs_run_where_github_has_runners(workflow: Workflow) -> None:
    for job in workflow["jobs"].values():
        for row in rows_of(job) if "runs-on" in job else []:
            runner = job["runs-on"]
            for name, value in row.items():
                runner = runner.replace(f"${{{{ matrix.{name} }}}}", value)
            assert runner in RUNNERS


def test_expressions_name_what_there_is(workflow: Workflow) -> None:
    for job in workflow["jobs"].values():
        columns = {key for row in rows_of(job) for key in row}
        for text in texts_of(job):
            for expression in re.findall(r"\$\{\{(.*?)\}\}", text):
                named = re.findall(r"\b([a-z]+)\.(\w+)", re.sub(r"'[^']*'", "''", expression))
                assert named, expression
                for context, name in named:
                    assert context in CONTEXTS, expression
                    assert context != "matrix" or name in columns, expression
            assert text.count("${{") == text.count("}}"), text


def test_actions_are_pinned_to_a_version(workflow: Workflow) -> None:
    for _, step in steps_of(workflow):
        if "uses" in step:
            action, version = step["uses"].split("@v")
            assert int(version) >= ON_NODE_24[action]


def test_python_is_set_up_before_it_runs(workflow: Workflow) -> None:
    for job in workflow["jobs"].values():
        steps = job.get("steps", ())
        set_up_at = [number for number, step in enumerate(steps) if "setup-python" in step.get("uses", "")]
        for number, step in enumerate(steps):
            if "python" in (script := step.get("run", "")):
                assert set_up_at
                assert set_up_at[0] < number
                assert "python3" not in script
                # sudo has a PATH of its own, where another Python is.
                assert not re.search(r"sudo(?! --preserve-env env \"PATH=\$PATH\" python)[^&|;\n]* python", script)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash reads the scripts")
def test_bash_can_read_its_scripts(workflow: Workflow) -> None:
    for job, step in steps_of(workflow):
        if "run" in step and step.get("shell", "bash") == "bash":
            script = re.sub(r"\$\{\{.*?\}\}", "word", step["run"])
            done = subprocess.run(["bash", "-n"], input=script, capture_output=True, encoding="utf-8", check=False)
            assert (done.returncode, done.stderr) == (0, ""), f"{job}: {step.get('name')}"


def test_our_commands_are_called_by_their_names(workflow: Workflow) -> None:
    for _, step in steps_of(workflow):
        script = step.get("run", "")
        assert set(re.findall(r"set_up\.py ([a-z-]+)", script)) <= set(set_up.COMMANDS)
        assert set(re.findall(r"-m shipping ([a-z-]+)", script)) <= set(SHIPPING)
        kinds = re.findall(r"set_up\.py package((?: [a-z]+)*)", script)
        assert {kind for words in kinds for kind in words.split()} <= set(OF_SYSTEM["linux"])


def test_packages_are_built_and_proven_on_each_system() -> None:
    jobs = yaml.safe_load((FOLDER / "release.yml").read_text(encoding="utf-8"))["jobs"]
    rows = rows_of(jobs["build"])
    assert {RUNNERS[row["runner"]] for row in rows} == set(OF_SYSTEM)
    named = {name for row in rows for name in row.get("systems", "").split()}
    assert named <= {system.name for system in SYSTEMS}


def test_linux_runners_install_what_the_packages_are_made_with() -> None:
    jobs = yaml.safe_load((FOLDER / "release.yml").read_text(encoding="utf-8"))["jobs"]
    installed = set(" ".join(texts_of(jobs["build"]["steps"])).split())
    told = (ROOT / "packaging" / "README.md").read_text(encoding="utf-8")
    paragraph = re.search(r"^On Debian the tools are: (.*?)\n\n", told, re.MULTILINE | re.DOTALL)
    assert paragraph is not None
    names = {name for listed in re.findall(r"`([^`]+)`", paragraph[1]) for name in listed.split()}
    # NSIS makes the installer for Windows and 7-Zip reads it, on Debian only for the proof by Wine.
    assert names - {"nsis", "p7zip-full"} <= installed
