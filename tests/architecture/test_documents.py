"""What is written about the house is true of it: decisions name their tests, targets have help, settings are listed."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from gateway.settings import Settings
from tests.architecture.codebase import HOUSE, tracked_files

ADRS = sorted((HOUSE / "docs" / "adr").glob("[0-9]*.md"))
FRAGMENT = re.compile(r"(?:\d+|\+[a-z0-9-]+)\.(?:added|changed|fixed|removed|security)\.md")
PAGE = 60
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]+)[^)]*\)")
PATH_IN_CODE = re.compile(
    r"`(?P<path>(?:gateway|graph|policies|tenants|rules|migrations|tests|bench|docs|console|changelog|\.ci)/[\w./-]*)(?:::\w+)?`"
)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("adr", ADRS, ids=lambda path: path.stem)
def test_a_decision_is_one_page_and_ends_with_its_tests(adr: Path) -> None:
    text = read(adr)
    number = int(adr.name[:4])
    assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+", adr.stem)
    assert text.startswith(f"# {number}. ")
    assert text.count("\n") <= PAGE
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Why", "Decision", "Price", "Enforced by"]
    named = re.findall(r"^- `(tests/[^`:]+)(?:::\w+)?`: \S", text.partition("## Enforced by\n")[2], re.MULTILINE)
    assert named, "name the test that enforces it"
    assert [name for name in named if not (HOUSE / name).exists()] == []


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    assert [int(adr.name[:4]) for adr in ADRS] == list(range(1, len(ADRS) + 1))
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", read(HOUSE / "docs" / "adr" / "README.md"))
    assert listed == [adr.name for adr in ADRS]


DOCUMENTS = [name for name in tracked_files() if name.endswith(".md") and not name.startswith("console/node_modules")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_points_to_exists(name: str) -> None:
    """Links, and paths in backquotes; <name>, * and words in capitals stand for something to be filled in."""
    text = re.sub(r"^```.*?^```$", "", read(HOUSE / name), flags=re.MULTILINE | re.DOTALL)
    here = (HOUSE / name).parent
    links = [found["target"] for found in LINK.finditer(text) if "://" not in found["target"]]
    paths = [found["path"] for found in PATH_IN_CODE.finditer(text)]
    missing = [link for link in links if not link.startswith("mailto:") and not (here / link).exists()]
    missing += [path for path in paths if not (HOUSE / path).exists()]
    assert missing == []


def test_every_changelog_fragment_is_named_after_its_issue_and_kind() -> None:
    fragments = [path for path in (HOUSE / "changelog").iterdir() if path.name != "README.md"]
    assert fragments
    assert [path.name for path in fragments if not FRAGMENT.fullmatch(path.name) or not read(path).strip()] == []


MAKEFILE = read(HOUSE / "Makefile")
TARGETS = re.findall(r"^([a-z][a-z-]*):(?:[^=]|$)", MAKEFILE, re.MULTILINE)


def test_every_target_says_what_it_does() -> None:
    helped = subprocess.run(["make", "--no-print-directory"], cwd=HOUSE, capture_output=True, text=True, check=True)
    shown = re.findall(r"^  make ([a-z-]+) +\S", helped.stdout, re.MULTILINE)
    assert shown == TARGETS
    assert {"demo", "test", "check", "bench", "schema", "migration", "lock", "console", "clean"} <= set(TARGETS)


def test_every_target_is_phony() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert phony.split() == TARGETS


def test_the_readme_starts_with_two_commands() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", read(HOUSE / "README.md"), re.MULTILINE | re.DOTALL)
    commands = [line.split("#")[0].strip() for line in blocks[0].splitlines() if line.strip()]
    assert commands == ["make demo", "make test"]


def test_documents_speak_of_targets_that_exist() -> None:
    spoken = {(name, target) for name in DOCUMENTS for target in re.findall(r"`make ([a-z-]+)", read(HOUSE / name))}
    assert [f"{name}: make {target}" for name, target in sorted(spoken) if target not in TARGETS] == []


def test_every_setting_is_listed_with_its_default() -> None:
    rows = re.findall(r"^\| `(TUNTAS_\w+)` \| (?:`(.*?)`)? ?\|", read(HOUSE / "docs" / "operations.md"), re.MULTILINE)
    assert rows == [(f"TUNTAS_{name.upper()}", shown(field.default)) for name, field in Settings.model_fields.items()]


def shown(default: object) -> str:
    """As an environment variable would say it."""
    if default is None:
        return ""
    if isinstance(default, bool | tuple):
        return json.dumps(default)
    return str(default)
