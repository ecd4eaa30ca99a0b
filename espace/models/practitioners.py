"""The directory of health professionals, as the open extract of the Annuaire Santé gives it, and where addresses are.

Nobody here is a member or knows one: it is public data, brought up to date by `espace directory import`.
"""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, Index, SQLModel

from espace.domain.labels import Precision
from espace.domain.practitioner_kinds import PractitionerKind
from espace.models.base import choice, instant


class Practitioner(SQLModel, table=True):
    """Somebody one goes to, or a place such as a pharmacy where one goes whoever works there."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=64, unique=True)  # Identification nationale PP, or what names the place
    name: str = Field(max_length=120)


class Practice(SQLModel, table=True):
    """One place where a practitioner receives people, as one kind of professional.

    Where its address is known, `x`, `y` and `z` are whole metres (`domain.positions.Metres`), `cell` their cube.
    """

    __table_args__ = (
        # A search reads nothing but this index, until it knows which ten to show.
        Index("ix_practice_nearby", "kind", "cell", "x", "y", "z", "practitioner_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=64, unique=True)  # a hash of who, as what, and where
    practitioner_id: int = Field(foreign_key="practitioner.id", index=True)
    kind: PractitionerKind = choice(PractitionerKind)
    structure: str = Field(default="", max_length=120)
    street: str = Field(default="", max_length=160)
    postcode: str = Field(max_length=5)
    city: str = Field(max_length=80)
    phone: str = Field(default="", max_length=20)
    address_hash: str = Field(max_length=64, index=True)
    precision: Precision = choice(Precision)
    latitude: float
    longitude: float
    x: int = Field(sa_type=BigInteger)
    y: int = Field(sa_type=BigInteger)
    z: int = Field(sa_type=BigInteger)
    cell: int
    seen_in: int  # the directory import that last held it


class DirectoryImport(SQLModel, table=True):
    """One reading of an extract: how far it has come, so that it can go on after an interruption."""

    __tablename__ = "directory_import"

    id: int | None = Field(default=None, primary_key=True)
    file_name: str = Field(max_length=200)
    fingerprint: str = Field(max_length=64)  # of the file, to know it again
    offset: int = Field(default=0, sa_type=BigInteger)  # bytes read and committed
    line: int = Field(default=0)
    counts: str = Field(default="{}", max_length=2000)  # JSON: what the report will say
    started_at: datetime = instant()
    finished_at: datetime | None = instant(default=None)


class AddressPosition(SQLModel, table=True):
    """Where an address is, as a geocoder once answered. The address itself is kept as a keyed hash only.

    A member's home may be among them: what was asked by somebody goes after a while (`expires_at`), what the
    directory needs stays.
    """

    __tablename__ = "address_position"

    address_hash: str = Field(max_length=64, primary_key=True)
    precision: Precision = choice(Precision)
    latitude: float
    longitude: float
    expires_at: datetime | None = instant(default=None, index=True)
