from uuid import UUID

from gateway.upload_door import SignedDoor
from graph.uploads import UploadDoor


def test_the_gateways_door_fits_the_seam() -> None:
    door: UploadDoor = SignedDoor(bytes(32))
    assert isinstance(door.upload_of("budi", "kunci-123"), UUID)
    assert set(dir(UploadDoor)) >= {"max_bytes", "accepted", "upload_of", "address"}
