"""How `make migration` writes a revision: tables through migrations.layout, foreign keys after all tables."""

from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.render import _add_table
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy import ForeignKeyConstraint

from tenants.partitions import ANCHOR


def arrange(_context: MigrationContext, _revision: object, directives: list[ops.MigrationScript]) -> None:
    """Take foreign keys out of new tables and put them last; a dropped table takes its indexes along."""
    for script in directives:
        if script.upgrade_ops is not None:
            _foreign_keys_last(script.upgrade_ops)
        if script.downgrade_ops is not None:
            _tables_with_their_indexes(script.downgrade_ops)


def _foreign_keys_last(upgrade: ops.UpgradeOps) -> None:
    keys: list[ops.MigrateOperation] = []
    for operation in upgrade.ops:
        if isinstance(operation, ops.CreateTableOp):
            found = [item for item in operation.columns if isinstance(item, ForeignKeyConstraint)]
            operation.columns = [item for item in operation.columns if not isinstance(item, ForeignKeyConstraint)]
            keys.extend(ops.CreateForeignKeyOp.from_constraint(key) for key in found)
    # On Citus the other tenants' tables are laid beside this one: it comes first where it is born.
    upgrade.ops.sort(key=lambda operation: getattr(operation, "table_name", None) != ANCHOR)
    upgrade.ops.extend(sorted(keys, key=lambda key: str(getattr(key, "constraint_name", ""))))


def _tables_with_their_indexes(downgrade: ops.DowngradeOps) -> None:
    dropped = {operation.table_name for operation in downgrade.ops if isinstance(operation, ops.DropTableOp)}
    downgrade.ops[:] = [
        operation
        for operation in downgrade.ops
        if not (isinstance(operation, ops.DropIndexOp) and operation.table_name in dropped)
    ]


@renderers.dispatch_for(ops.CreateTableOp, replace=True)
def _render_create_table(context: AutogenContext, operation: ops.CreateTableOp) -> str:
    return _add_table(context, operation).replace("op.create_table(", "layout.create_table(", 1)
