"""The opening of a space with the code of a letter. What is typed stays in the page."""

import reflex as rx

from espace import db
from espace.adapters import clock, passwords
from espace.domain import card
from espace.domain.errors import InvalidInput
from espace.domain.passwords import Rule, problems, progress
from espace.services import enrolment
from espace.state.form_errors import FormErrors
from espace.web.clients import visitor

LABELS = {"num": "Numéro d’adhérent", "code": "Code reçu par courrier", "mot_de_passe": "Mot de passe"}


class ActivationCodeState(FormErrors, rx.State):
    """What the page of the posted code shows."""

    _labels = LABELS
    is_open: bool = False
    rules: list[Rule] = []  # noqa: RUF012  # a state var: Reflex copies the default

    @rx.event
    async def start(self) -> None:
        """Show the form, as new."""
        self.reset()
        self.rules = list(progress("", ()))

    @rx.event
    async def judge(self, password: str) -> None:
        """Say which rules the password follows so far; it is not kept."""
        self.rules = list(progress(password, ()))

    @rx.event
    async def activate(self, form: dict[str, str]) -> None:
        """Open the space, or say what to correct."""
        number, code, password = (form.get(name, "") for name in LABELS)
        self._show_errors(_faults(number, code, password))
        if self.sentences:
            return
        hashed, now, client = await passwords.hash(password), clock.now(), visitor(self.router.headers)
        self.is_open = await db.write(enrolment.activate_with_code, number, code, hashed, now, client=client)
        if not self.is_open:
            self._show_errors({"code": enrolment.CODE_REFUSED})


def _faults(number: str, code: str, password: str) -> dict[str, str]:
    """Return a sentence for each answer that cannot be right; whose it is stays unknown until all can be."""
    faults = {}
    try:
        card.member_number(number)
    except InvalidInput as refusal:
        faults["num"] = refusal.sentence
    if not code.strip():
        faults["code"] = "Recopiez le code inscrit sur la lettre."
    if found := problems(password, names=(number,)):
        faults["mot_de_passe"] = found[0]
    return faults
