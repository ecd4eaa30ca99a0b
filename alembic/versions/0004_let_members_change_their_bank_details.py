"""Let members change their bank details, and remember when a login address changed."""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "bank_details_change"
PENDING = sa.text("cancelled_at IS NULL AND applied_at IS NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=70), nullable=False),
        sa.Column("iban_encrypted", sa.String(length=255), nullable=False),
        sa.Column("iban_hash", sa.String(length=64), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_hash", sa.String(length=64), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_bank_details_change_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_details_change"),
        sa.UniqueConstraint("public_id", name="uq_bank_details_change_public_id"),
    )
    op.create_index("ix_bank_details_change_member_id", TABLE, ["member_id"])
    op.create_index(
        "uq_bank_details_change_pending",
        TABLE,
        ["member_id"],
        unique=True,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("email_changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.drop_column("email_changed_at")
    op.drop_table(TABLE)
