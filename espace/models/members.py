"""Members (adhérents): the people who hold a contract."""

from datetime import date

from sqlmodel import Field, SQLModel


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
