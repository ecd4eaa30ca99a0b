"""The request for a new password: the same answer, whoever the login belongs to."""

import reflex as rx

from espace import db
from espace.adapters import clock
from espace.services import resets
from espace.web.clients import visitor


class ForgottenState(rx.State):
    """What the page of a forgotten password shows."""

    is_sent: bool = False
    sentence: str = ""

    @rx.event
    async def start(self) -> None:
        """Show the form, as new."""
        self.reset()

    @rx.event
    async def submit(self, form: dict[str, str]) -> None:
        """Send the link, if the login is somebody's; say the same in any case."""
        login = form.get("identifiant", "").strip()
        self.is_sent, self.sentence = False, ""
        if not login:
            self.sentence = "Indiquez votre numéro d’adhérent ou votre adresse e-mail."
            return
        try:
            await db.write(resets.ask, login, clock.now(), client=visitor(self.router.headers))
        except resets.TooManyLinks as refusal:
            self.sentence = refusal.sentence
            return
        self.is_sent = True
