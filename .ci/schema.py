"""What clients see: graph/schema.graphql, written anew by `make schema`, compared with the code by `make check`."""

import difflib
import sys
from pathlib import Path

from graphql import build_schema
from graphql.utilities import find_breaking_changes

from graph.schema import schema

SNAPSHOT = Path(__file__).parents[1] / "graph" / "schema.graphql"


def breaking(before: str, after: str) -> list[str]:
    """What an existing client may trip over, one line each."""
    changes = find_breaking_changes(build_schema(before), build_schema(after))
    return sorted(f"breaking: {change.description}" for change in changes)


def compare(before: str, after: str) -> int:
    """0 when the snapshot is what the code says; else 1, with the difference on the standard error."""
    if before == after:
        return 0
    difference = difflib.unified_diff(before.splitlines(), after.splitlines(), "graph/schema.graphql", "the code", "")
    sys.stderr.write("\n".join([*difference, *breaking(before, after), "Run `make schema` and look at its diff.", ""]))
    return 1


def main(arguments: list[str]) -> int:
    """Compare with --check, write otherwise."""
    before = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else "type Query"
    after = f"{schema.as_str()}\n"
    if "--check" in arguments:
        return compare(before, after)
    sys.stdout.write("".join(f"{line}\n" for line in breaking(before, after)))
    SNAPSHOT.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
