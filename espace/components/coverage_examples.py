"""What goes with a coverage table: examples of reimbursement in euros, and the words explained."""

import reflex as rx

from espace.components.parts import accordion
from espace.components.tables import Column, data_table
from espace.content import glossary

_WORDS = (
    glossary.BASE,
    glossary.COPAYMENT,
    glossary.ACTUAL_COST,
    glossary.FULL_COVER,
    glossary.EXCESS_FEE,
    glossary.OPTAM,
    glossary.CEILING,
)
_EXAMPLE_COLUMNS = (
    Column("Soins", lambda row: row.name, title=True),
    Column("Prix", lambda row: row.charged, "end"),
    Column("Assurance\nMaladie", lambda row: row.social_security, "end"),
    Column("Mutuelle", lambda row: row.mutual, "end"),
    Column("Il vous\nreste", lambda row: rx.el.strong(row.out_of_pocket), "end"),
)


def examples_card(examples: rx.Var) -> rx.Component:
    """Draw who pays what of each example, or nothing when no row allows one."""
    section = rx.el.section(
        rx.el.div(
            rx.el.h2("Exemples de remboursement", id="exemples"),
            rx.el.p(
                "Pour un adulte qui suit le parcours de soins. Les prix que la loi ne fixe pas sont choisis pour "
                "l’exemple ; la participation forfaitaire de 2,00 € par consultation reste à votre charge.",
                class_name="muted measure",
            ),
            class_name="stack stack--s",
        ),
        data_table(_EXAMPLE_COLUMNS, examples, named_by="exemples"),
        class_name="card stack stack--m",
        aria_labelledby="exemples",
    )
    return rx.cond(examples.length() > 0, section, rx.fragment())


def coverage_words() -> rx.Component:
    """Draw the words of the table, explained."""
    return rx.el.section(
        rx.el.h2("Comprendre les mots", id="mots"),
        accordion(*((word.name, word.meaning) for word in _WORDS)),
        class_name="stack stack--m",
        aria_labelledby="mots",
    )
