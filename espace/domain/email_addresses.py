"""E-mail addresses: what may be typed, and the one form in which they are stored and compared: lower case, ASCII."""

from email_validator import EmailNotValidError, validate_email

from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput

MAX_LENGTH = 254  # RFC 5321


def read(typed: str) -> str:
    """Return the address typed, lower-cased. Whether somebody reads it is for a link sent there to find out.

    Raises:
        InvalidInput: with a sentence for each fault: nothing, a line break, the length, another alphabet, the form.
    """
    address = plain(typed)
    if not address:
        raise InvalidInput("Indiquez une adresse e-mail.")
    if len(address) > MAX_LENGTH:
        raise InvalidInput(f"Une adresse e-mail compte {MAX_LENGTH} caractères au plus.")
    if not address.isascii():
        raise InvalidInput("Retapez l’adresse e-mail : elle contient un accent ou une lettre d’un autre alphabet.")
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise InvalidInput("Cette adresse e-mail n’a pas la forme nom@domaine.fr.") from None
    if "." not in checked.ascii_domain:
        raise InvalidInput("Cette adresse e-mail n’a pas la forme nom@domaine.fr.")
    return str(checked.ascii_email or "").lower()
