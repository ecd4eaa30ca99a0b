"""The portal's own tables, read where they lie: both servers then have the same rows and the same indexes."""

from django.db import models


def _the_portals(table: str) -> type:
    return type("Meta", (), {"managed": False, "db_table": table})


class Member(models.Model):
    """A member (adhérent)."""

    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    member_number = models.CharField(max_length=20)

    Meta = _the_portals("member")


class Account(models.Model):
    """A member's access."""

    member = models.ForeignKey(Member, models.DO_NOTHING)
    email = models.CharField(max_length=254)
    password_hash = models.CharField(max_length=255)
    status = models.CharField(max_length=24)

    Meta = _the_portals("account")


class LoginSession(models.Model):
    """An open session; the cookie holds the token, the table its SHA-256."""

    id_hash = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, models.DO_NOTHING)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    device = models.CharField(max_length=100)

    Meta = _the_portals("login_session")


class AuditEntry(models.Model):
    """One fact of the audit trail."""

    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.DO_NOTHING, null=True)
    action = models.CharField(max_length=50)
    target = models.CharField(max_length=100)
    detail = models.CharField(max_length=500)

    Meta = _the_portals("audit_entry")


class Contract(models.Model):
    """A contract of a member."""

    member = models.ForeignKey(Member, models.DO_NOTHING)

    Meta = _the_portals("contract")


class Beneficiary(models.Model):
    """A person covered by a contract."""

    public_id = models.CharField(max_length=16)
    contract = models.ForeignKey(Contract, models.DO_NOTHING)
    rank = models.IntegerField()
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    relationship = models.CharField(max_length=24)
    birth_date = models.DateField()
    care_shared_on = models.DateField(null=True)

    Meta = _the_portals("beneficiary")


class Payment(models.Model):
    """One transfer of the mutual; amounts in cents."""

    public_id = models.CharField(max_length=16)
    payment_number = models.CharField(max_length=30)
    member = models.ForeignKey(Member, models.DO_NOTHING)
    paid_on = models.DateField()
    recipient = models.CharField(max_length=24)
    method = models.CharField(max_length=24)
    account_ending = models.CharField(max_length=3)
    total = models.IntegerField()

    Meta = _the_portals("payment")


class PaymentLine(models.Model):
    """One prestation; amounts in cents."""

    payment = models.ForeignKey(Payment, models.DO_NOTHING)
    line_number = models.IntegerField()
    member = models.ForeignKey(Member, models.DO_NOTHING)
    recipient = models.CharField(max_length=24)
    paid_on = models.DateField()
    beneficiary = models.ForeignKey(Beneficiary, models.DO_NOTHING)
    care_date = models.DateField()
    care_kind = models.CharField(max_length=24)
    practitioner_key = models.CharField(max_length=250)
    social_security = models.IntegerField()
    act_label = models.CharField(max_length=200)
    practitioner = models.CharField(max_length=100)
    charged = models.IntegerField()
    mutual = models.IntegerField()
    corrects_line = models.ForeignKey("self", models.DO_NOTHING, null=True)

    Meta = _the_portals("payment_line")
