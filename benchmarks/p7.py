"""P7: drawing statements, against the same drawing on a raw reportlab canvas, and on two processes.

« Raw canvas » is the floor of whoever uses reportlab as its guide tells: every text, rule and box of the very same
document, at the places that our renderer found, put down by `setFont`, `drawString`, `line` and `rect`; finding the
places, measuring and cutting texts costs it nothing. Times are those of the processor, in turns, medians; the two
processes are measured by the clock on the wall, for what they share is the machine.
"""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from statistics import median
from typing import Any
from unittest.mock import patch

from reportlab.lib.pagesizes import A4

from benchmarks.lab import Lab
from benchmarks.report import Figure, spread
from espace.documents import letterhead, period
from espace.documents.period import Period
from espace.documents.statement import render
from espace.documents.statement_data import Statement, StatementGroup, StatementLine
from espace.documents.style import LEFT, MM, RIGHT, Pen
from espace.services.statements import ISSUER

TURNS, SECONDS = 15, 2.0
MIN_RATE, MIN_TWO, MAX_LONG = 0.8, 1.7, 150.0  # of the raw canvas; of one process; milliseconds
BULK = 100  # statements of a period
DAY = date(2026, 11, 18)

Draw = Callable[[], bytes]
Call = tuple[str, tuple[Any, ...]]


def run(_lab: Lab) -> list[Figure]:
    """Measure each document in turn with its raw drawing, then one and two processes."""
    figures = []
    for what, draw in _documents().items():
        ours, raw = _in_turns(draw, partial(_raw, _calls(draw)))
        print(f"P7  {what}: ours {spread(ours, 'ms', 1000)}, raw canvas {spread(raw, 'ms', 1000)}")
        ratio = median(mine / other for mine, other in zip(ours, raw, strict=True))
        figures.append(Figure("P7", f"{what}: time / raw canvas", ratio, " ×", 1 / MIN_RATE))
        if what == "1,200 lines":
            figures.append(Figure("P7", f"{what} as one document", 1000 * median(ours), " ms", MAX_LONG))
    return [*figures, _two_processes()]


def _documents() -> dict[str, Draw]:
    lines = {"one page": 4, "500 lines": 500, "1,200 lines": 1200}
    made: dict[str, Draw] = {what: partial(render, _statement(0, count)) for what, count in lines.items()}
    statements = tuple(_statement(number, 4) for number in range(BULK))
    made[f"bulk of {BULK} statements"] = partial(_bulk, Period(statements, DAY - timedelta(days=365), DAY))
    return made


def _bulk(whole: Period) -> bytes:
    return b"".join(piece.data for piece in period.pdf(whole))


def _statement(number: int, lines: int) -> Statement:
    cares = tuple(
        StatementLine(
            DAY - timedelta(days=n % 300), "Consultation généraliste", "Dr Hélène Castaing", charged=3000 + n,
            base=3000, social_security=1900, mutual=900, out_of_pocket=200 + n,
        )
        for n in range(lines)
    )  # fmt: skip
    half = -(-lines // 2)
    return Statement(
        issuer=ISSUER, member_number="M0000002", contract_number="C0000002", plan="Horizon 3", issued_on=DAY,
        addressee=("Camille Roux", "18 rue des Embruns", "13299 Port-Mistral"), payment_number=f"26-{number:08d}",
        paid_on=DAY, total=900 * lines, payment_words="Virement parti le", account_ending="471",
        groups=(
            StatementGroup("Camille Roux", "Camille", cares[:half]), StatementGroup("Noé Roux", "Noé", cares[half:])
        ),
        explanation="Il vous reste la participation forfaitaire, que personne ne rembourse.",
    )  # fmt: skip


def _calls(draw: Draw) -> list[Call]:
    """Return what a document asks of the pen, in order."""
    calls: list[Call] = []

    def noting(name: str) -> Callable[..., Any]:
        method = getattr(Pen, name)

        def noted(pen: Pen, *given: Any) -> Any:
            calls.append((name, given))
            return method(pen, *given)

        return noted

    with patch.multiple(Pen, **{name: noting(name) for name in ("write", "rule", "box", "brand_mark", "finish_page")}):
        draw()
    return calls


def _raw(calls: list[Call]) -> bytes:
    """Draw the same on a bare canvas."""
    output = BytesIO()
    canvas = letterhead.canvas(output, ISSUER, "Relevé", "Paiement", DAY)
    pen, height, last = Pen(canvas), A4[1], None
    for name, given in calls:
        match name, given:
            case "write", (x, top, text, style):
                if style is not last:
                    canvas.setFont(style.face.name, style.size)
                    canvas.setFillColor(style.colour)
                last = style
                canvas.drawString(x * MM, height - (top + style.drop) * MM, text)
            case "rule", (top, colour, thickness):
                canvas.setStrokeColor(colour)
                canvas.setLineWidth(thickness * MM)
                canvas.line(LEFT * MM, height - top * MM, RIGHT * MM, height - top * MM)
            case "box", (x, top, width, tall, colour, *radius):
                canvas.setFillColor(colour)
                last = None
                place = (x * MM, height - (top + tall) * MM, width * MM, tall * MM)
                canvas.roundRect(*place, (radius or [0])[0] * MM, stroke=0, fill=1)
            case "finish_page", _:
                canvas.showPage()
                last = None
            case _:
                getattr(pen, name)(*given)
    canvas.save()
    return output.getvalue()


def _in_turns(ours: Draw, raw: Draw) -> tuple[list[float], list[float]]:
    taken: tuple[list[float], list[float]] = [], []
    for turn in range(TURNS + 1):  # the first ones only warm up
        for draw, times in zip((ours, raw), taken, strict=True):
            started = time.process_time()
            assert draw().startswith(b"%PDF")
            if turn:
                times.append(time.process_time() - started)
    return taken


def _two_processes() -> Figure:
    rates: dict[int, list[float]] = {1: [], 2: []}
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_drawn_within, [SECONDS / 4] * 2))
        for _ in range(3):
            for count, series in rates.items():
                series.append(sum(pool.map(_drawn_within, [SECONDS] * count)) / SECONDS)
    print(f"P7  one process {spread(rates[1], 'pages/s', 1, 0)}, two {spread(rates[2], 'pages/s', 1, 0)}")
    ratio = median(one / two for one, two in zip(rates[1], rates[2], strict=True))
    return Figure("P7", "one process' statements a second / two's", ratio, " ×", 1 / MIN_TWO)


def _drawn_within(seconds: float) -> int:
    statement, until, drawn = _statement(0, 4), time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        render(statement)
        drawn += 1
    return drawn
