"""Errors that a person may read: each carries a French sentence that says what to do next."""

from collections.abc import Mapping


class PortalError(Exception):
    """A refusal or failure with a French sentence for the person in front of the screen.

    Anything that is not a `PortalError` is a bug: the screen then shows only a reference number.
    """

    sentence = "Cette action n’a pas abouti. Réessayez dans un instant ou appelez-nous."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)
        self.sentence = sentence or self.sentence


class NotFound(PortalError):
    """The object does not exist, or belongs to someone else: the two are never told apart."""

    sentence = "Cette page n’existe pas ou n’est plus disponible. Revenez à l’accueil."


class InvalidInput(PortalError):
    """Something typed cannot be accepted; the sentence says how to correct it."""

    sentence = "Cette réponse ne convient pas. Corrigez-la, puis réessayez."


class InvalidFields(InvalidInput):
    """Several fields of one form: `sentences` holds a sentence by the name of the input that it stands beside."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__()
        self.sentences = dict(sentences)
