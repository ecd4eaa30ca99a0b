"""Say what a row of a coverage table is for, so that its examples of reimbursement are found."""

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("coverage_line", sa.Column("guarantee", sa.String(length=24), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("coverage_line") as line:
        line.drop_column("guarantee")
