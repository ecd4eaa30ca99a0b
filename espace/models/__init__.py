"""SQLModel tables, one file a subject."""

from espace.models.accounts import Account, LoginSession
from espace.models.audit import AuditEntry
from espace.models.contracts import Beneficiary, Contract, CoverageLine, Plan
from espace.models.members import Member
from espace.models.payments import Payment, PaymentLine

__all__ = [
    "Account",
    "AuditEntry",
    "Beneficiary",
    "Contract",
    "CoverageLine",
    "LoginSession",
    "Member",
    "Payment",
    "PaymentLine",
    "Plan",
]
