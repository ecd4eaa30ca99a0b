"""The year at a glance: what care cost, who paid it, by kind of care and by person, in pictures and in tables."""

import reflex as rx

from espace import routes
from espace.components.bars import bar, bars, folded_table, hatching, skeleton_bars
from espace.components.fresh import fresh
from espace.components.icons import icon
from espace.components.native import page_link
from espace.components.panel import panel, skeleton_shares, waiting
from espace.components.parts import crumbs, empty_state, link_button, notice, page_head
from espace.components.shares import legend, sentence
from espace.components.tables import Column, data_table, total_row
from espace.components.tabs import periods
from espace.shell.page import page
from espace.state.spending import SpendingState
from espace.state.spending_parts import NOT_DRAWN

_SUMS = (
    Column("Dépense", lambda row: row.charged, "end"),
    Column("Assurance\nMaladie", lambda row: row.social_security, "end"),
    Column("Mutuelle", lambda row: row.mutual, "end"),
    Column("Reste\nà charge", lambda row: rx.el.strong(row.out_of_pocket), "end"),
)
_OTHER_INSURER = Column("Autre\nmutuelle", lambda row: row.other_insurer, "end")
_SHARES = (
    Column("Qui a payé", lambda share: share.name, title=True),
    Column("Montant", lambda share: share.amount, "end"),
    Column("Part", lambda share: share.rate, "end"),
)


@page(routes.SPENDING, on_load=SpendingState.load)
def spending() -> rx.Component:
    """Build the year at a glance."""
    status = fresh(SpendingState.status, SpendingState.made_for)
    return rx.fragment(
        crumbs(
            (routes.HOME.title, routes.HOME.path),
            (routes.PAYMENTS.title, routes.PAYMENTS.path),
            here=routes.SPENDING.title,
        ),
        page_head(routes.SPENDING.title, "Ce que les soins ont coûté, et qui les a payés."),
        periods(SpendingState.periods),
        rx.cond(status == "refused", _refused(), rx.fragment()),
        panel(status, loading=_loading(), empty=_empty(), ready=_glance()),
        hatching(),
    )


def _loading() -> rx.Component:
    return waiting("Nous additionnons vos dépenses…", skeleton_shares(2), skeleton_bars(100, 62, 38))


def _refused() -> rx.Component:
    faults = rx.foreach(SpendingState.errors, lambda error: rx.el.li(error.label, " : ", error.sentence))
    return notice(
        "Cette période ne peut pas être lue",
        rx.el.ul(faults, class_name="bullets"),
        rx.el.p(
            "Choisissez une période ci-dessus, ou ", page_link("corrigez les dates", href=SpendingState.list_href), "."
        ),
        tone="error",
        alert=True,
    )


def _empty() -> rx.Component:
    return empty_state(
        "Aucune dépense sur cette période",
        "Vos dépenses s’afficheront ici dès que nous aurons reçu le décompte d’un soin. "
        "Choisissez une autre période ci-dessus.",
        link_button("Voir mes remboursements", routes.PAYMENTS.path, look="outline"),
    )


def _glance() -> rx.Component:
    people = _picture("personnes", "Par personne", "Personne", SpendingState.people)
    return rx.el.div(
        _who_paid(),
        _picture("soins", "Par type de soins", "Type de soins", SpendingState.kinds),
        rx.cond(SpendingState.people.length() > 1, people, rx.fragment()),
        _further(),
        class_name="stack",
    )


def _who_paid() -> rx.Component:
    total = total_row(_SHARES, SpendingState.total, title="Dépense totale", span=1)
    table = data_table(_SHARES, SpendingState.shares, named_by="qui", foot=total)
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Qui a payé les soins ?", id="qui"),
            rx.el.p(SpendingState.period, class_name="muted"),
            class_name="stack stack--s",
        ),
        sentence(SpendingState.sentence),
        rx.el.div(bar(SpendingState.whole, NOT_DRAWN, tall=True), legend(SpendingState.shares, rated=True)),
        folded_table("par payeur", table),
        class_name="card stack",
        aria_labelledby="qui",
    )


def _picture(anchor: str, title: str, head: str, rows: rx.Var) -> rx.Component:
    columns = (Column(head, lambda row: row.name, title=True), *_SUMS)
    with_other = (*columns[:-1], _OTHER_INSURER, columns[-1])
    return rx.el.section(
        rx.el.h2(title, id=anchor),
        bars(rows, NOT_DRAWN, has_other_insurer=SpendingState.has_other_insurer),
        folded_table(
            title.lower(),
            rx.cond(SpendingState.has_other_insurer, _table(with_other, rows, anchor), _table(columns, rows, anchor)),
        ),
        class_name="card stack",
        aria_labelledby=anchor,
    )


def _table(columns: tuple[Column, ...], rows: rx.Var, anchor: str) -> rx.Component:
    total = total_row(columns, SpendingState.whole, title="Total", span=1)
    return data_table(columns, rows, named_by=anchor, look="wide", foot=total)


def _further() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Ce qui est compté", id="compte", class_name="h3"),
        rx.el.p(
            "Tous les soins dont nous avons reçu le décompte : ceux que nous vous avons remboursés, et ceux que nous "
            "avons payés aux professionnels de santé (tiers payant).",
            class_name="measure",
        ),
        rx.el.ul(
            rx.el.li(_link("Les paiements que vous avez reçus", SpendingState.list_href)),
            rx.el.li(_link("Les paiements aux professionnels de santé", SpendingState.third_href)),
            class_name="links",
        ),
        class_name="card stack stack--m",
        aria_labelledby="compte",
    )


def _link(title: str, href: rx.Var[str]) -> rx.Component:
    return page_link(
        rx.el.strong(title),
        rx.el.span("Un par un, sur la même période", class_name="hint"),
        icon("chevron-right"),
        href=href,
    )
