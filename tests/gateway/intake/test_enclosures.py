"""Files of a mail pass the door that all files pass: cleaned, bounded, and the same for the same mail."""

from pathlib import Path
from uuid import uuid4

import pytest

from gateway.intake.enclosures import Enclosures
from gateway.intake.letterbox import Enclosure, Letter
from gateway.storage.store import Storage
from gateway.upload_door import SignedDoor
from gateway.uploads import Uploads, UploadSettings
from graph.context import Context
from graph.schema import schema
from policies.principal import Principal
from rules.errors import RETRY, Refusal
from rules.identifiers import NATION, NOWHERE
from rules.roles import Role
from rules.vocabulary import Channel
from tenants.database import Pool
from tests.gateway.cleaning import files
from tests.offices import Asking

pytestmark = pytest.mark.anyio
PROGRAM = Principal(Role.INTEGRASI, tenant=NATION, reach=NOWHERE)


def letter(*enclosures: Enclosure) -> Letter:
    return Letter(Channel.EMAIL, uuid4().hex, "warga@contoh.test", "Warga", enclosures)


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def door() -> SignedDoor:
    return SignedDoor(b"k" * 32)


@pytest.fixture
def context(ask: Asking, door: SignedDoor) -> Context:
    found = ask.later(days=10_000).context(PROGRAM)
    found.storage = door
    return found


def filing(pool: Pool, door: SignedDoor, folder: Path, at_once: int = 50) -> Enclosures:
    settings = UploadSettings(at_once=at_once)
    return Enclosures(schema, Uploads(pool, Storage.open(None, folder), door, folder, settings=settings))


async def test_what_is_clean_is_kept_and_the_rest_is_counted(
    pool: Pool, door: SignedDoor, context: Context, tmp_path: Path
) -> None:
    sent = letter(
        Enclosure("foto.jpg", files.jpeg(6)), Enclosure("virus.exe", b"MZ" + bytes(200)), Enclosure("a.txt", b"Halo")
    )
    filed = await filing(pool, door, tmp_path)(context, sent)
    assert (len(filed.ids), filed.refused) == (2, 1)
    kept = contents(tmp_path)
    assert len(kept) == 2
    assert not any(files.SECRET_BYTES in content for content in kept)


async def test_the_same_letter_again_has_the_same_uploads(
    pool: Pool, door: SignedDoor, context: Context, tmp_path: Path
) -> None:
    sent = letter(Enclosure("a.txt", b"Halo"), Enclosure("b.exe", b"MZ" + bytes(200)))
    first, again = [await filing(pool, door, tmp_path)(context, sent) for _ in range(2)]
    assert first == again
    other = await filing(pool, door, tmp_path)(context, letter(Enclosure("a.txt", b"Halo")))
    assert other.ids != first.ids


async def test_a_busy_door_is_asked_again_later(pool: Pool, door: SignedDoor, context: Context, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        await filing(pool, door, tmp_path, at_once=0)(context, letter(Enclosure("a.txt", b"Halo")))
    assert refused.value.code == RETRY
