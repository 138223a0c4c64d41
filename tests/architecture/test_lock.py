"""requirements.lock and pyproject.toml tell the same story, and every file is checked against a hash."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.codebase import HOUSE

LOCK = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; [^\\]+)? \\\n(?P<hashes>(?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE
)
PINS = {canonicalize_name(entry["name"]): entry["version"] for entry in ENTRY.finditer(LOCK)}


def asked_for() -> list[Requirement]:
    project = PROJECT["project"]
    texts = [*project["dependencies"], *project["optional-dependencies"]["dev"], *PROJECT["build-system"]["requires"]]
    return [Requirement(text) for text in texts]


def test_every_dependency_is_pinned_as_asked() -> None:
    missing = [str(r) for r in asked_for() if not r.specifier.contains(PINS.get(canonicalize_name(r.name), "0"))]
    assert missing == [], "run `make lock`"


def test_every_line_belongs_to_a_pin_with_hashes() -> None:
    left = [line for line in ENTRY.sub("", LOCK).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert left == []
    assert "://" not in LOCK
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", part) for part in re.findall(r"--hash=\S+", LOCK))


def test_the_same_code_is_not_installed_twice() -> None:
    assert "pycasbin" in PINS
    assert "casbin" not in PINS  # the old distribution of the same package: whichever is unpacked last would win
