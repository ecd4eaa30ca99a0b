"""Seal the audit trail: a table of seals, and triggers that let nobody change or remove what is written.

What was written before gets its seals with the first fact that follows: a migration has no key.
"""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("audit_entry", "audit_seal")
ACTS = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.create_table(
        "audit_seal",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_audit_seal"),
    )
    op.create_index("ix_audit_seal_entry_id", "audit_seal", ["entry_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
        )
    for table, act in _guarded():
        name = f"{table}_no_{act.lower()}"
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, act in _guarded():
        op.execute(f"DROP TRIGGER {table}_no_{act.lower()}" + (f" ON {table}" if on_postgresql else ""))
    if on_postgresql:
        op.execute("DROP FUNCTION refuse_change()")
    op.drop_table("audit_seal")


def _guarded() -> list[tuple[str, str]]:
    return [(table, act) for table in TABLES for act in ACTS]
