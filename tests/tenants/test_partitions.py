"""What makes, sets aside and returns a pemda's partitions, and what lays tables out on Citus."""

import pytest

from tenants import partitions
from tenants.partitions import Key


class TestStatements:
    KEY = Key("event", "fk", "complaint", "FOREIGN KEY (tenant_id, c) REFERENCES tuntas.complaint(tenant_id, id)")

    def test_attachment(self) -> None:
        assert partitions.attachment_statements(["complaint"], 0) == [
            "CREATE TABLE tuntas_partitions.complaint_0000 PARTITION OF tuntas.complaint FOR VALUES IN (0)"
        ]

    def test_detachment_hangs_the_keys_on_the_partitions(self) -> None:
        assert partitions.detachment_statements(["complaint", "event"], [self.KEY], 2101) == [
            "ALTER TABLE tuntas.event DETACH PARTITION tuntas_partitions.event_2101",
            "ALTER TABLE tuntas_partitions.event_2101 DROP CONSTRAINT fk",
            "ALTER TABLE tuntas.complaint DETACH PARTITION tuntas_partitions.complaint_2101",
            "ALTER TABLE tuntas_partitions.event_2101 ADD CONSTRAINT fk "
            + self.KEY.definition.replace("tuntas.complaint", "tuntas_partitions.complaint_2101"),
        ]

    def test_the_return_drops_them_again(self) -> None:
        assert partitions.return_statements(["complaint", "event"], [self.KEY], 2101) == [
            "ALTER TABLE tuntas_partitions.event_2101 DROP CONSTRAINT fk",
            "ALTER TABLE tuntas.complaint ATTACH PARTITION tuntas_partitions.complaint_2101 FOR VALUES IN (2101)",
            "ALTER TABLE tuntas.event ATTACH PARTITION tuntas_partitions.event_2101 FOR VALUES IN (2101)",
        ]

    @pytest.mark.parametrize(
        ("name", "scope", "key", "statement"),
        [
            ("region", "reference", "code", "create_reference_table('tuntas.region')"),
            (
                "unit",
                "tenant",
                "tenant_id",
                "create_distributed_table('tuntas.unit', 'tenant_id', colocate_with => 'none', shard_count => 32)",
            ),
            (
                "complaint",
                "tenant",
                "tenant_id",
                "create_distributed_table('tuntas.complaint', 'tenant_id', colocate_with => 'tuntas.unit')",
            ),
            (
                "account",
                "distributed",
                "id",
                "create_distributed_table('tuntas.account', 'id', colocate_with => 'none', shard_count => 32)",
            ),
        ],
    )
    def test_distribution(self, name: str, scope: str, key: str, statement: str) -> None:
        assert partitions.distribution(name, scope, key) == f"SELECT {statement}"
