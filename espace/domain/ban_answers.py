"""What the geocoding of the Base Adresse Nationale says of a place, asked one by one or in bulk."""

from typing import Final

from espace.domain.labels import Precision

LOWEST_SCORE: Final = 0.5  # below, the service only guesses: mostly it is another street
# By the `type` of an answer. A municipality is the gazetteer's business, which knows the arrondissements.
PRECISIONS: Final = {
    "housenumber": Precision.ADDRESS,
    "street": Precision.STREET,
    "locality": Precision.STREET,
}
