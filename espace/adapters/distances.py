"""The way from one point of the ground to another, as the crow flies, on the ellipsoid of WGS 84."""

from geopy.distance import geodesic

from espace.domain.positions import Position


def between(one: Position, other: Position) -> float:
    """Return how many metres lie between two positions."""
    return float(geodesic((one.latitude, one.longitude), (other.latitude, other.longitude)).meters)
