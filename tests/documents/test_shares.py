from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.documents.shares import BAR_GAP, SMALLEST_SEGMENT, segments
from espace.documents.statement import render
from espace.documents.statement_data import StatementGroup
from espace.documents.style import WIDTH
from espace.domain.labels import LineKind

BAR_HEIGHT = 6


def bar(page):
    return [box for box in page.boxes if box[3] == pytest.approx(BAR_HEIGHT, abs=0.01)]


def one_line(design, line, **amounts):
    return design(groups=(StatementGroup("Camille", "Camille", (replace(line, **amounts),)),))


def test_bar_of_the_design_has_the_lengths_of_the_design(design, read):
    (page,) = read(render(design()))
    assert [box[0] for box in bar(page)] == pytest.approx([18, 103.73, 183.53], abs=0.02)
    assert [box[2] for box in bar(page)] == pytest.approx([85.13, 79.21, 8.46], abs=0.02)


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=4))
def test_segments_fill_the_width_and_none_disappears(paid):
    lengths = segments(paid)
    assert sum(lengths) + BAR_GAP * (len(paid) - 1) == pytest.approx(WIDTH)
    assert min(lengths) >= SMALLEST_SEGMENT - 1e-9


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=4))
def test_segments_are_as_long_as_their_parts_of_the_whole(paid):
    room = WIDTH - BAR_GAP * (len(paid) - 1)
    for length, cents in zip(segments(paid), paid, strict=True):
        assert length == pytest.approx(room * cents / sum(paid), abs=3 * SMALLEST_SEGMENT)


def test_share_of_nothing_has_no_segment_but_keeps_its_key(design, care, read):
    (page,) = read(render(one_line(design, care, charged=3000, social_security=2100, mutual=900, out_of_pocket=0)))
    assert len(bar(page)) == 2
    assert "Vous 0,00 €" in page.plain


def test_another_insurer_has_its_own_segment_and_key(design, care, read):
    (page,) = read(
        render(one_line(design, care, social_security=1900, mutual=500, other_insurer=400, out_of_pocket=200))
    )
    assert len(bar(page)) == 4
    assert "Mutuelle 5,00 € Autre mutuelle 4,00 € Vous 2,00 €" in page.plain


def test_other_insurer_is_not_named_when_there_is_none(design, read):
    (page,) = read(render(design()))
    assert "Autre mutuelle" not in page.plain


@pytest.mark.parametrize(
    "amounts",
    [
        {"charged": 0, "base": 0, "social_security": -200, "mutual": 0, "out_of_pocket": 200},
        {"charged": -3000, "base": -3000, "social_security": -1900, "mutual": -900, "out_of_pocket": -200},
    ],
)
def test_negative_share_is_told_in_words_and_never_drawn(design, care, read, amounts):
    (page,) = read(render(one_line(design, care, **amounts)))
    assert bar(page) == []
    assert "L’une des parts est négative" in page.plain
    assert f"Assurance Maladie −{abs(amounts['social_security']) // 100},00 €" in page.plain


def test_nothing_paid_at_all_is_told_in_words(design, read):
    (page,) = read(render(design(groups=(), total=0)))
    assert bar(page) == []
    assert "Les montants s’annulent" in page.plain


def test_very_long_amounts_put_the_last_keys_on_a_second_row(design, care, read):
    huge = 10**15
    (page,) = read(
        render(one_line(design, care, social_security=huge, mutual=huge, other_insurer=huge, out_of_pocket=huge))
    )
    assert page.overlaps() == []
    assert max(text.right for text in page.texts) <= 192.05


def test_long_explanation_goes_on_over_the_next_page(design, read):
    pages = read(render(design(explanation="Voici pourquoi. " * 300)))
    assert len(pages) == 2
    assert sum(page.plain.count("Voici pourquoi.") for page in pages) >= 299
    assert pages[0].plain.count("Voici") > 10


def test_explanation_may_be_absent(design, read):
    (page,) = read(render(design(explanation="")))
    assert "Votre reste à charge" not in page.plain


def lines(design, *lines):
    return design(groups=(StatementGroup("Camille", "Camille", lines),))


@pytest.fixture
def recovered(care):
    nothing = {"charged": 0, "base": 0, "mutual": 0}
    return replace(care, **nothing, social_security=-300, out_of_pocket=300, kind=LineKind.RECOVERED_DEDUCTION)


@pytest.fixture
def correction(care):
    undone = {"charged": -3000, "base": -3000, "social_security": -1900, "mutual": -900, "out_of_pocket": -200}
    return replace(care, **undone, kind=LineKind.CORRECTION)


def test_what_is_recovered_on_other_care_is_said_beside_the_bar(design, care, recovered, read):
    (page,) = read(render(lines(design, care, recovered)))
    assert "Mutuelle 9,00 € Vous 2,00 € Récupéré par l’Assurance Maladie sur d’autres soins : 3,00 €" in page.plain
    assert len(bar(page)) == 3


def test_what_a_correction_cancels_is_no_part_of_the_bar_of_the_care(design, care, correction, read):
    (page,) = read(render(lines(design, correction, care)))
    assert len(bar(page)) == 3
    assert "Vous 2,00 € Ce dessin laisse de côté les lignes de régularisation" in page.plain


def test_recovered_deductions_alone_have_no_picture_and_still_their_explanation(design, recovered, read):
    (page,) = read(render(replace(lines(design, recovered), explanation="L’Assurance Maladie récupère 3,00 €.")))
    assert bar(page) == []
    assert "Qui a payé quoi ? L’Assurance Maladie récupère 3,00 €." in page.plain
    assert "à dessiner" not in page.plain
