"""What is handed to others holds nothing of the machine it was written on: no registry address, no private path."""

import re

import pytest

from tests.architecture.codebase import HOUSE, tracked_files

# Written so that this file does not match itself.
REGISTRIES = r"pypi\.(?:org|python)|pythonhosted\.org|registry\.(?:npmjs|yarnpkg)\.|npmmirror\.|/simple/[\w.-]+/"
LOCAL_ADDRESSES = r"file:/{2}\S*(?:simple|wheel|whl|pypi|npm|Users|home|root|work)"
MACHINE_PATHS = r"(?<![\w.~-])/(?:root|home|Users|work|opt/(?:pypi|wheels)[\w-]*)/[\w.]"
PRIVATE = re.compile(f"{REGISTRIES}|{LOCAL_ADDRESSES}|{MACHINE_PATHS}")
BINARY = {".docx", ".gif", ".gz", ".ico", ".jpg", ".pdf", ".png", ".webp", ".woff2", ".xlsx"}
INVENTED = {
    "tests/gateway/cleaning/files.py": "a document that gives its author away, for the cleaning to find",
}


def private_lines(name: str, text: str) -> list[str]:
    return [f"{name}:{number}" for number, line in enumerate(text.splitlines(), 1) if PRIVATE.search(line)]


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = []
    for name in tracked_files():
        path = HOUSE / name
        if path.suffix not in BINARY and name not in INVENTED:
            found += private_lines(name, path.read_text(encoding="utf-8", errors="replace"))
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://py" + "pi.org/simple",
        '"resolved": "https://registry.' + 'npmjs.org/react/-/react-19.tgz"',
        "six @ file:" + "///wheels/six.whl",
        "data = open('/ro" + "ot/secret')",
        "cd /wo" + "rk/main",
        "https://files.python" + "hosted.org/packages/x.whl",
        "https://mirror.example/simple" + "/six/",
    ],
)
def test_it_is_noticed(line: str) -> None:
    assert private_lines("a", line) == ["a:1"]


@pytest.mark.parametrize(
    "line",
    [
        "/usr/lib/postgresql/15/bin",
        "https://example.id/work/1",
        "var/uploads",
        "~/work/tuntas",
        "from the package registry",
    ],
)
def test_public_places_are_fine(line: str) -> None:
    assert private_lines("a", line) == []


def test_what_git_ignores_is_not_tracked() -> None:
    assert [name for name in tracked_files() if name.startswith((".venv/", "var/")) or "node_modules/" in name] == []
