from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.documents.statement import render
from espace.documents.statement_data import Amounts, StatementGroup
from espace.documents.statement_table import GUTTER, TOTAL, Grid
from espace.documents.style import LEFT, RIGHT
from espace.domain.formats import amount

FLOW_BOTTOM = 265


def test_one_beneficiary_has_no_subtotal(design, care, read):
    (page,) = read(render(design(groups=(StatementGroup("Camille Roux-Fabre", "Camille", (care,)),))))
    assert "Sous-total" not in page.plain
    assert "Total du paiement 30,00 € 30,00 € 19,00 € 9,00 € 2,00 €" in page.plain


def test_beneficiary_without_lines_is_left_out(design, care, read):
    groups = (StatementGroup("Camille", "Camille", (care,)), StatementGroup("Absente", "Absente", ()))
    (page,) = read(render(design(groups=groups)))
    assert "Absente" not in page.plain
    assert "Sous-total" not in page.plain


def test_correction_shows_true_minus_signs_and_its_note(design, care, read):
    correction = replace(
        care,
        charged=-3000,
        base=-3000,
        social_security=-1900,
        mutual=-900,
        out_of_pocket=-200,
        note="Régularisation du paiement du 12 octobre 2026",
    )
    (page,) = read(render(design(groups=(StatementGroup("Camille", "Camille", (correction, care)),), total=0)))
    assert "−30,00 € −30,00 € −19,00 € −9,00 € −2,00 €" in page.plain
    assert "Dr Hélène Castaing Régularisation du paiement du 12 octobre 2026" in page.plain


def test_line_without_practitioner_shows_the_act_alone(design, care, read):
    (page,) = read(render(design(groups=(StatementGroup("Camille", "Camille", (replace(care, practitioner=""),)),))))
    assert "04/11/2026 Consultation généraliste 30,00 €" in page.plain


def test_another_insurer_gets_a_column_so_that_the_row_adds_up(design, care, read):
    line = replace(care, mutual=500, other_insurer=400)
    (page,) = read(render(design(groups=(StatementGroup("Camille", "Camille", (line,)),))))
    assert "Autre mutuelle" in page.plain
    assert "30,00 € 30,00 € 19,00 € 5,00 € 4,00 € 2,00 €" in page.plain
    assert page.overlaps() == []


def test_long_act_is_told_whole(design, care, read):
    act = (
        "Pose d’une couronne dentaire dentoportée céramométallique ou en équivalents minéraux, "
        "sur une dent incisive, canine ou première prémolaire"
    )
    (page,) = read(render(design(groups=(StatementGroup("Camille", "Camille", (replace(care, act=act),)),))))
    assert act in page.plain


def test_amounts_of_a_line_stand_beside_the_first_line_of_its_act(design, care, read):
    line = replace(care, act="Détartrage et polissage de toutes les dents de la mâchoire supérieure", charged=123456789)
    line = replace(line, base=123456789, social_security=123456789, mutual=123456789, out_of_pocket=-246913578)
    (page,) = read(render(design(groups=(StatementGroup("Camille", "Camille", (line,)),))))
    act = next(text for text in page.texts if text.text.startswith("Détartrage"))
    charged = next(text for text in page.texts if text.text.startswith("1\u00a0234\u00a0567") and not text.bold)
    assert charged.size < act.size
    assert charged.baseline == pytest.approx(act.baseline, abs=0.02)


@pytest.mark.parametrize(("people", "lines"), [(1, 500), (4, 125), (3, 17), (12, 1), (2, 40)])
def test_long_statement_flows_over_numbered_pages(long_statement, read, people, lines):
    pages = read(render(long_statement(people, lines)))
    days = [string for page in pages for string in page.strings if string.count("/") == 2]
    assert len(days) == people * lines
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} sur {len(pages)}" in page.plain
        assert page.overlaps() == []
        foot = page.find("Conservez ce relevé : il justifie vos remboursements complémentaires.")
        assert all(text.baseline <= FLOW_BOTTOM for text in page.texts if text.baseline < foot.baseline - 0.1)
    assert sum(page.plain.count("Total du paiement") for page in pages) == 1
    assert "Total du paiement" in " ".join(page.plain for page in pages[-2:])


