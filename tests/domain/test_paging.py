from dataclasses import dataclass

import pytest

from espace.domain.paging import last_page, pages


@dataclass
class Found:
    count: int
    page: int


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_result_takes_as_many_pages_as_it_fills_or_begins(count: int, expected: int) -> None:
    assert pages(count, 10) == expected


@pytest.mark.parametrize(("count", "looked_up"), [(0, [1]), (10, [1]), (11, [1, 2]), (95, [1, 10])])
def test_the_last_page_is_looked_up_once_the_first_one_has_told_which_it_is(count: int, looked_up: list[int]) -> None:
    asked: list[int] = []

    def found_on(page: int) -> Found:
        asked.append(page)
        return Found(count, page)

    assert last_page(found_on, 10).page == looked_up[-1]
    assert asked == looked_up
