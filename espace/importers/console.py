"""The import as an operator sees it: a bar a file on a terminal, and the report in French."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from espace.importers.report import Report
from espace.importers.run import Progress as Told


@contextmanager
def bars(console: Console) -> Iterator[Told | None]:
    """Show a bar a file while the import runs; nothing where the output is not a terminal."""
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn("lignes"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(file: str, done: int, total: int) -> None:
            if file not in tasks:
                tasks[file] = shown.add_task(file, total=total)
            shown.update(tasks[file], completed=done)

        yield tell


def show(report: Report, out: Console, err: Console) -> None:
    """Print what was done, or every reason why nothing was."""
    console, sentences = (out, report.summary()) if report.ok else (err, report.complaints())
    for sentence in sentences:
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)
