"""Tests of the reading routes: they consist of chapters, and each chapter links to the next one."""

import routes
from prose import notebooks

import issfacts as iss

ORDER = [path.stem for path in notebooks()]


def test_every_stop_of_a_route_is_a_chapter():
    assert {row["chapter"] for row in iss.rows("routes")} <= set(ORDER)


def test_short_routes_are_those_of_the_curriculum():
    # CURRICULUM: one lesson is short forms of chapters 1 and 4; core is 1, 3, 4, the game (now 8), and the answer (10)
    assert [ORDER.index(name) + 1 for name in routes.load_routes(ORDER)["One lesson"]] == [1, 4]
    assert [ORDER.index(name) + 1 for name in routes.load_routes(ORDER)["Core"]] == [1, 3, 4, 8, 10]


def test_last_cell_links_to_the_next_chapter_or_ends_the_book():
    assert routes.last_cell("a", {"a": "A", "b": "B"}) == "[Next: B](b.ipynb)"
    assert routes.last_cell("b", {"a": "A", "b": "B"}) == routes.END_OF_BOOK
