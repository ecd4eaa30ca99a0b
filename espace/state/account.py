"""« Mon compte »: what it shows, and its blocks edited in place, one at a time."""

from collections.abc import Awaitable
from typing import Any

import reflex as rx

from espace import db
from espace.adapters import clock, passwords
from espace.domain.errors import InvalidFields
from espace.domain.passwords import Rule
from espace.services import contact_details, login_details, profile
from espace.services.contact_details import LockedByEmployer
from espace.services.profile import Profile
from espace.state.form_errors import FieldError, field_errors, summary_title
from espace.state.member import MemberState
from espace.state.password_check import verified_hash
from espace.state.status import Status

# What can be edited, and the block whose title takes the focus when its form is left.
BLOCKS = {"adresse": "adresse", "telephones": "telephones", "email": "telephones", "mot-de-passe": "mot-de-passe"}
DONE, SUMMARY = "enregistre", "a-corriger"  # what takes the focus once a form is sent
LABELS = {
    "voie": "Numéro et rue",
    "complement": "Complément",
    "code_postal": "Code postal",
    "ville": "Ville",
    "mobile": "Téléphone mobile",
    "fixe": "Téléphone fixe",
    "email": "Nouvelle adresse e-mail",
    "actuel": "Mot de passe actuel",
    "nouveau": "Nouveau mot de passe",
}
_SAVED = "Vos coordonnées sont enregistrées."
_SAME = "Rien n’a changé : tout était déjà à jour."
_LINK_SENT = (
    "Un lien de confirmation part à votre nouvelle adresse. Ouvrez-le dans les 48 heures : "
    "d’ici là, l’ancienne continue de servir."
)
_PASSWORD_CHANGED = "Votre mot de passe est changé. Vos autres appareils sont déconnectés."  # noqa: S105 - a sentence


class AccountState(MemberState):
    """What the page shows. What is typed stays in the browser: the state keeps only what is to correct."""

    status: Status = "loading"
    profile: Profile = Profile()
    editing: str = ""
    done: str = ""
    errors: list[FieldError] = []  # noqa: RUF012  # a state var: Reflex copies the default
    faults: dict[str, str] = {}  # noqa: RUF012
    errors_title: str = ""
    attempt: int = 0
    rules: list[Rule] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the account, nothing being edited."""
        self._close("")
        await self._show()

    @rx.event
    async def edit(self, block: str) -> None:
        """Open the form of one block."""
        if block in BLOCKS:
            self._close(block)
            self.rules = list(await db.read(login_details.judge, self._account_id, ""))

    @rx.event
    async def cancel(self) -> Any:
        """Close the form without saving."""
        block = BLOCKS.get(self.editing)
        self._close("")
        return rx.set_focus(f"bloc-{block}") if block else None

    @rx.event
    async def save_address(self, form: dict[str, str]) -> Any:
        """Save the postal address."""
        return await self._save(db.write(contact_details.change_address, self._member_id, form, clock.now()), _SAVED)

    @rx.event
    async def save_phones(self, form: dict[str, str]) -> Any:
        """Save the telephone numbers."""
        return await self._save(db.write(contact_details.change_phones, self._member_id, form, clock.now()), _SAVED)

    @rx.event
    async def save_email(self, form: dict[str, str]) -> Any:
        """Send a link to the new login address."""
        return await self._save(self._ask_email(form), _LINK_SENT)

    @rx.event
    async def save_password(self, form: dict[str, str]) -> Any:
        """Change the password."""
        return await self._save(self._change_password(form), _PASSWORD_CHANGED)

    @rx.event
    async def judge_password(self, typed: str) -> None:
        """Show which rules the password being typed follows; it is not kept."""
        self.rules = list(await db.read(login_details.judge, self._account_id, typed))

    @rx.event
    async def choose(self, name: str, wanted: bool) -> None:
        """Save one communication choice."""
        changed = await db.write(contact_details.choose, self._member_id, name, wanted, clock.now())
        await self._show()
        self.done = "Votre choix est enregistré." if changed else _SAME

    async def _save(self, change: Awaitable[bool], sentence: str) -> Any:
        """Do what a form asks: close it and say so, or leave it open with what is to correct."""
        try:
            changed = await change
        except LockedByEmployer:
            await db.write(contact_details.refuse_locked, self._account_id, clock.now())
            raise
        except InvalidFields as refusal:
            self._refuse(refusal)
            return None
        await self._show()
        self._close("")
        self.done = sentence if changed else _SAME
        return rx.set_focus(DONE)

    async def _ask_email(self, form: dict[str, str]) -> bool:
        email = login_details.read_email(form.get("email", ""))
        verified = await verified_hash(self._account_id, form.get("actuel", ""))
        return await db.write(login_details.ask_email_change, self._account_id, verified, email, clock.now())

    async def _change_password(self, form: dict[str, str]) -> bool:
        current, new = form.get("actuel", ""), form.get("nouveau", "")
        await db.read(login_details.check_new_password, self._account_id, current, new)
        verified = await verified_hash(self._account_id, current)
        hashed = await passwords.hash(new)
        change = login_details.change_password
        await db.write(change, self._account_id, verified, hashed, clock.now(), keep=self._session_hash)
        return True

    async def _show(self) -> None:
        self.profile = await db.read(profile.view, self._member_id, clock.now())
        self.status = "ready"

    def _close(self, block: str) -> None:
        """Leave `block` open, or none, with nothing said and nothing to correct."""
        self.editing, self.done, self.errors_title = block, "", ""
        self.errors, self.faults, self.rules, self.attempt = [], {}, [], 0

    def _refuse(self, refusal: InvalidFields) -> None:
        self.errors = field_errors(refusal.sentences, LABELS)
        self.faults = refusal.sentences
        self.errors_title = summary_title(len(self.errors))
        self.attempt += 1
