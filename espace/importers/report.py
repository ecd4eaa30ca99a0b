"""What an import did, or every reason why it did nothing; written in French for the back office."""

from collections import Counter
from dataclasses import dataclass, field

from espace.domain.formats import NBSP

KEPT_ERRORS = 1_000  # a file: memory stays flat however wrong a feed is; all are counted
SHOWN_ERRORS = 50  # a file

_NOUNS = {
    "plan": ("formule", "formules"),
    "coverage_line": ("ligne de garantie", "lignes de garantie"),
    "member": ("adhérent", "adhérents"),
    "contract": ("contrat", "contrats"),
    "beneficiary": ("bénéficiaire", "bénéficiaires"),
    "payment": ("paiement", "paiements"),
    "payment_line": ("ligne de paiement", "lignes de paiement"),
}


@dataclass(frozen=True, slots=True)
class RowError:
    """One reason why a feed is refused. `line` is the physical line, 0 when the whole file is meant.

    The reason never repeats a cell: a shifted column could hold a NIR or an IBAN.
    """

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f", ligne{NBSP}{self.line}"
        if self.column:
            place += f", colonne «{NBSP}{self.column}{NBSP}»"
        return f"{place}{NBSP}: {self.reason}"


@dataclass(slots=True)
class Counts:
    """How many rows of one table an import added, updated, removed or found unchanged."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def changed(self) -> bool:
        """Whether the table is not what it was."""
        return bool(self.added or self.updated or self.removed)


def _no_counts() -> dict[str, Counts]:
    return {table: Counts() for table in _NOUNS}


@dataclass(slots=True)
class Report:
    """The outcome of `import_feeds`. With any error the database is what it was, and every count is zero."""

    lines: int = 0
    counts: dict[str, Counts] = field(default_factory=_no_counts)
    error_counts: Counter[str] = field(default_factory=Counter)
    _kept: dict[str, list[RowError]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the feeds were accepted."""
        return not self.error_counts

    @property
    def changed(self) -> bool:
        """Whether the import changed the database."""
        return self.ok and any(counts.changed for counts in self.counts.values())

    @property
    def errors(self) -> list[RowError]:
        """The errors, by file and line; at most `KEPT_ERRORS` a file (`error_counts` counts all)."""
        return [error for kept in self._kept.values() for error in sorted(kept, key=lambda e: e.line)]

    def refuse(self, file: str, line: int, column: str, reason: str) -> None:
        """Note one error."""
        self.error_counts[file] += 1
        kept = self._kept.setdefault(file, [])
        if len(kept) < KEPT_ERRORS:
            kept.append(RowError(file, line, column, reason))

    def undo_counts(self) -> None:
        """Forget what had been written: it was rolled back."""
        self.counts = _no_counts()

    def complaints(self) -> list[str]:
        """Say what is wrong: the first `SHOWN_ERRORS` errors of each file, then how many there are."""
        sentences: list[str] = []
        for file, count in self.error_counts.items():
            shown = sorted(self._kept[file], key=lambda error: error.line)[:SHOWN_ERRORS]
            sentences += map(str, shown)
            if count > len(shown):
                sentences.append(f"{file}{NBSP}: {count - len(shown)} autres erreurs ne sont pas affichées.")
        total = self.error_counts.total()
        words = "1 erreur" if total == 1 else f"{total} erreurs"
        return [*sentences, f"{words}{NBSP}: rien n’a été importé. Corrigez les fichiers, puis relancez l’import."]

    def summary(self) -> list[str]:
        """Say what was done, table by table."""
        sentences = [self._outcome(table, counts) for table, counts in self.counts.items()]
        told = [sentence for sentence in sentences if sentence]
        return told or ["Rien à importer : les fichiers n’ont que leur en-tête."]

    def audit_detail(self) -> str:
        """Return the counts in a few words for the audit trail, in English: `payment_line +12`."""
        signs = (("+", "added"), ("~", "updated"), ("-", "removed"))
        return ", ".join(
            f"{table} {sign}{number}"
            for table, counts in self.counts.items()
            for sign, name in signs
            if (number := getattr(counts, name))
        )

    @staticmethod
    def _outcome(table: str, counts: Counts) -> str:
        feminine = "e" if _NOUNS[table][0].startswith(("formule", "ligne")) else ""
        words = (("ajouté", counts.added), ("modifié", counts.updated), ("retiré", counts.removed))
        parts = [f"{number} {word}{feminine}{'s' if number > 1 else ''}" for word, number in words if number]
        if counts.unchanged:
            parts.append(f"{counts.unchanged} inchangé{feminine}{'s' if counts.unchanged > 1 else ''}")
        return f"{_NOUNS[table][1].capitalize()}{NBSP}: {', '.join(parts)}" if parts else ""
