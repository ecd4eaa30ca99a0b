"""The current password, asked again before what only its owner may do."""

from espace import db
from espace.adapters import clock, passwords
from espace.domain.errors import InvalidFields
from espace.services import login_details
from espace.services.login_details import WrongPassword


async def verified_hash(account_id: int, typed: str, *, field: str = "actuel") -> str:
    """Return the hash that the password typed in the input `field` was verified against.

    The service that follows insists on that very hash. Tries are counted, and wrong ones put into the trail.

    Raises:
        InvalidFields: when nothing was typed, or something else than the password (`WrongPassword`).
        TooManyTries: beyond what the account's limit lets through.
    """
    if not typed:
        raise InvalidFields({field: "Tapez votre mot de passe actuel."})
    stored = await db.write(login_details.try_password, account_id, clock.now())
    if await passwords.verify(stored, typed):
        return stored
    await db.write(login_details.refuse_password, account_id, clock.now())
    raise WrongPassword(field)
