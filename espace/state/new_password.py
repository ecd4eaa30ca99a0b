"""The choice of a new password by a link. The token stays in the address, the password in the page."""

import reflex as rx

from espace import db
from espace.adapters import clock, passwords
from espace.domain.errors import PortalError
from espace.domain.passwords import Rule, problems, progress
from espace.services import resets
from espace.services.resets import ResetStep
from espace.state.form_errors import FormErrors
from espace.state.status import Status


class NewPasswordState(FormErrors, rx.State):
    """What the page of a new password shows."""

    _labels = {"mot_de_passe": "Nouveau mot de passe"}  # noqa: RUF012  # a constant of the mixin's contract
    status: Status = "loading"
    reason: str = ""
    rules: list[Rule] = []  # noqa: RUF012  # a state var: Reflex copies the default

    @rx.event
    async def load(self) -> None:
        """Show what the link may do, without doing it."""
        self.reset()
        if step := await self._step():
            self.rules = list(progress("", step.personal))
            self.status = "ready"

    @rx.event
    async def judge(self, password: str) -> None:
        """Say which rules the password follows so far; it is not kept."""
        if step := await self._step():
            self.rules = list(progress(password, step.personal))

    @rx.event
    async def submit(self, form: dict[str, str]) -> None:
        """Change the password, or say what to correct."""
        step, password = await self._step(), form.get("mot_de_passe", "")
        if step is None or self._has_problems(password, step):
            return
        try:
            await db.write(resets.reset, self._token(), await passwords.hash(password), clock.now())
            self.status = "empty"
        except PortalError as refusal:
            self._refuse(refusal)

    def _has_problems(self, password: str, step: ResetStep) -> bool:
        found = problems(password, names=step.personal)
        self._show_errors({"mot_de_passe": found[0]} if found else {})
        return bool(found)

    def _token(self) -> str:
        return self.router.url.query_parameters.get("lien", "")

    async def _step(self) -> ResetStep | None:
        try:
            return await db.read(resets.look, self._token(), clock.now())
        except PortalError as refusal:
            self._refuse(refusal)
            return None

    def _refuse(self, refusal: PortalError) -> None:
        self.reason, self.status = refusal.sentence, "missing"
