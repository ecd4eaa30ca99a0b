"""What may be joined to a request: its size, its kind, the name it is shown under."""

import re
import unicodedata

from espace.domain.errors import InvalidInput
from espace.domain.formats import NBSP

MAX_BYTES = 5 * 1024 * 1024
MAX_A_FORM = 5
MAX_NAME = 100
# The kinds a file may be of, by what it holds, with the ends its name may have; the first is given to it if need be.
EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
_KNOWN = tuple(end for ends in EXTENSIONS.values() for end in ends)
_FIRST_BYTES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
_SPACES = re.compile(r"\s+")


class UnfitFile(InvalidInput):
    """A file that is not taken; the sentence says what to do instead."""


class EmptyFile(UnfitFile):
    """There is nothing in it."""

    sentence = "Ce fichier est vide. Choisissez-en un autre."


class TooLarge(UnfitFile):
    """It is beyond `MAX_BYTES`."""

    sentence = f"Ce fichier dépasse 5{NBSP}Mo. Réduisez sa taille, ou photographiez le document en qualité moyenne."


class WrongKind(UnfitFile):
    """It is neither a PDF nor a JPEG or PNG picture, by its content or by its name."""

    sentence = (
        "Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG. Enregistrez-le dans l’un de ces formats, "
        "puis ajoutez-le de nouveau."
    )


class Damaged(UnfitFile):
    """It begins as a PDF or a picture and cannot be read to its end."""

    sentence = "Ce fichier est abîmé : nous n’arrivons pas à l’ouvrir. Enregistrez-le de nouveau, puis ajoutez-le."


class Locked(UnfitFile):
    """A PDF under a password."""

    sentence = "Ce PDF est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis ajoutez-le de nouveau."


class Active(UnfitFile):
    """A PDF that would do something when it is opened, or carries another file."""

    sentence = "Ce PDF contient un programme ou un autre fichier. Imprimez-le au format PDF, puis ajoutez cette copie."


class TooManyPixels(UnfitFile):
    """A picture that would take too much room once it is unfolded."""

    sentence = "Cette photo est trop grande. Réduisez sa taille, puis ajoutez-la de nouveau."


class TooManyFiles(UnfitFile):
    """The form holds `MAX_A_FORM` files already."""

    sentence = "Vous pouvez joindre cinq fichiers au plus. Retirez-en un pour ajouter celui-ci."


def kind_of(content: bytes) -> str:
    """Return the media type of a file by its first bytes, whatever its name says.

    Raises:
        EmptyFile, WrongKind: when it is none that is taken.
    """
    if not content:
        raise EmptyFile
    for first_bytes, media_type in _FIRST_BYTES.items():
        if content.startswith(first_bytes):
            return media_type
    raise WrongKind


def check_name(typed: str) -> None:
    """Accept the name of a file by its end, before any of it is read.

    Raises:
        WrongKind: when it ends like no file that is taken.
    """
    if not typed.lower().endswith(_KNOWN):
        raise WrongKind


def shown_name(typed: str, media_type: str) -> str:
    """Return the name a file is shown under: without folders or controls, short, with the end of what it holds."""
    last = re.split(r"[/\\]", typed)[-1]
    printable = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", last))
    stem, _, end = _SPACES.sub(" ", printable).strip(" .").rpartition(".")
    ends = EXTENSIONS[media_type]
    extension = f".{end.lower()}" if f".{end.lower()}" in ends else ends[0]
    return f"{stem.strip(' .')[: MAX_NAME - len(extension)] or 'document'}{extension}"


def size_words(size: int) -> str:
    """Write a size in bytes as people do: `184 Ko`, `1,2 Mo`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}Ko"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + f"{NBSP}Mo"
