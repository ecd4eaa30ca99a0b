"""Add the links sent by e-mail, the limits on attempts, and what leaves the house."""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bucket", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_bucket_at", "attempt", ["bucket", "at"])

    op.create_table(
        "outbox_email",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_email"),
        sa.UniqueConstraint("public_id", name="uq_outbox_email_public_id"),
    )
    op.create_index("ix_outbox_email_next_try_at", "outbox_email", ["next_try_at"])

    op.create_table(
        "email_token",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_email_token_member_id"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_email_token"),
    )
    op.create_index("ix_email_token_code_hash", "email_token", ["code_hash"])
    op.create_index("ix_email_token_member_purpose", "email_token", ["member_id", "purpose"])

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.String(length=100), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_letter_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("public_id", name="uq_letter_public_id"),
    )
    op.create_index("ix_letter_member_id", "letter", ["member_id"])

    op.create_table(
        "known_device",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_known_device_account_id"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_known_device"),
    )
    op.create_index("ix_known_device_account_id", "known_device", ["account_id"])

    # Accounts that exist keep what the portal proposes to new ones.
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True))
        account.add_column(sa.Column("notify_payments", sa.Boolean(), nullable=False, server_default=sa.true()))
        account.add_column(sa.Column("statements_by_email", sa.Boolean(), nullable=False, server_default=sa.true()))
        account.add_column(sa.Column("newsletter", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("account") as account:
        for column in ("notify_payments", "statements_by_email", "newsletter"):
            account.alter_column(column, server_default=None)



def downgrade() -> None:
    with op.batch_alter_table("account") as account:
        for column in ("newsletter", "statements_by_email", "notify_payments", "last_login_at"):
            account.drop_column(column)
    for table in ("known_device", "letter", "email_token", "outbox_email", "attempt"):
        op.drop_table(table)
