"""Every byte of an archive counts."""

import io

import pytest

from tenants.archive.container import DamagedError, Writer, members


class TestContainer:
    def test_sizes_are_kept(self) -> None:
        file, sums = io.BytesIO(), io.BytesIO()
        writer = Writer(file, sums)
        for size in (0, 1, 511, 512, 513, 300_000):
            writer.add(f"f{size}", size, iter([b"x" * size]))
        writer.close()
        file.seek(0)
        assert [(member.name, sum(map(len, member.chunks()))) for member in members(file)] == [
            (f"f{size}", size) for size in (0, 1, 511, 512, 513, 300_000)
        ]

    def test_a_member_of_another_size_than_promised(self) -> None:
        with pytest.raises(DamagedError):
            Writer(io.BytesIO(), io.BytesIO()).add("a", 3, iter([b"ab"]))

    def test_every_single_bit_counts(self) -> None:
        file = io.BytesIO()
        writer = Writer(file, io.BytesIO())
        writer.add("a", 5, iter([b"abcde"]))
        writer.close()
        whole = file.getvalue()
        expected = b"abcde"
        for place in range(len(whole) * 8):
            changed = bytearray(whole)
            changed[place // 8] ^= 1 << (place % 8)
            try:
                found = [b"".join(member.chunks()) for member in members(io.BytesIO(bytes(changed)))]
            except DamagedError:
                continue
            assert found != [expected], place
