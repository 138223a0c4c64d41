"""One key for an installation, from its master key; its public half in every form that people use."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.master_key import MasterKey, Purpose
from gateway.packets.signing import PacketKey, PacketPublicKey, public_key
from rules.errors import BAD_USER_INPUT, Refusal

MASTER = MasterKey(bytes(range(32)))
KEY = PacketKey.of(MASTER)


def test_the_same_as_long_as_the_master_key_is() -> None:
    assert PacketKey.of(MasterKey(bytes(range(32)))).public.raw == KEY.public.raw
    assert PacketKey.of(MasterKey(bytes(32))).public.raw != KEY.public.raw
    assert MASTER.derive(Purpose.PACKETS) not in {MASTER.derive(other) for other in Purpose if other != Purpose.PACKETS}


def test_it_signs_and_nobody_else_does() -> None:
    signature = KEY.sign(b"manifest")
    assert KEY.public.signed(signature, b"manifest")
    assert KEY.sign(b"manifest") == signature
    assert not KEY.public.signed(signature, b"manifesto")
    assert not KEY.public.signed(bytes([signature[0] ^ 1]) + signature[1:], b"manifest")
    assert not KEY.public.signed(b"", b"manifest")
    assert not PacketKey(bytes(32)).public.signed(signature, b"manifest")


def test_it_tells_nothing_of_the_secret() -> None:
    assert repr(KEY) == f"PacketKey({KEY.public.id})"
    assert len(KEY.public.id) == 16


def test_the_public_key_in_every_form(tmp_path: Path) -> None:
    for name, text in (("hex", KEY.public.hex), ("pem", KEY.public.pem)):
        path = tmp_path / name
        path.write_text(text + "\n")
        assert public_key(str(path)).raw == KEY.public.raw
    assert public_key(f" {KEY.public.hex} ").raw == KEY.public.raw
    assert PacketPublicKey(KEY.public.raw).id == KEY.public.id


def test_what_is_no_key(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1()).public_key()
    (tmp_path / "pem").write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for text in (
        "",
        "zz",
        "00",
        KEY.public.hex + "00",
        "-----BEGIN",
        *(str(tmp_path / name) for name in ("pem", "binary")),
    ):
        with pytest.raises(Refusal) as refused:
            public_key(text)
        assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "key")


def test_openssl_agrees(tmp_path: Path) -> None:
    for name, data in (("m", b"manifest"), ("sig", KEY.sign(b"manifest")), ("pem", KEY.public.pem.encode())):
        (tmp_path / name).write_bytes(data)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "pem", "-rawin", "-in", "m", "-sigfile", "sig"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Verified Successfully" in done.stdout
