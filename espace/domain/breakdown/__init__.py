"""Who paid what of a prestation, and the sentence that explains what is left to pay."""

from espace.domain.breakdown.computing import Breakdown, break_down, pictured
from espace.domain.breakdown.explaining import Words, explain, reasons
from espace.domain.breakdown.lines import Line, Unbalanced, check, is_sound_care
from espace.domain.breakdown.listing import is_fee, many

__all__ = [
    "Breakdown",
    "Line",
    "Unbalanced",
    "Words",
    "break_down",
    "check",
    "explain",
    "is_fee",
    "is_sound_care",
    "many",
    "pictured",
    "reasons",
]
