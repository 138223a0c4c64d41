# ruff: noqa: E501 - written by Alembic from the tables
"""People."""

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()  # lock_timeout, and sequential statements on Citus
    layout.create_table(
        "unit",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("path", sa.Text(collation="C"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('ROOT', 'SETDA', 'DINAS', 'BADAN', 'INSPEKTORAT', 'SATPOL_PP', 'WILAYAH_ADMINISTRASI', 'KECAMATAN', 'KELURAHAN', 'RSUD', 'UPT', 'BUMD', 'EXTERNAL')",
            name=op.f("ck_unit_kind"),
        ),
        sa.CheckConstraint("active_to IS NULL OR active_to >= active_from", name=op.f("ck_unit_validity")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_unit")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index("uq_unit_tenant_id_code", "unit", ["tenant_id", "code"], unique=True, schema="tuntas")
    op.create_index("uq_unit_tenant_id_path", "unit", ["tenant_id", "path"], unique=True, schema="tuntas")
    layout.create_table(
        "coordination_team",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sk_number", sa.Text(), nullable=False),
        sa.Column("sk_date", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_coordination_team_validity")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_coordination_team")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "sanction",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sk_number", sa.Text(), nullable=False),
        sa.Column("imposed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('TEGURAN_LISAN', 'TEGURAN_TERTULIS', 'PEMBERHENTIAN')", name=op.f("ck_sanction_kind")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sanction")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_sanction_tenant_id_account_id"), "sanction", ["tenant_id", "account_id"], unique=False, schema="tuntas"
    )
    layout.create_table(
        "coordination_member",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "seat IN ('PEMBINA', 'PENANGGUNG_JAWAB', 'KETUA', 'WAKIL_KETUA', 'SEKRETARIS', 'ANGGOTA')",
            name=op.f("ck_coordination_member_seat"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_coordination_member")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_coordination_member_tenant_id_team_id"),
        "coordination_member",
        ["tenant_id", "team_id"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "position",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('INSTANSI', 'INTEGRASI', 'NASIONAL', 'OMBUDSMAN', 'PENGAWAS', 'PENGHUBUNG', 'PIMPINAN', 'STAF')",
            name=op.f("ck_position_role"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_position")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_position_tenant_id_unit_path"), "position", ["tenant_id", "unit_path"], unique=False, schema="tuntas"
    )
    layout.create_table(
        "restriction",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.UUID(), nullable=False),
        sa.CheckConstraint(
            "role IN ('INSTANSI', 'INTEGRASI', 'NASIONAL', 'OMBUDSMAN', 'PENGAWAS', 'PENGHUBUNG', 'PIMPINAN', 'STAF')",
            name=op.f("ck_restriction_role"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_restriction")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "vacancy",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("raised_to_unit_id", sa.Uuid(), nullable=True),
        sa.Column("raised_to_path", sa.Text(collation="C"), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_vacancy")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_vacancy_tenant_id_unit_id"), "vacancy", ["tenant_id", "unit_id"], unique=False, schema="tuntas"
    )
    layout.create_table(
        "appointment",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sk_number", sa.Text(), nullable=False),
        sa.Column("sk_date", sa.Date(), nullable=False),
        sa.Column("sk_attachment_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('DEFINITIVE', 'PLT', 'PLH')", name=op.f("ck_appointment_kind")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_appointment_validity")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_appointment")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_appointment_tenant_id_account_id"),
        "appointment",
        ["tenant_id", "account_id"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        op.f("ix_appointment_tenant_id_position_id_valid_from"),
        "appointment",
        ["tenant_id", "position_id", "valid_from"],
        unique=False,
        schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_appointment_tenant_id_position_id"),
        "appointment",
        "position",
        ["tenant_id", "position_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_coordination_member_tenant_id_team_id"),
        "coordination_member",
        "coordination_team",
        ["tenant_id", "team_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        op.f("fk_position_tenant_id_unit_id"),
        "position",
        "unit",
        ["tenant_id", "unit_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_restriction_tenant_id_unit_id"),
        "restriction",
        "unit",
        ["tenant_id", "unit_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_unit_tenant_id_parent_id"),
        "unit",
        "unit",
        ["tenant_id", "parent_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_vacancy_tenant_id_unit_id"),
        "vacancy",
        "unit",
        ["tenant_id", "unit_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )


def downgrade() -> None:
    layout.begin()
    op.drop_index(op.f("ix_appointment_tenant_id_position_id_valid_from"), table_name="appointment", schema="tuntas")
    op.drop_index(op.f("ix_appointment_tenant_id_account_id"), table_name="appointment", schema="tuntas")
    op.drop_table("appointment", schema="tuntas")
    op.drop_index(op.f("ix_vacancy_tenant_id_unit_id"), table_name="vacancy", schema="tuntas")
    op.drop_table("vacancy", schema="tuntas")
    op.drop_table("restriction", schema="tuntas")
    op.drop_index(op.f("ix_position_tenant_id_unit_path"), table_name="position", schema="tuntas")
    op.drop_table("position", schema="tuntas")
    op.drop_index(op.f("ix_coordination_member_tenant_id_team_id"), table_name="coordination_member", schema="tuntas")
    op.drop_table("coordination_member", schema="tuntas")
    op.drop_index("uq_unit_tenant_id_path", table_name="unit", schema="tuntas")
    op.drop_index("uq_unit_tenant_id_code", table_name="unit", schema="tuntas")
    op.drop_table("unit", schema="tuntas")
    op.drop_index(op.f("ix_sanction_tenant_id_account_id"), table_name="sanction", schema="tuntas")
    op.drop_table("sanction", schema="tuntas")
    op.drop_table("coordination_team", schema="tuntas")
