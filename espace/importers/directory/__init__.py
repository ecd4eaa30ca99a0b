"""The directory of health professionals, read from the open extract of the Annuaire Santé (docs/directory.md)."""

from espace.importers.directory.report import Report
from espace.importers.directory.run import AnotherImport, import_directory

__all__ = ["AnotherImport", "Report", "import_directory"]
