"""Telephone numbers: what may be typed, what is stored, what is shown.

A French number is stored as its ten digits, any other as E.164 (`+32470123456`). libphonenumber parses them; French
prefixes are judged here, because its metadata leave out the numbers that Arcep keeps for fiction and tests.
"""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput
from espace.domain.formats import NBSP

MAX_TYPED = 30
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_LANDLINE = (PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.VOIP)
_NOT_DIALLED = re.compile(r"[^0-9]")
_SHAPE = "Écrivez les 10 chiffres du numéro, par exemple 06 12 34 56 78, ou commencez par + et l’indicatif du pays."


def mobile(typed: str) -> str:
    """Return the canonical form of a mobile number, empty when nothing is typed.

    Raises:
        InvalidInput: when it is no number, or not that of a mobile.
    """
    number = _number(typed)
    if number is None:
        return ""
    if number.country_code == 33 and str(number.national_number)[0] not in "67":
        raise InvalidInput("Un numéro de mobile commence par 06 ou 07. Mettez un numéro fixe dans l’autre case.")
    if number.country_code != 33 and phonenumbers.number_type(number) not in _MOBILE:
        raise InvalidInput("Ce numéro n’est pas celui d’un mobile : vérifiez-le, indicatif du pays compris.")
    return _canonical(number)


def landline(typed: str) -> str:
    """Return the canonical form of a landline number, empty when nothing is typed.

    Raises:
        InvalidInput: when it is no number, or not that of a landline.
    """
    number = _number(typed)
    if number is None:
        return ""
    if number.country_code == 33 and str(number.national_number)[0] not in "123459":
        raise InvalidInput("Un numéro fixe commence par 01 à 05 ou 09. Mettez un mobile dans l’autre case.")
    if number.country_code != 33 and phonenumbers.number_type(number) not in _LANDLINE:
        raise InvalidInput("Ce numéro n’est pas celui d’un fixe : vérifiez-le, indicatif du pays compris.")
    return _canonical(number)


def listed(written: str) -> str:
    """Return the canonical form of a number as a public register writes it; empty when it is none that can be called.

    French numbers may have lost their first 0, as those of a spreadsheet do.
    """
    digits = _NOT_DIALLED.sub("", written)
    if len(digits) == 10 and digits[0] == "0" and digits[1] != "0":
        return digits
    if len(digits) == 9 and digits[0] != "0" and "+" not in written:
        return f"0{digits}"
    try:
        number = _number(written)
    except InvalidInput:
        return ""
    return _canonical(number) if number else ""


def shown(stored: str) -> str:
    """Write a stored number for people: `06 39 98 47 12`; what the back office wrote otherwise stays as it is."""
    try:
        number = phonenumbers.parse(stored, "FR")
    except NumberParseException:
        return stored
    form = PhoneNumberFormat.NATIONAL if number.country_code == 33 else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form).replace(" ", NBSP)


def same(stored: str, canonical: str) -> bool:
    """Tell whether a number, as the back office may have written it, is that canonical one."""
    if not stored or not canonical:
        return stored == canonical
    try:
        return _canonical(phonenumbers.parse(stored, "FR")) == canonical
    except NumberParseException:
        return False


def _number(typed: str) -> PhoneNumber | None:
    line = plain(typed)
    if not line:
        return None
    if len(line) > MAX_TYPED or not line.isascii() or any(one.isalpha() for one in line):
        raise InvalidInput(_SHAPE)
    try:
        number = phonenumbers.parse(line, "FR")
    except NumberParseException:
        raise InvalidInput(_SHAPE) from None
    if number.extension or not _possible(number):
        raise InvalidInput(_SHAPE)
    return number


def _possible(number: PhoneNumber) -> bool:
    if number.country_code == 33:
        return len(str(number.national_number)) == 9
    return phonenumbers.is_valid_number(number)


def _canonical(number: PhoneNumber) -> str:
    if number.country_code == 33:
        return f"0{number.national_number}"
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
