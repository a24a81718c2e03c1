"""Both faces of explorers and quizzes, without a browser: structure, escaping, links of the live widgets, bad input."""

import json
import sys

import ipywidgets
import pytest
from bs4 import BeautifulSoup
from ipywidgets.widgets.widget import _instances
from widget_samples import HEBREW, HTML_INJECTION, Exhibit, exhibits, render_twice, tables

from issfacts import data, explore, quiz
from issfacts.widgets.base import WIDGET_VIEW


@pytest.fixture(autouse=True)
def small_tables(monkeypatch):
    found = tables()
    monkeypatch.setattr(data, "rows", lambda name: found[name])


def soup(widget):
    return BeautifulSoup(widget.html(), "html5lib").body


def grid(windows=2, definitions=3):
    return {(f"w{i}", f"d{j}"): Exhibit(f"w{i} d{j}") for i in range(windows) for j in range(definitions)}


# The static face


def test_explorer_is_native_disclosures():
    root = soup(explore(exhibits(3), "Which one")).select_one(".iss-explore")
    panes = root.select(":scope > details.iss-pane")
    assert root["id"] == "explore-which-one"
    assert [pane["id"] for pane in panes] == [f"explore-which-one-pane-{i}" for i in (1, 2, 3)]
    assert {pane["name"] for pane in panes} == {root["id"]}
    assert [pane.has_attr("open") for pane in panes] == [True, False, False]
    assert [pane.summary.text for pane in panes] == ["Pane 1", "Pane 2", "Pane 3"]
    assert not root.select("input, select, button, form, script, style, [style], [onclick]")


def test_explorer_of_two_dimensions():
    root = soup(explore(grid(), "Rare?", labels=("Window", "Definition"))).select_one(".iss-explore")
    assert json.loads(root["data-labels"]) == ["Window", "Definition"]
    keys = [json.loads(pane["data-key"]) for pane in root.select(".iss-pane")]
    assert keys == [[f"w{i}", f"d{j}"] for i in (0, 1) for j in (0, 1, 2)]
    assert root.select_one("#explore-rare-w1-d2").summary.text == "w1 · d2"


@pytest.mark.parametrize(("count", "rows"), [(6, 0), (7, 7), (24, 24)])
def test_many_panes_have_a_table_of_all(count, rows):
    root = soup(explore(exhibits(count), "Which one")).select_one(".iss-explore")
    assert len(root.select(".iss-all tbody tr")) == rows
    assert (root.get("data-print") == "all") is (not rows)


def test_quiz_is_native_disclosures_that_open_together_where_several_hold():
    section = soup(quiz("who-said-it")).section
    options = section.select(":scope > details")
    assert section.select_one(f"#{section['aria-labelledby']}").text.startswith("Whose statement")
    assert {option["name"] for option in options} == {section["id"]} == {"quiz-who-said-it"}
    assert [option["data-right"] for option in options] == ["false", "true", "false"]
    assert options[1].select_one(".iss-feedback-text").text.startswith("Right. An attribution")
    assert options[0].select_one(".iss-feedback-text").text.startswith("Not this one. The article")
    assert not section.select("input, button, [open]")
    assert not soup(quiz("which-hold")).select("details[name]")


def test_text_arrives_as_text():
    for text in (HTML_INJECTION, HEBREW, "z" * 10_000, "&amp; {{ label }}"):
        root = soup(explore({text: Exhibit(text), "other": Exhibit()}, text)).select_one(".iss-explore")
        pane = root.select_one(".iss-pane")
        assert root.select_one(".iss-label").text == pane.summary.text == pane["data-title"] == text
        assert json.loads(pane["data-key"]) == [text]
        assert pane.summary["dir"] == "auto"
        assert not root.select("script")
    for id in ("nasty", "hebrew", "long"):
        section = soup(quiz(id)).section
        rows = [row for row in tables()["options"] if row["question"] == id]
        assert [option.summary.text for option in section.select("details")] == [row["text"] for row in rows]
        assert [tag.text for tag in section.select(".iss-feedback-text span")] == [row["feedback"] for row in rows]
        assert all(tag["dir"] == "auto" for tag in section.select("summary, .iss-stem, .iss-feedback-text span"))


# The live face


def found(widget, kind):
    """Return all widgets of a kind inside one, in order."""
    inside = [one for child in getattr(widget, "children", ()) for one in found(child, kind)]
    return ([widget] if isinstance(widget, kind) else []) + inside


def linked():
    """Return every pair that jslink has joined so far."""
    links = [one for one in _instances.values() if isinstance(one, ipywidgets.widgets.widget_link.Link)]
    return {(one.source[0], one.source[1], one.target[0], one.target[1]) for one in links}


@pytest.mark.parametrize("make", [lambda: explore(exhibits(8), "Shown twice"), lambda: quiz("who-said-it")])
def test_two_displays_of_a_widget_share_no_id_and_no_group(make):
    """As where a page shows an explorer once more in a fold: jupyter/notebook#333."""
    for body in render_twice(make()):
        for tag in body.select("[aria-labelledby]"):
            assert body.select_one(f"[id='{tag['aria-labelledby']}']")
        for link in body.select("a[href^='#explore']"):
            assert body.select_one(f"[id='{link['href'][1:]}']")


