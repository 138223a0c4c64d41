"""tuntas intake mail, as a mail server calls it: a mail in, the answer out, 75 when it should try again."""

import os
import subprocess
import sys
from datetime import date
from email import message_from_bytes
from pathlib import Path
from uuid import uuid4

import pytest

from gateway.commands.intake import LATER
from gateway.installation import installed
from gateway.settings import Settings
from tenants import enrolment
from tests.gateway.intake.mails import DESK, SENDER, mail

PROGRAM = "from gateway.command_line import main; main()"


def run(data: Path, raw: bytes, *more: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUNTAS_")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "intake", "mail", "--sender", DESK, *more],
        input=raw,
        env={**kept, "TUNTAS_DATA": str(data), **environment},
        capture_output=True,
        timeout=100,
        check=False,
    )


@pytest.fixture(scope="module")
def desk(installation: Path) -> Path:
    """The installation with the nation's desk in it."""
    with installed(Settings()) as found:
        enrolment.enrol(found.database.owner_url, ["00"], on=date(2026, 1, 5))
    return installation


def fresh() -> bytes:
    return mail(message=f"<{uuid4().hex}@contoh.test>", files={"bukti.txt": ("text/plain", b"Halo")})


def test_a_mail_is_answered_on_the_standard_output(desk: Path) -> None:
    raw = fresh()
    first, again = run(desk, raw), run(desk, raw)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr.decode()
    answer = message_from_bytes(first.stdout)
    assert (answer["To"], answer["From"]) == (SENDER, DESK)
    assert first.stdout == again.stdout
    assert SENDER.encode() not in first.stderr


def test_automatic_mail_gets_no_answer(installation: Path) -> None:
    found = run(installation, mail(Auto_Submitted="auto-replied"))
    assert (found.returncode, found.stdout) == (0, b"")


def test_without_a_database_the_mail_server_keeps_it(tmp_path: Path) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1"
    found = run(tmp_path, fresh(), TUNTAS_DATABASE_URL=nowhere)
    assert (found.returncode, found.stdout) == (LATER, b"")


@pytest.mark.parametrize("more", [("--pemda", "x"), ("--sender", "x")])
def test_what_is_set_wrongly_is_said(installation: Path, more: tuple[str, str]) -> None:
    found = run(installation, fresh(), *more)
    assert (found.returncode, found.stdout) == (1, b"")
    assert b"BAD_USER_INPUT" in found.stderr
