"""Units as a tree, positions in them, who holds them by which SK, the coordination team, sanctions, vacancies."""

from sqlalchemy import CheckConstraint, Column, Date, DateTime, ForeignKeyConstraint, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import UUID

from rules.roles import POSITION_ROLES, AppointmentKind, SanctionKind, TeamSeat, UnitKind
from tenants.tables.base import SCHEMA, of_unit, one_of, path_column, tenant_table

_MOMENT = DateTime(timezone=True)

unit = tenant_table(
    "unit",
    Column("id", Uuid, primary_key=True),
    Column("parent_id", Uuid),
    path_column("path"),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("region_code", Text),
    Column("active_from", Date, nullable=False),
    Column("active_to", Date),
    CheckConstraint(one_of("kind", UnitKind), name="kind"),
    CheckConstraint("active_to IS NULL OR active_to >= active_from", name="validity"),
    of_unit("parent_id"),
    Index("uq_unit_tenant_id_path", "tenant_id", "path", unique=True),
    Index("uq_unit_tenant_id_code", "tenant_id", "code", unique=True),
)

position = tenant_table(
    "position",
    Column("id", Uuid, primary_key=True),
    Column("unit_id", Uuid, nullable=False),
    path_column("unit_path"),
    Column("role", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("active_from", Date, nullable=False),
    Column("active_to", Date),
    CheckConstraint(one_of("role", sorted(POSITION_ROLES)), name="role"),
    of_unit(),
    Index(None, "tenant_id", "unit_path"),
)

appointment = tenant_table(
    "appointment",
    Column("id", Uuid, primary_key=True),
    Column("position_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sk_number", Text, nullable=False),
    Column("sk_date", Date, nullable=False),
    Column("sk_attachment_id", Uuid),
    Column("valid_from", _MOMENT, nullable=False),
    Column("valid_to", _MOMENT),
    Column("ended_reason", Text, nullable=False, server_default=""),
    CheckConstraint(one_of("kind", AppointmentKind), name="kind"),
    CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
    ForeignKeyConstraint(["tenant_id", "position_id"], [f"{SCHEMA}.position.tenant_id", f"{SCHEMA}.position.id"]),
    Index(None, "tenant_id", "position_id", "valid_from"),
    Index(None, "tenant_id", "account_id"),
)

vacancy = tenant_table(
    "vacancy",
    Column("id", Uuid, primary_key=True),
    Column("unit_id", Uuid, nullable=False),
    path_column("unit_path"),
    Column("raised_to_unit_id", Uuid),
    path_column("raised_to_path", nullable=True),
    Column("since", _MOMENT, nullable=False),
    Column("until", _MOMENT),
    of_unit(),
    Index(None, "tenant_id", "unit_id"),
)

coordination_team = tenant_table(
    "coordination_team",
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sk_number", Text, nullable=False),
    Column("sk_date", Date, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
)

coordination_member = tenant_table(
    "coordination_member",
    Column("id", Uuid, primary_key=True),
    Column("team_id", Uuid, nullable=False),
    Column("seat", Text, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("office", Text, nullable=False),
    CheckConstraint(one_of("seat", TeamSeat), name="seat"),
    ForeignKeyConstraint(
        ["tenant_id", "team_id"],
        [f"{SCHEMA}.coordination_team.tenant_id", f"{SCHEMA}.coordination_team.id"],
        ondelete="CASCADE",
    ),
    Index(None, "tenant_id", "team_id"),
)

sanction = tenant_table(
    "sanction",
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sk_number", Text, nullable=False),
    Column("imposed_on", Date, nullable=False),
    Column("recorded_by", Uuid, nullable=False),
    Column("recorded_at", _MOMENT, nullable=False),
    CheckConstraint(one_of("kind", SanctionKind), name="kind"),
    Index(None, "tenant_id", "account_id"),
)

restriction = tenant_table(
    "restriction",
    Column("id", Uuid, primary_key=True),
    Column("role", Text, nullable=False),
    Column("unit_id", Uuid),
    Column("permission", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("valid_from", _MOMENT, nullable=False),
    Column("valid_to", _MOMENT),
    Column("created_by", UUID, nullable=False),
    CheckConstraint(one_of("role", sorted(POSITION_ROLES)), name="role"),
    of_unit(),
)
