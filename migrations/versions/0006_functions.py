"""Functions, and what the service may not change."""

from migrations import layout

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()
    layout.append_only("complaint_event", "complaint_body", "reporter", "attachment", removable=True)
    layout.append_only("transfer", "identity_access", "sanction")
    layout.run_sql("functions")


def downgrade() -> None:
    layout.begin()
    layout.drop_functions()
    layout.writable("complaint_event", "complaint_body", "reporter", "attachment")
    layout.writable("transfer", "identity_access", "sanction")
