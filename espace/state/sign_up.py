"""The creation of a space: the form is judged and sent; what was typed stays in the page, never in the state."""

import reflex as rx

from espace import db
from espace.adapters import clock
from espace.domain import formats
from espace.domain.card import Card
from espace.domain.errors import InvalidFields
from espace.domain.labels import TokenPurpose
from espace.services import enrolment
from espace.services.tokens import LIFETIMES
from espace.state.form_errors import FormErrors
from espace.web.clients import visitor

LABELS = {
    "num": "Numéro d’adhérent",
    "nom": "Nom",
    "prenom": "Prénom",
    "naiss": "Date de naissance",
    "nir": "Numéro de Sécurité sociale",
    "mail": "Adresse e-mail",
}


class SignUpState(FormErrors, rx.State):
    """What the creation page shows."""

    _labels = LABELS
    is_sent: bool = False
    until: str = ""

    @rx.event
    async def start(self) -> None:
        """Show the form, as new."""
        self.reset()

    @rx.event
    async def correct(self) -> None:
        """Show the form again, with what was typed."""
        self.is_sent = False

    @rx.event
    async def submit(self, form: dict[str, str]) -> None:
        """Send the answers, and say the same whatever they are (A5)."""
        now = clock.now()
        try:
            card = Card.parse(form, formats.paris_day(now))
        except InvalidFields as refusal:
            self.is_sent = False
            self._show_errors(refusal.sentences)
            return
        self._show_errors({})
        await db.write(enrolment.ask, card, now, client=visitor(self.router.headers))
        self.until = f"Il fonctionne jusqu’au {formats.day_and_time(now + LIFETIMES[TokenPurpose.ACTIVATION])}."
        self.is_sent = True