def test_one_exhibit_is_rendered_once_for_both_faces():
    panes = exhibits(3)
    explore(panes, "Rendered once")._repr_mimebundle_()
    assert [one.rendered for one in panes.values()] == [1, 1, 1]


@pytest.mark.parametrize(("count", "kind"), [(5, ipywidgets.RadioButtons), (6, ipywidgets.Dropdown)])
def test_live_explorer_is_picker_and_stack(count, kind):
    live = explore(exhibits(count), "Which one").live
    (picker,), (stack,) = found(live, kind), found(live, ipywidgets.Stack)
    assert picker.description == "Which one"
    assert (picker.index, stack.selected_index, len(stack.children)) == (0, 0, count)
    assert (picker, "index", stack, "selected_index") in linked()
    for pane in stack.children:  # a link would leave the notebook with all its state
        link = BeautifulSoup(pane.value, "html5lib").select_one("a[href^='../']")
        assert (link["target"], link.text) == ("_blank", "a link")


def test_live_explorer_of_two_dimensions_nests_its_stacks():
    live = explore(grid(), "Rare?", labels=("Window", "Definition")).live
    outer, *inner = found(live, ipywidgets.Stack)
    first, second = found(live, ipywidgets.RadioButtons)
    assert [len(stack.children) for stack in (outer, *inner)] == [2, 3, 3]
    assert {(first, "index", outer, "selected_index")} | {
        (second, "index", stack, "selected_index") for stack in inner
    } <= linked()
    assert "w1 d2" in inner[1].children[2].value


def test_live_quiz_answers_through_links():
    live = quiz("who-said-it").live
    (picker,), (stack,) = found(live, ipywidgets.RadioButtons), found(live, ipywidgets.Stack)
    assert (picker.index, stack.selected_index) == (None, None)
    assert (stack, "selected_index", picker, "index") in linked()  # in this order: see _linked
    assert "Right." in stack.children[1].value


def test_live_multiple_choice_asks_of_each_option():
    live = quiz("which-hold").live
    pickers, stacks = found(live, ipywidgets.RadioButtons), found(live, ipywidgets.Stack)
    assert [picker.description for picker in pickers] == ["Ten were aboard", "Nine were aboard", "JAXA was aboard"]
    assert ["Right." in pane.value for pane in stacks[1].children] == [False, True]  # "nine" does not hold: No is right


@pytest.mark.parametrize("make", [lambda: explore(exhibits(7), "x"), lambda: quiz("nasty"), lambda: quiz("which-hold")])
def test_live_face_calls_no_python_and_runs_no_script(make):
    for one in found(make().live, ipywidgets.Widget):
        assert not one._msg_callbacks.callbacks
        assert not (isinstance(one, ipywidgets.HTML) and "<script" in one.value)


def test_bundle_holds_both_faces_or_without_ipywidgets_the_page(monkeypatch):
    widget = explore(exhibits(2), "Which one")
    bundle = widget._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", WIDGET_VIEW}
    assert bundle["text/plain"] == repr(widget)
    assert bundle[WIDGET_VIEW]["model_id"] == widget.live.model_id
    assert set(widget._repr_mimebundle_(include={"text/html"})) == {"text/html"}
    assert WIDGET_VIEW not in widget._repr_mimebundle_(exclude={WIDGET_VIEW})
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert set(quiz("who-said-it")._repr_mimebundle_()) == {"text/plain", "text/html"}


# Bad input


@pytest.mark.parametrize(
    ("panes", "label", "labels", "error", "says"),
    [
        ({}, "L", None, ValueError, "2 to 24 panes, not 0"),
        (exhibits(25), "L", None, ValueError, "not 25"),
        ({"a": Exhibit(), "b": "text"}, "L", None, TypeError, "pane 'b' is no exhibit .*: 'text'"),
        ({"a": Exhibit(), "b": Exhibit}, "L", None, TypeError, "pane 'b' is no exhibit"),
        ([Exhibit(), Exhibit()], "L", None, TypeError, "panes must be a dict"),
        ({"a b": Exhibit(), "A-b": Exhibit()}, "L", None, ValueError, "'a b' and 'A-b' have the same id"),
        ({"1": Exhibit(), 1: Exhibit()}, "L", None, ValueError, "same label among 1, 1"),
        ({"a": Exhibit(), " ": Exhibit()}, "L", None, ValueError, "empty label"),
        (exhibits(2), " ", None, ValueError, "none empty"),
        (exhibits(2), None, None, TypeError, "label must be a text"),
        (grid(), "L", None, ValueError, r"pane \('w0', 'd0'\) does not fit labels=None"),
        (grid(), "L", ("Window",), ValueError, r"pane \('w0', 'd0'\) does not fit labels=\('Window',\)"),
        (grid(), "L", "Window", TypeError, "labels a tuple of texts"),
        (grid(), "L", (), ValueError, "one for each dimension"),
        (grid(), "L", ("Same", "Same"), ValueError, "all different"),
        (exhibits(2), "L", ("A", "B"), ValueError, "pane 'Pane 1' does not fit"),
        (dict(list(grid().items())[:-1]), "L", ("W", "D"), ValueError, "no pane for W = 'w1', D = 'd2'"),
    ],
)
def test_what_cannot_be_explored(panes, label, labels, error, says):
    with pytest.raises(error, match=says):
        explore(panes, label, labels)
