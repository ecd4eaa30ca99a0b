"""Remember what members replaced among their contact details, until the back office knows."""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=24), nullable=False),
        sa.Column("replaced_hash", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_own_detail_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_detail"),
    )
    op.create_index("ix_own_detail_member_id", "own_detail", ["member_id"])


def downgrade() -> None:
    op.drop_table("own_detail")
