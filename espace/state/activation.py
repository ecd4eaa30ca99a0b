"""The activation of a space by its link. The token stays in the address, the password in the page."""

from collections.abc import Callable

import reflex as rx

from espace import db, routes
from espace.adapters import clock, passwords
from espace.domain.errors import PortalError
from espace.domain.passwords import Rule, problems, progress
from espace.services import enrolment
from espace.services.enrolment import ActivationStep
from espace.state.form_errors import FormErrors
from espace.state.status import Status

LABELS = {"mot_de_passe": "Mot de passe"}
_SENT_AGAIN = "Si ce lien était bien le vôtre, un nouveau arrive à la même adresse dans quelques minutes."
_POSTED = "Il arrive sous quelques jours à votre adresse postale. La lettre vous dit comment ouvrir votre espace."


class ActivationState(FormErrors, rx.State):
    """What the activation page shows."""

    _labels = LABELS
    status: Status = "loading"
    first_name: str = ""
    needs_code: bool = False
    reason: str = ""
    done_title: str = ""
    done_text: str = ""
    next_text: str = ""
    next_path: str = ""
    rules: list[Rule] = []  # noqa: RUF012  # a state var: Reflex copies the default

    @rx.event
    async def load(self) -> None:
        """Show what the link may do, without doing it."""
        self.reset()
        if step := await self._step():
            self.first_name, self.needs_code = step.first_name, step.needs_code
            self.rules = list(progress("", step.personal))
            self.status = "ready"

    @rx.event
    async def resend(self) -> None:
        """Send a new link to the address of this one, if it ever was one; say the same in any case."""
        await db.write(enrolment.resend, self._token(), clock.now())
        self._finish("Un nouvel e-mail est parti", _SENT_AGAIN, ("Revenir à la connexion", routes.LOGIN.path))

    @rx.event
    async def judge(self, password: str) -> None:
        """Say which rules the password follows so far; it is not kept."""
        if step := await self._step():
            self.rules = list(progress(password, step.personal))

    @rx.event
    async def confirm(self) -> None:
        """Confirm the address, and have the code posted."""
        if await self._done(enrolment.confirm_address):
            self._finish("Votre code part par courrier", _POSTED, ("J’ai reçu mon code", routes.ACTIVATION_CODE.path))

    @rx.event
    async def activate(self, form: dict[str, str]) -> None:
        """Open the space with the chosen password."""
        step, password = await self._step(), form.get("mot_de_passe", "")
        if step is None or self._has_problems(password, step):
            return
        hashed = await passwords.hash(password)
        if await self._done(enrolment.activate, hashed):
            text = "Connectez-vous avec le mot de passe que vous venez de choisir."
            self._finish("Votre espace est ouvert", text, ("Me connecter", routes.LOGIN.path))

    def _token(self) -> str:
        return self.router.url.query_parameters.get("lien", "")

    async def _step(self) -> ActivationStep | None:
        try:
            return await db.read(enrolment.open_activation, self._token(), clock.now())
        except PortalError as refusal:
            self._refuse(refusal)
            return None

    async def _done(self, act: Callable[..., None], *proof: str) -> bool:
        """Do what the link is for, once; tell whether it was done."""
        try:
            await db.write(act, self._token(), *proof, clock.now())
        except PortalError as refusal:
            self._refuse(refusal)
            return False
        return True

    def _refuse(self, refusal: PortalError) -> None:
        self.reason, self.status = refusal.sentence, "missing"

    def _has_problems(self, password: str, step: ActivationStep) -> bool:
        found = problems(password, names=step.personal)
        self._show_errors({"mot_de_passe": found[0]} if found else {})
        return bool(found)

    def _finish(self, title: str, text: str, following: tuple[str, str]) -> None:
        self.done_title, self.done_text = title, text
        self.next_text, self.next_path = following
        self.status = "empty"
