"""SQLModel tables, one file a subject."""

from espace.models.accounts import Account, Attempt, EmailToken, KnownDevice, LoginSession
from espace.models.audit import AuditEntry
from espace.models.bank_details import BankDetailsChange
from espace.models.contracts import Beneficiary, Contract, CoverageLine, Plan
from espace.models.members import Member
from espace.models.messages import Letter, OutboxEmail
from espace.models.payments import Payment, PaymentLine

__all__ = [
    "Account",
    "Attempt",
    "AuditEntry",
    "BankDetailsChange",
    "Beneficiary",
    "Contract",
    "CoverageLine",
    "EmailToken",
    "KnownDevice",
    "Letter",
    "LoginSession",
    "Member",
    "OutboxEmail",
    "Payment",
    "PaymentLine",
    "Plan",
]
