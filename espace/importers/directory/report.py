"""What an import of the directory did, in French for the operator."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from espace.domain.formats import NBSP, number
from espace.importers.directory.entries import Left

KEPT_LINES: Final = 20


@dataclass(slots=True)
class Report:
    """The counts of an import since its first line, whatever interrupted it.

    `resumed_at` is the line that this run went on from (0: from the start). `kept_all` tells that nobody was retired,
    because the file holds too little of what is in the base.
    """

    file: str
    counts: Counter[str] = field(default_factory=Counter)
    malformed_lines: list[int] = field(default_factory=list)
    resumed_at: int = 0
    kept_all: bool = False

    @property
    def ok(self) -> bool:
        """Whether the import came to its end."""
        return not self.kept_all

    @property
    def seen(self) -> int:
        """How many practices of the base this import held."""
        return self.counts["added"] + self.counts["updated"] + self.counts["unchanged"]

    def stored(self) -> str:
        """Return what an import that goes on needs of it, as JSON."""
        return json.dumps({"counts": self.counts, "malformed_lines": self.malformed_lines})

    def restore(self, stored: str, line: int) -> None:
        """Go on from what an interrupted import had counted up to a line."""
        told = json.loads(stored)
        self.counts, self.malformed_lines = Counter(told["counts"]), told["malformed_lines"]
        self.resumed_at = line + 1

    def sentences(self) -> list[str]:
        """Say what was done."""
        told = [f"Lignes lues{NBSP}: {number(self.counts['read'])}{self._from()}"]
        told.append(f"Lieux d’exercice{NBSP}: {self._outcome()}")
        left = [f"{number(self.counts[why.value])} {why.label}" for why in Left if self.counts[why.value]]
        if left:
            told.append(f"Lignes laissées de côté{NBSP}: {', '.join(left)}.")
        if self.malformed_lines:
            more = ", …" if self.counts[Left.MALFORMED.value] > len(self.malformed_lines) else ""
            told.append(f"Lignes mal formées, numéros{NBSP}: {', '.join(map(str, self.malformed_lines))}{more}")
        if self.kept_all:
            told.append(
                "Ce fichier contient bien moins de lieux que l’annuaire en place : il est sans doute incomplet. "
                "Rien n’a été retiré. Téléchargez-le de nouveau, ou relancez avec --force si c’est voulu."
            )
        return told

    def _from(self) -> str:
        return f" (reprise à la ligne{NBSP}{number(self.resumed_at)})" if self.resumed_at else ""

    def _outcome(self) -> str:
        words = (("ajouté", "added"), ("modifié", "updated"), ("inchangé", "unchanged"), ("retiré", "retired"))
        parts = [
            f"{number(count)} {word}{'s' if count > 1 else ''}" for word, name in words if (count := self.counts[name])
        ]
        return ", ".join(parts) or "aucun"
