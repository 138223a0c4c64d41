"""The office of the gateway is what the graph expects of a door."""

from pathlib import Path

from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.storage.store import Storage
from graph.packet_door import PacketDoor


def test_the_office_fits(tmp_path: Path) -> None:
    key = PacketKey(bytes(32))
    door: PacketDoor = PacketOffice(key, Storage.open(None, tmp_path))
    assert (door.key_id, door.public_key) == (key.public.id, key.public.hex)
