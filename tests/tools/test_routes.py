"""A reader always knows where on a route they are, and where it goes on."""

import routes
from prose import notebooks

import issfacts as iss


def test_no_chapter_is_stale():
    assert [path.name for path, _ in routes.stale()] == []


def test_every_stop_of_a_route_is_a_chapter():
    assert {row["chapter"] for row in iss.rows("routes")} <= {path.stem for path in notebooks()}


def test_the_routes_are_those_of_the_curriculum():
    # CURRICULUM: one lesson is short forms of chapters 1 and 4, core is 1, 3, 4, 7
    order = [path.stem for path in notebooks()]
    assert [order.index(name) + 1 for name in routes.routes()["One lesson"]] == [1, 4]
    assert [order.index(name) + 1 for name in routes.routes()["Core"]] == [1, 3, 4, 7]


def test_neighbours():
    assert routes.neighbours("a", ["a", "b"]) == (None, "b")
    assert routes.neighbours("b", ["a", "b"]) == ("a", None)
