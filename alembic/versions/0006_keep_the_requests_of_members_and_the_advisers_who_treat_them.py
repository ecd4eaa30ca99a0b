"""Keep the requests of members and the advisers who treat them."""

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adviser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("totp_encrypted", sa.String(length=255), nullable=False),
        sa.Column("last_code_step", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_adviser"),
        sa.UniqueConstraint("email", name="uq_adviser_email"),
    )
    op.create_table(
        "adviser_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["adviser_id"], ["adviser.id"], name="fk_adviser_session_adviser_id"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_adviser_session"),
    )
    op.create_index("ix_adviser_session_adviser_id", "adviser_session", ["adviser_id"])

    op.create_table(
        "member_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("details_encrypted", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_member_request_contract_id"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_member_request_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_member_request"),
        sa.UniqueConstraint("member_id", "form_key", name="uq_member_request_member_id_form_key"),
        sa.UniqueConstraint("number", name="uq_member_request_number"),
        sa.UniqueConstraint("public_id", name="uq_member_request_public_id"),
    )
    op.create_index("ix_member_request_member", "member_request", ["member_id", "created_at"])
    op.create_index("ix_member_request_queue", "member_request", ["status", "created_at"])

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=150), nullable=False),
        sa.Column("media_type", sa.String(length=50), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_attachment_member_id"),
        sa.ForeignKeyConstraint(["request_id"], ["member_request.id"], name="fk_attachment_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.UniqueConstraint("public_id", name="uq_attachment_public_id"),
        sa.UniqueConstraint("stored_name", name="uq_attachment_stored_name"),
    )
    op.create_index("ix_attachment_form_key", "attachment", ["form_key"])
    op.create_index("ix_attachment_member_id", "attachment", ["member_id"])
    op.create_index("ix_attachment_request_id", "attachment", ["request_id"])

    op.create_table(
        "request_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("message_encrypted", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["adviser_id"], ["adviser.id"], name="fk_request_step_adviser_id"),
        sa.ForeignKeyConstraint(["request_id"], ["member_request.id"], name="fk_request_step_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_request_step"),
    )
    op.create_index("ix_request_step_request_id", "request_step", ["request_id"])

    with op.batch_alter_table("audit_entry") as entry:
        entry.add_column(sa.Column("adviser_id", sa.Integer(), nullable=True))
        entry.create_index("ix_audit_entry_adviser_id", ["adviser_id"])
        entry.create_foreign_key("fk_audit_entry_adviser_id", "adviser", ["adviser_id"], ["id"])



def downgrade() -> None:
    with op.batch_alter_table("audit_entry") as entry:
        entry.drop_constraint("fk_audit_entry_adviser_id", type_="foreignkey")
        entry.drop_index("ix_audit_entry_adviser_id")
        entry.drop_column("adviser_id")

    op.drop_table("request_step")
    op.drop_table("attachment")
    op.drop_table("member_request")
    op.drop_table("adviser_session")
    op.drop_table("adviser")