@pytest.mark.parametrize("lines", range(1, 31))
def test_wherever_the_page_ends_rows_and_headings_stay_with_what_they_belong_to(long_statement, read, lines):
    for page in read(render(long_statement(3, lines))):
        strings = page.strings
        table = strings[strings.index("Date des soins") :] if "Date des soins" in strings else []
        for place, string in enumerate(table):
            if string.startswith("Personne"):  # a heading, perhaps « (suite) », then a day
                assert table[place + 1].count("/") == 2 or table[place + 1] == " (suite)"
            if string.startswith(("Sous-total", "Total du paiement")):
                assert any(earlier.count("/") == 2 for earlier in table[:place])


def test_each_page_of_the_table_repeats_its_head_and_says_whose_lines_go_on(long_statement, read):
    pages = read(render(long_statement(1, 60)))
    assert len(pages) > 3
    for page in pages[1:]:
        if any(string.count("/") == 2 for string in page.strings):
            assert "Date des soins Acte Dépense Base Assurance Maladie Mutuelle Reste à charge" in page.plain
            assert "Personne 0 Roux-Fabre (suite)" in page.plain


def test_following_pages_say_whose_statement_it_is(long_statement, read):
    for page in read(render(long_statement(1, 60)))[1:]:
        assert "Relevé de prestations du 18 novembre 2026, n° 26-118-04471" in page.plain
        assert "Camille Roux-Fabre, n° d’adhérent 0472318" in page.plain


def test_design_widths_hold_for_ordinary_amounts():
    grid = Grid.of([Amounts(11126, 8776, 5481, 5100, 0, 545)])
    assert [column.right for column in grid.columns] == pytest.approx([110, 129, 151, 171, 192])
    assert grid.act == 42
    assert grid.scale == 1


amounts = st.builds(Amounts, *[st.integers(-(10**13), 10**13)] * 6)


@given(st.lists(amounts, min_size=1, max_size=5))
def test_every_amount_fits_between_its_neighbours(rows):
    grid = Grid.of(rows)
    style = grid.sized(TOTAL)
    lefts = [min(column.right - style.width(amount(row[column.position])) for row in rows) for column in grid.columns]
    rights = [LEFT, *(column.right for column in grid.columns)]
    assert grid.columns[-1].right == RIGHT
    for left, right in zip(lefts[1:], rights[1:], strict=False):
        assert left >= right + GUTTER - 0.01
    assert lefts[0] >= grid.act + grid.act_room + GUTTER - 0.01
    assert grid.act_room > 0


def test_sum_of_nothing_is_zero():
    assert Amounts.sum([]) == Amounts(0, 0, 0, 0, 0, 0)


def test_base_that_is_not_told_is_a_dash_in_its_row_and_in_the_sums(design, care, read):
    secret = replace(care, base=None, act="Acte confidentiel", practitioner="")
    groups = (StatementGroup("Julien", "Julien", (secret,)), StatementGroup("Camille", "Camille", (care,)))
    (page,) = read(render(design(groups=groups)))
    assert "Acte confidentiel 30,00 € – 19,00 € 9,00 € 2,00 €" in page.plain
    assert "Sous-total Camille 30,00 € 30,00 € 19,00 €" in page.plain
    assert "Total du paiement 60,00 € – 38,00 €" in page.plain


def test_base_that_is_told_nowhere_still_has_its_column(design, care, read):
    (page,) = read(render(design(groups=(StatementGroup("Julien", "Julien", (replace(care, base=None),)),))))
    assert "Total du paiement 30,00 € – 19,00 € 9,00 € 2,00 €" in page.plain
