"""« Mon RIB »: the account shown masked, seen whole for a password, changed by a form.

The whole IBAN is no var: it goes to the browser once, as the value of an input, and no state store ever holds it. What
is typed stays in the browser too.
"""

from typing import Any

import reflex as rx

from espace import db
from espace.adapters import banks, clock
from espace.domain import iban
from espace.domain.bank_details import read
from espace.domain.errors import InvalidFields
from espace.services import bank_changes, bank_details
from espace.services.bank_details import REVEAL_FIELD, BankDetails, NotNow
from espace.state.form_errors import FormErrors
from espace.state.member import MemberState
from espace.state.notice import Notice
from espace.state.password_check import verified_hash
from espace.state.status import Status

DONE, SUMMARY, TITLE, FULL = "enregistre", "a-corriger", "changer", "iban-entier"  # what takes the focus, or a value
LABELS = {"titulaire": "Titulaire du compte", "iban": "Nouvel IBAN", "actuel": "Votre mot de passe"}
_ASKED = "Votre demande est enregistrée. Nous vous la confirmons par e-mail."
_CANCELLED = "Le changement est annulé. Rien ne change pour vos remboursements."
SAY: Any = Notice.show  # mypy takes it for its decorator
_TOO_LATE = "Ce changement ne peut plus être annulé ici : il l’est déjà, ou le nouveau compte est utilisé."


class BankDetailsState(FormErrors, MemberState):
    """What the page shows."""

    _labels = LABELS
    status: Status = "loading"
    details: BankDetails = BankDetails()
    done: str = ""
    attempt: int = 0
    iban_look: str = ""
    iban_words: str = ""
    is_asking: bool = False
    is_shown: bool = False
    reveal_fault: str = ""

    @rx.event
    async def load(self) -> Any:
        """Show the account that is used now, and the change that waits."""
        self._clear()
        await self._show()
        return rx.set_value(FULL, "")

    @rx.event
    async def leave(self) -> None:
        """Hide the whole IBAN when the page is left."""
        self.is_asking, self.is_shown, self.reveal_fault = False, False, ""

    @rx.event
    async def ask_whole(self) -> None:
        """Ask for the password before the whole IBAN."""
        self.is_asking, self.is_shown, self.reveal_fault = True, False, ""

    @rx.event
    async def hide(self) -> Any:
        """Hide the whole IBAN, or what asks for the password."""
        self.is_asking, self.is_shown, self.reveal_fault = False, False, ""
        return rx.set_value(FULL, "")

    @rx.event
    async def reveal(self, form: dict[str, str]) -> Any:
        """Hand the whole IBAN over, for the password."""
        try:
            verified = await verified_hash(self._account_id, form.get(REVEAL_FIELD, ""), field=REVEAL_FIELD)
            whole = await db.write(bank_details.reveal, self._member_id, verified, clock.now())
        except InvalidFields as refusal:
            self.reveal_fault = refusal.sentences[REVEAL_FIELD]
            return rx.set_focus(REVEAL_FIELD)
        self.is_asking, self.is_shown = False, True
        return rx.set_value(FULL, whole)

    @rx.event
    async def check_iban(self, typed: str) -> None:
        """Judge the IBAN being typed, and name its bank; it is not kept."""
        found = iban.check(typed)
        bank = await banks.find(found.number) if found.number else banks.Bank()
        self.iban_look = found.look
        self.iban_words = found.words + _of(bank)

    @rx.event
    async def save(self, form: dict[str, str]) -> Any:
        """Take the new account down, or say what to correct."""
        try:
            await self._ask(form)
        except InvalidFields as refusal:
            return self._refuse(refusal)
        except NotNow as refusal:
            await db.write(bank_details.refuse, self._account_id, clock.now())
            await self._show()  # what waits, or until when, in the place of the form
            return SAY(refusal.sentence)
        return await self._say(_ASKED)

    @rx.event
    async def cancel(self) -> Any:
        """Cancel the change that waits."""
        cancelled = await db.write(bank_changes.cancel, self._member_id, clock.now())
        return await self._say(_CANCELLED if cancelled else _TOO_LATE)

    async def _ask(self, form: dict[str, str]) -> None:
        wanted = read(form)
        verified = await verified_hash(self._account_id, form.get("actuel", ""))
        bank = await banks.find(wanted.iban)
        await db.write(bank_details.ask, self._member_id, verified, wanted, bank.bic, clock.now())

    async def _say(self, sentence: str) -> Any:
        self._clear()
        await self._show()
        self.done = sentence
        return rx.set_focus(DONE)

    async def _show(self) -> None:
        now = clock.now()
        if await db.read(bank_changes.is_due, now, member_id=self._member_id):
            await db.write(bank_changes.apply_due, now, member_id=self._member_id)
        self.details = await db.read(bank_details.view, self._member_id, now)
        self.status = "ready"

    def _clear(self) -> None:
        """Leave nothing said, nothing to correct, nothing shown whole."""
        self._show_errors({})
        self.done, self.attempt, self.iban_look, self.iban_words = "", 0, "", ""
        self.is_asking, self.is_shown, self.reveal_fault = False, False, ""

    def _refuse(self, refusal: InvalidFields) -> None:
        self._show_errors(refusal.sentences)
        self.attempt += 1
        if fault := refusal.sentences.get("iban"):
            self.iban_look, self.iban_words = "wrong", fault


def _of(bank: banks.Bank) -> str:
    """Write the bank of an account, if it is known."""
    if not bank.name:
        return ""
    return f" Banque : {bank.name}" + (f", BIC {bank.bic}." if bank.bic else ".")
