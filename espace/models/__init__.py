"""SQLModel tables, one file a subject."""

from espace.models.accounts import Account, Attempt, EmailToken, KnownDevice, LoginSession
from espace.models.advisers import Adviser, AdviserSession
from espace.models.audit import AuditEntry, AuditSeal
from espace.models.bank_details import BankDetailsChange
from espace.models.contracts import Beneficiary, Contract, CoverageLine, Plan
from espace.models.members import Member, OwnDetail
from espace.models.messages import Letter, OutboxEmail
from espace.models.payments import Payment, PaymentLine
from espace.models.practitioners import AddressPosition, DirectoryImport, Practice, Practitioner
from espace.models.requests import Attachment, MemberRequest, RequestStep

__all__ = [
    "Account",
    "AddressPosition",
    "Adviser",
    "AdviserSession",
    "Attachment",
    "Attempt",
    "AuditEntry",
    "AuditSeal",
    "BankDetailsChange",
    "Beneficiary",
    "Contract",
    "CoverageLine",
    "DirectoryImport",
    "EmailToken",
    "KnownDevice",
    "Letter",
    "LoginSession",
    "Member",
    "MemberRequest",
    "OutboxEmail",
    "OwnDetail",
    "Payment",
    "PaymentLine",
    "Plan",
    "Practice",
    "Practitioner",
    "RequestStep",
]
