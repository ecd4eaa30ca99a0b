import pytest

from espace.documents.style import BODY, BODY_BOLD, MM


def test_text_in_another_size_keeps_its_baseline():
    assert BODY.resized(6).drop == pytest.approx(BODY.drop)
    assert BODY.resized(6).size == 6


def test_style_is_kept_when_the_text_fits():
    assert BODY_BOLD.fitted("5,45 €", 34) is BODY_BOLD


def test_style_shrinks_until_the_text_fits():
    style = BODY_BOLD.fitted("1 234 567 890,12 €", 20)
    assert style.width("1 234 567 890,12 €") == pytest.approx(20)


def test_line_height_is_the_design_s():
    assert BODY.line == pytest.approx(9.5 * 1.4 / MM)
