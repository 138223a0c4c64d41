from dataclasses import fields

from tenants.packet_rows import DecisionRow, PacketRow
from tenants.stores import packets


def test_a_row_is_what_the_store_reads() -> None:
    assert {field.name for field in fields(PacketRow)} == set(packets.COLUMNS)
    assert [field.name for field in fields(DecisionRow)] == [
        "tenant_id", "complaint_id", "seq", "reason", "data", "actor_title", "at"
    ]  # fmt: skip
