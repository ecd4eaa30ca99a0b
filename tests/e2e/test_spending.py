"""The year at a glance in a browser: what it shows is what the database holds."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import text

from espace.adapters import clock
from espace.domain import formats
from espace.domain.periods import last_months
from tests.e2e.conftest import Server, tab
from tests.e2e.looks import TWICE, scrolls_sideways, settle, violations
from tests.e2e.steps import CAMILLE, COLLECTIVE, NOTHING, enter
from tests.e2e.test_stale_view import hold_back_answers

pytestmark = pytest.mark.e2e

PAGE = "/remboursements/bilan"
NAMES = "charged, social_security, mutual, out_of_pocket"
SUMS = ", ".join(f"sum({name}) AS {name}" for name in NAMES.split(", "))


def _in_database(server: Server, by: str) -> list[tuple[str, ...]]:
    """Return the sums of Camille's last twelve months by a column, the dearest first, written as the page does."""
    first, last = last_months(formats.paris_day(clock.now()), 12)
    query = text(
        f"SELECT {by} AS name, {SUMS} FROM payment_line l"  # noqa: S608 - our own words
        " JOIN member m ON m.id = l.member_id JOIN beneficiary b ON b.id = l.beneficiary_id"
        " WHERE m.member_number = :number AND l.paid_on BETWEEN :first AND :last GROUP BY name ORDER BY 2 DESC"
    )
    with server.engine().connect() as connection:
        rows = connection.execute(query, {"number": CAMILLE, "first": first, "last": last}).all()
    return [tuple(formats.amount(cents) for cents in row[1:]) for row in rows]


def _on_screen(card: Locator, rows: str) -> list[tuple[str, ...]]:
    return [tuple(row.locator("td").all_inner_texts()) for row in card.locator(f"{rows} tr").all()]


def _open(page: Page, query: str = "") -> None:
    page.goto(PAGE + query)
    settle(page)  # which unfolds the tables


def test_every_figure_on_the_screen_is_the_databases(page: Page, server: Server) -> None:
    enter(page)
    _open(page)

    (total,) = _in_database(server, "'total'")
    kinds, people = (page.locator(f"section[aria-labelledby={name}]") for name in ("soins", "personnes"))
    assert _on_screen(kinds, "tbody") == _in_database(server, "care_kind")
    assert sorted(_on_screen(people, "tbody")) == sorted(_in_database(server, "b.first_name"))
    assert _on_screen(kinds, "tfoot") == _on_screen(people, "tfoot") == [total]
    summary = page.locator("section[aria-labelledby=qui]")
    assert summary.locator("p strong").all_inner_texts() == [total[0], total[3]]
    assert summary.locator(".legend .amount").all_inner_texts() == list(total[1:])
    assert [row[0] for row in _on_screen(summary, "tbody")] == list(total[1:])
    assert kinds.locator(".bars__cost .amount").all_inner_texts() == [row[0] for row in _on_screen(kinds, "tbody")]


def test_the_bars_are_drawn_longest_for_the_dearest_and_the_members_part_is_hatched(page: Page) -> None:
    enter(page)
    _open(page)

    bars = page.locator("section[aria-labelledby=soins] .bar")
    widths = [bar.bounding_box()["width"] for bar in bars.all()]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 2 * widths[-1] > 0
    fills = page.locator(".bar .part-you rect").evaluate_all("(all) => all.map((one) => getComputedStyle(one).fill)")
    assert set(fills) == {'url("#hachures")'}
    assert page.locator(".bar[aria-label*='Assurance Maladie']").count() == page.locator(".bar").count()


def test_a_period_is_one_click_kept_by_back_reload_and_the_focus(page: Page) -> None:
    enter(page)
    _open(page)
    year = page.locator("section[aria-labelledby=qui] p strong").first.inner_text()

    link = page.get_by_role("link", name="3 derniers mois")
    link.press("Enter")
    page.wait_for_url("**?periode=3")
    expect(page.get_by_text("Sur trois mois")).to_be_visible()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-current", "page")

    page.reload()
    expect(page.get_by_text("Sur trois mois")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Sur douze mois")).to_contain_text(year)
    page.get_by_role("link", name="L’an dernier").click()
    expect(page.locator("section[aria-labelledby=qui], .empty")).to_be_visible()
    expect(page.locator(".periods [aria-current=page]")).to_have_text("L’an dernier")


def test_the_former_period_is_never_shown_while_the_server_is_silent(page: Page) -> None:
    enter(page)
    _open(page)

    hold_back_answers(page)
    page.get_by_role("link", name="6 derniers mois").click()
    page.wait_for_url("**?periode=6")

    expect(page.get_by_text("Nous additionnons vos dépenses")).to_be_visible()
    expect(page.locator("main .amount")).to_have_count(0)


def test_another_adults_care_bears_no_kind(page: Page) -> None:
    enter(page, COLLECTIVE)
    _open(page)

    expect(page.locator("section[aria-labelledby=soins] .bars__name", has_text="Soins confidentiels")).to_be_visible()
    expect(page.locator("section[aria-labelledby=personnes] .bars__name", has_text="Nadia")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_cannot_be_read_and_what_is_empty_say_what_to_do(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    enter(page, NOTHING)
    for query, sentence in (("?du=31/02/2026", "Cette date n’existe pas"), ("", "Aucune dépense sur cette période")):
        _open(page, query)
        expect(page.get_by_text(sentence)).to_be_visible()
        assert violations(page) == []
    expect(page.locator(".bar")).to_have_count(0)


def test_the_lists_of_the_same_period_are_one_click_away(page: Page) -> None:
    enter(page)
    _open(page, "?du=01/02/2026&au=31/10/2026&dates=soins")

    page.get_by_role("link", name="Les paiements que vous avez reçus").click()
    page.wait_for_url("**/remboursements?du=01%2F02%2F2026&au=31%2F10%2F2026&dates=soins")


def test_a_window_at_twice_its_size_scrolls_one_way_and_keeps_its_targets(chromium: Browser, server: Server) -> None:
    with tab(chromium, server, **TWICE) as page:
        enter(page)
        _open(page)

        assert not scrolls_sideways(page)
        targets = page.locator(".periods a, main summary, .links a")
        assert min(targets.evaluate_all("(all) => all.map((e) => e.offsetHeight)")) >= 44
