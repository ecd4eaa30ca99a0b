"""Members (adhérents): the people who hold a contract, and what they changed of their contact details."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from espace.domain.labels import ContactDetail
from espace.models.base import choice, instant


class Member(SQLModel, table=True):
    """A member, as the mutual's back office knows them."""

    id: int | None = Field(default=None, primary_key=True)
    member_number: str = Field(max_length=20, unique=True)
    first_name: str = Field(max_length=100)
    last_name: str = Field(max_length=100)
    birth_name: str = Field(default="", max_length=100)
    birth_date: date
    nir_encrypted: str = Field(max_length=255)
    nir_hash: str = Field(max_length=64, index=True)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=20)
    mobile: str = Field(default="", max_length=20)
    address_line1: str = Field(max_length=100)
    address_line2: str = Field(default="", max_length=100)
    postcode: str = Field(max_length=10)
    city: str = Field(max_length=100)
    iban_encrypted: str = Field(default="", max_length=255)
    iban_hash: str = Field(default="", max_length=64)
    bic: str = Field(default="", max_length=11)
    deceased_on: date | None = None


class OwnDetail(SQLModel, table=True):
    """A contact detail that a member changed, and that the back office's files do not bring yet.

    `replaced_hash` is the keyed hash of what it replaced. The row goes with the first import that shows that the back
    office knows.
    """

    __tablename__ = "own_detail"

    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    detail: ContactDetail = choice(ContactDetail)
    replaced_hash: str = Field(max_length=64)
    changed_at: datetime = instant()
