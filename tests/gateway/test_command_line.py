"""Every command is there, and a refusal is told in both languages without a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.command_line import app

COMMANDS = {
    "demo",
    "journey",
    "serve",
    "migrate",
    "migration",
    "database-url",
    "token",
    "tenant",
    "account",
    "uploads",
}


def test_every_command_is_there_and_explained() -> None:
    result = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert result.exit_code == 0
    listed = {line.split()[1] for line in result.output.splitlines() if line.startswith("│ ") and len(line.split()) > 3}
    assert listed >= COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert (result.exit_code, "Usage" in result.output) == (0, True)


def test_a_refusal_has_no_traceback(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "from gateway.command_line import main; main()", "tenant", "enrol"]
    result = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("BAD_USER_INPUT: ")
    assert "Traceback" not in result.stderr
