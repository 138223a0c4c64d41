"""The import law holds, and each of its contracts notices what it forbids."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.codebase import HOUSE

ROOTS = ("gateway", "graph", "policies", "tenants", "rules", "migrations")

# (module to change or make, what is added to it, the contract that must break)
VIOLATIONS = [
    ("rules/roles.py", "import policies.principal", "A complaint's way runs in one direction"),
    ("tenants/session.py", "import policies.principal", "A complaint's way runs in one direction"),
    ("policies/principal.py", "import tenants.session", "A complaint's way runs in one direction"),
    ("tenants/stores/complaints.py", "import graph.context", "A complaint's way runs in one direction"),
    ("graph/context.py", "import gateway.media", "A complaint's way runs in one direction"),
    ("graph/complaints/types.py", "import graph.people.types", "Subjects do not know each other"),
    ("graph/people/queries.py", "import graph.complaints.queries", "Subjects do not know each other"),
    ("graph/fields.py", "import graph.complaints.types", "Subjects do not know each other"),
    ("graph/people/queries.py", "import graph.schema", "Subjects do not know each other"),
    ("graph/shopping.py", "x = 1", "Subjects do not know each other"),
    ("graph/documents/types.py", "import graph.documents.inputs", "Inside a subject"),
    ("graph/people/queries.py", "import graph.people.mutations", "Inside a subject"),
    ("graph/complaints/tidbits.py", "x = 1", "Inside a subject"),
    ("tenants/tables/complaints.py", "import tenants.stores.complaints", "Inside tenants"),
    ("tenants/database.py", "import tenants.session", "Inside tenants"),
    ("tenants/tidbits.py", "x = 1", "Inside tenants"),
    ("graph/pemda/queries.py", "import tenants.enrolment", "A request never works as the owner"),
    ("tenants/stores/pemda.py", "import tenants.bulk", "A request never works as the owner"),
    ("rules/roles.py", "import strawberry", "Rules know no library"),
    ("tenants/stores/complaints.py", "import sqlalchemy", "SQLAlchemy describes tables"),
    ("graph/people/types.py", "import sqlalchemy.orm", "SQLAlchemy describes tables"),
    ("gateway/media.py", "import psycopg", "SQL is sent from tenants"),
    ("policies/principal.py", "import casbin", "Casbin has one door"),
    ("graph/people/mutations.py", "import casbin", "Casbin has one door"),
    ("gateway/transport_errors.py", "import gateway.request_body", "No cycles anywhere"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as run; run()"]
    return subprocess.run(
        [*command, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages' modules alone, somewhere else."""
    folder = tmp_path_factory.mktemp("law")
    shutil.copy(HOUSE / ".importlinter", folder)
    for root in ROOTS:
        for source in (HOUSE / root).rglob("*.py"):
            target = folder / source.relative_to(HOUSE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


def test_the_law_holds(pristine: Path) -> None:
    done = lint(pristine)
    assert done.returncode == 0, done.stdout
    assert " 0 broken." in done.stdout


@pytest.mark.parametrize(("path", "line", "contract"), VIOLATIONS)
def test_a_violation_is_caught(pristine: Path, path: str, line: str, contract: str) -> None:
    target = pristine / path
    before = target.read_text() if target.exists() else None
    target.write_text(f"{before or ''}\n{line}\n")
    try:
        done = lint(pristine)
    finally:
        if before is None:
            target.unlink()
        else:
            target.write_text(before)
    assert done.returncode == 1, done.stdout
    broken = [shown for shown in done.stdout.splitlines() if shown.endswith("BROKEN")]
    assert [shown for shown in broken if shown.startswith(contract)], done.stdout
