"""Let searches of payments read one index, and let an adult share their care with the member."""

import unicodedata

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEX = "ix_payment_line_search"


def upgrade() -> None:
    with op.batch_alter_table("beneficiary") as beneficiary:
        beneficiary.add_column(sa.Column("care_shared_on", sa.Date(), nullable=True))
    # Before the columns come: SQLite adds an empty one at once, and copies the table to forbid that it stays empty.
    op.drop_index(INDEX, "payment_line")
    op.add_column("payment_line", sa.Column("recipient", sa.String(length=24), nullable=True))
    op.add_column("payment_line", sa.Column("practitioner_key", sa.String(length=250), nullable=True))
    _fill()
    with op.batch_alter_table("payment_line") as line:
        line.alter_column("recipient", existing_type=sa.String(length=24), nullable=False)
        line.alter_column("practitioner_key", existing_type=sa.String(length=250), nullable=False)
    op.create_index(
        INDEX,
        "payment_line",
        [
            "member_id", "recipient", "paid_on", "payment_id", "beneficiary_id", "care_kind", "care_date",
            "social_security", "mutual",
        ],
    )  # fmt: skip


def _fill() -> None:
    """Copy the recipients of the payments, and write the key of each pair of names once."""
    payment = sa.table("payment", sa.column("id"), sa.column("recipient"), sa.column("payee"))
    line = sa.table(
        "payment_line", sa.column("payment_id"), sa.column("practitioner"), sa.column("recipient"),
        sa.column("practitioner_key"),
    )  # fmt: skip
    connection = op.get_bind()
    paid = sa.select(payment.c.recipient).where(payment.c.id == line.c.payment_id).scalar_subquery()
    connection.execute(sa.update(line).values(recipient=paid))
    pairs = sa.select(line.c.practitioner, payment.c.payee).join(payment, payment.c.id == line.c.payment_id).distinct()
    for practitioner, payee in connection.execute(pairs).all():
        of_payee = sa.select(payment.c.id).where(payment.c.payee == payee)
        connection.execute(
            sa.update(line)
            .where(line.c.practitioner == practitioner, line.c.payment_id.in_(of_payee))
            .values(practitioner_key=_key(practitioner, payee))
        )


def _key(practitioner: str, payee: str) -> str:
    """Return what `espace.domain.names.folded` made of the two names on the day of this migration."""
    lower = f"{practitioner} {payee}".casefold().translate(str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}))
    apart = (one for one in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(one))
    return " ".join("".join(" " if one in " .'’‘`´ʼ′-‐‑‒–—" else one for one in apart).split())[:250]


def downgrade() -> None:
    op.drop_index(INDEX, "payment_line")
    with op.batch_alter_table("payment_line") as line:
        line.drop_column("practitioner_key")
        line.drop_column("recipient")
    op.create_index(INDEX, "payment_line", ["member_id", "paid_on", "id"])
    with op.batch_alter_table("beneficiary") as beneficiary:
        beneficiary.drop_column("care_shared_on")
