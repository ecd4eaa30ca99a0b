"""Espace Adhérent: the member portal of a French health mutual."""
