"""The clock is taken out of an archive, its contents stay, and the types come first."""

import io
import zipfile

from gateway.rendering.archive import settled


def archive(year: int, names: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), name.encode())
    return out.getvalue()


def test_the_same_members_are_the_same_bytes() -> None:
    names = ("a.xml", "[Content_Types].xml", "z.xml")
    assert settled(archive(1999, names)) == settled(archive(2026, names[::-1]))


def test_types_come_first_and_members_may_be_replaced() -> None:
    with zipfile.ZipFile(io.BytesIO(settled(archive(2026, ("a", "[Content_Types].xml")), {"a": b"b"}))) as found:
        assert found.namelist() == ["[Content_Types].xml", "a"]
        assert found.read("a") == b"b"
