"""Feeds of the mutual's back office, read from CSV files (format: docs/feeds.md)."""

from espace.importers.report import Counts, Report, RowError
from espace.importers.run import FEEDS, import_feeds

__all__ = ["FEEDS", "Counts", "Report", "RowError", "import_feeds"]
