from datetime import date

import pytest

from espace.domain.errors import InvalidFields
from espace.domain.labels import CareKind
from espace.domain.searches import Search, address, read

TODAY = date(2026, 11, 23)
YEAR_AGO = date(2025, 11, 23)


def _refused(**asked: str) -> dict[str, str]:
    with pytest.raises(InvalidFields) as refusal:
        read(asked, TODAY)
    return dict(refusal.value.sentences)


def test_who_asks_for_nothing_gets_the_last_twelve_months() -> None:
    assert read({}, TODAY) == Search(YEAR_AGO, TODAY, months=12)
    assert not read({"id": "kT3", "page": "2", "du": "  "}, TODAY).is_detailed


@pytest.mark.parametrize(("months", "first"), [("3", date(2026, 8, 23)), ("6", date(2026, 5, 23)), ("12", YEAR_AGO)])
def test_a_period_of_months_ends_today(months: str, first: date) -> None:
    assert read({"periode": months}, TODAY) == Search(first, TODAY, months=int(months))


def test_chosen_days_win_over_the_months() -> None:
    found = read({"periode": "3", "du": "01/02/2024", "au": "1/3/2024", "dates": "soins"}, TODAY)

    assert found == Search(date(2024, 2, 1), date(2024, 3, 1), by_care_date=True)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"du": "01/01/2024"}, date(2024, 1, 1), TODAY),
        ({"au": "31/12/2024"}, date(2023, 12, 31), date(2024, 12, 31)),
        ({"du": "01/01/2027"}, date(2027, 1, 1), date(2027, 1, 1)),
        ({"du": "23112026", "au": "23 / 11 / 2026"}, TODAY, TODAY),
        ({"du": "29/02/2024", "au": "01/03/2024"}, date(2024, 2, 29), date(2024, 3, 1)),
    ],
)
def test_one_day_is_enough_to_choose_a_period(asked: dict[str, str], first: date, last: date) -> None:
    found = read(asked, TODAY)

    assert (found.first, found.last, found.months) == (first, last, None)


def test_every_criterion_is_read() -> None:
    asked = {
        "beneficiaire": "kT3", "soins": "optical", "min": "1 234,56", "max": "2000 €", "pro": " Hélène  CASTAING ",
        "dates": "paiement",
    }  # fmt: skip
    assert read(asked, TODAY) == Search(
        YEAR_AGO,
        TODAY,
        months=12,
        person="kT3",
        care_kind=CareKind.OPTICAL,
        at_least=123456,
        at_most=200000,
        practitioner="helene castaing",
    )


@pytest.mark.parametrize("criterion", [{"beneficiaire": "k"}, {"soins": "dental"}, {"pro": "x"}, {"min": "0"}])
def test_a_criterion_beyond_the_period_makes_it_detailed(criterion: dict[str, str]) -> None:
    assert read(criterion, TODAY).is_detailed


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "30/02/2024", "00/01/2026", "01/13/2026", "01/01/0000", "32/01/2026", "29/02/2025"]
)
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    assert "n’existe pas" in _refused(du=typed)["du"]


@pytest.mark.parametrize("typed", ["01/01/1899", "01/01/9999"])
def test_a_day_of_another_century_is_refused(typed: str) -> None:
    assert _refused(au=typed) == {"au": "Vérifiez l’année\u00a0: elle va de 1900 à 2100."}


@pytest.mark.parametrize("typed", ["hier", "2026-01-01", "1/1/26", "١/١/٢٠٢٦", "<b>", "x" * 10_000, "01/01/2026\u202e"])
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    assert set(_refused(du=typed)) == {"du"}


def test_a_start_after_the_end_is_refused_with_the_reason() -> None:
    assert "précède" in _refused(du="02/01/2026", au="01/01/2026")["au"]


def test_choosing_dates_without_a_date_asks_for_one() -> None:
    assert set(_refused(periode="dates")) == {"du"}
    assert read({"periode": "dates", "du": "01/01/2026"}, TODAY).first == date(2026, 1, 1)


@pytest.mark.parametrize(
    "typed", ["1,234.56", "1e9", "-3", "−3", "١٢", "12,345", "abc", "1" * 30, "<script>", "12 €€", "\x0012", "NaN"]
)
@pytest.mark.parametrize("name", ["min", "max"])
def test_what_is_no_amount_is_refused(name: str, typed: str) -> None:
    assert "51,00" in _refused(**{name: typed})[name]


def test_a_least_amount_above_the_greatest_is_refused() -> None:
    assert set(_refused(min="10", max="9,99")) == {"max"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("periode", "99"), ("periode", "-3"), ("dates", "x"), ("soins", "zzz"), ("soins", "'; --"),
        ("beneficiaire", "x" * 101),
    ],
)  # fmt: skip
def test_what_is_not_in_a_list_is_refused(name: str, value: str) -> None:
    assert set(_refused(**{name: value})) == {name}


@pytest.mark.parametrize("typed", ["x" * 101, "a\x00b", "a\u202eb", "a\u200bb", "a\nb"])
def test_a_name_that_cannot_be_one_is_refused(typed: str) -> None:
    assert set(_refused(pro=typed)) == {"pro"}


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_form() -> None:
    assert list(_refused(max="x", du="y", periode="z", pro="\x00")) == ["periode", "du", "max", "pro"]


def test_an_address_carries_the_search_and_nothing_else() -> None:
    asked = {"soins": "optical", "pro": "d’Été & Cie", "du": " ", "id": "kT3", "suite": "//evil", "page": "9"}

    assert address("/remboursements", asked) == "/remboursements?soins=optical&pro=d%E2%80%99%C3%89t%C3%A9+%26+Cie"
    assert address("/remboursements", asked, page=2).endswith("&page=2")
    assert address("/remboursements", {}, page="") == "/remboursements"
