"""Create the tables."""

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_number", sa.String(length=20), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("birth_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("nir_encrypted", sa.String(length=255), nullable=False),
        sa.Column("nir_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("address_line1", sa.String(length=100), nullable=False),
        sa.Column("address_line2", sa.String(length=100), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("iban_encrypted", sa.String(length=255), nullable=False),
        sa.Column("iban_hash", sa.String(length=64), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.Column("deceased_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        sa.UniqueConstraint("member_number", name="uq_member_member_number"),
    )
    op.create_index("ix_member_nir_hash", "member", ["nir_hash"])
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("responsible", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("code", name="uq_plan_code"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_account_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("member_id", name="uq_account_member_id"),
    )
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("contract_number", sa.String(length=30), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("employer", sa.String(length=100), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("health_fund_code", sa.String(length=9), nullable=False),
        sa.Column("health_fund_name", sa.String(length=100), nullable=False),
        sa.Column("electronic_transmission", sa.Boolean(), nullable=False),
        sa.Column("premium", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_contract_member_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_contract_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contract"),
        sa.UniqueConstraint("contract_number", name="uq_contract_contract_number"),
        sa.UniqueConstraint("public_id", name="uq_contract_public_id"),
    )
    op.create_index("ix_contract_member_id", "contract", ["member_id"])
    op.create_table(
        "coverage_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=24), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("full_cover", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("social_security_part", sa.String(length=24), nullable=False),
        sa.Column("conditions", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_coverage_line_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_coverage_line"),
        sa.UniqueConstraint("plan_id", "position", name="uq_coverage_line_plan_id_position"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=50), nullable=False),
        sa.Column("target", sa.String(length=100), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_audit_entry_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_account_id", "audit_entry", ["account_id"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    op.create_table(
        "beneficiary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("relationship", sa.String(length=24), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("nir_encrypted", sa.String(length=255), nullable=False),
        sa.Column("nir_hash", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_beneficiary_contract_id"),
        sa.PrimaryKeyConstraint("id", name="pk_beneficiary"),
        sa.UniqueConstraint("contract_id", "rank", name="uq_beneficiary_contract_id_rank"),
        sa.UniqueConstraint("public_id", name="uq_beneficiary_public_id"),
    )
    op.create_index("ix_beneficiary_nir_hash", "beneficiary", ["nir_hash"])
    op.create_table(
        "login_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_login_session_account_id"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_login_session"),
    )
    op.create_index("ix_login_session_account_id", "login_session", ["account_id"])
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("payment_number", sa.String(length=30), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(length=24), nullable=False),
        sa.Column("payee", sa.String(length=100), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("account_ending", sa.String(length=3), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_payment_contract_id"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_payment_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_payment"),
        sa.UniqueConstraint("payment_number", name="uq_payment_payment_number"),
        sa.UniqueConstraint("public_id", name="uq_payment_public_id"),
    )
    op.create_index("ix_payment_latest", "payment", ["member_id", "recipient", "paid_on", "id"])
    op.create_table(
        "payment_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("line_number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("beneficiary_id", sa.Integer(), nullable=False),
        sa.Column("settlement_number", sa.String(length=30), nullable=False),
        sa.Column("care_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("care_kind", sa.String(length=24), nullable=False),
        sa.Column("act_code", sa.String(length=20), nullable=False),
        sa.Column("act_label", sa.String(length=200), nullable=False),
        sa.Column("practitioner", sa.String(length=100), nullable=False),
        sa.Column("charged", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("standard_rate", sa.Integer(), nullable=False),
        sa.Column("deduction", sa.Integer(), nullable=False),
        sa.Column("deduction_kind", sa.String(length=24), nullable=False),
        sa.Column("social_security", sa.Integer(), nullable=False),
        sa.Column("mutual", sa.Integer(), nullable=False),
        sa.Column("other_insurer", sa.Integer(), nullable=False),
        sa.Column("out_of_pocket", sa.Integer(), nullable=False),
        sa.Column("corrects_line_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["beneficiary_id"], ["beneficiary.id"], name="fk_payment_line_beneficiary_id"),
        sa.ForeignKeyConstraint(["corrects_line_id"], ["payment_line.id"], name="fk_payment_line_corrects_line_id"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_payment_line_member_id"),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name="fk_payment_line_payment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_payment_line"),
        sa.UniqueConstraint("payment_id", "line_number", name="uq_payment_line_payment_id_line_number"),
        sa.UniqueConstraint("public_id", name="uq_payment_line_public_id"),
    )
    op.create_index("ix_payment_line_corrects_line_id", "payment_line", ["corrects_line_id"])
    op.create_index("ix_payment_line_search", "payment_line", ["member_id", "paid_on", "id"])


def downgrade() -> None:
    op.drop_table("payment_line")
    op.drop_table("payment")
    op.drop_table("login_session")
    op.drop_table("beneficiary")
    op.drop_table("audit_entry")
    op.drop_table("coverage_line")
    op.drop_table("contract")
    op.drop_table("account")
    op.drop_table("plan")
    op.drop_table("member")
