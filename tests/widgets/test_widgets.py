"""Tests of explorers and quizzes without a browser: native details, unique ids, live widgets, invalid arguments."""

import json
import sys

import ipywidgets
import pytest
from bs4 import BeautifulSoup
from for_each import each_raises
from ipywidgets.widgets.widget import _instances
from widget_samples import Exhibit, exhibits

from issfacts import explore, quiz
from issfacts.widgets.base import WIDGET_VIEW

pytestmark = pytest.mark.usefixtures("sample_tables")


def pane_grid(windows=2, definitions=3):
    return {(f"w{i}", f"d{j}"): Exhibit(f"w{i} d{j}") for i in range(windows) for j in range(definitions)}


def test_static_panes_and_options_are_details_of_which_one_at_a_time_is_open():
    panes, single, multiple = (
        BeautifulSoup(widget.html(), "html5lib").select("details")
        for widget in (explore(exhibits(2), "Which one"), quiz("who-said-it"), quiz("which-hold"))
    )
    assert [(pane.summary.text, pane.has_attr("open")) for pane in panes] == [("Pane 1", True), ("Pane 2", False)]
    assert {details["name"] for details in panes + single} == {"explore-which-one", "quiz-who-said-it"}
    assert not any(details.has_attr("name") for details in multiple)


@pytest.mark.parametrize(("count", "rows"), [(6, 0), (7, 7), (24, 24)])
def test_explorer_of_more_than_six_panes_has_a_table_of_all(count, rows):
    root = BeautifulSoup(explore(exhibits(count), "Which one").html(), "html5lib").select_one(".iss-explore")
    assert len(root.select(".iss-all tbody tr")) == rows
    assert (root.get("data-print") == "all") is (not rows)


def test_explorer_of_two_dimensions_has_their_labels_and_keys():
    html = explore(pane_grid(), "Rare?", labels=("Window", "Definition")).html()
    root = BeautifulSoup(html, "html5lib").select_one(".iss-explore")
    assert json.loads(root["data-labels"]) == ["Window", "Definition"]
    keys = [json.loads(pane["data-key"]) for pane in root.select(".iss-pane")]
    assert keys == [[f"w{i}", f"d{j}"] for i in (0, 1) for j in (0, 1, 2)]
    assert root.select_one("#explore-rare-w1-d2").summary.text == "w1 · d2"


# The live view


def descendants(widget, cls):
    """Return the widget itself and all widgets inside it that are instances of a class, in order."""
    inside = [one for child in getattr(widget, "children", ()) for one in descendants(child, cls)]
    return ([widget] if isinstance(widget, cls) else []) + inside


def linked():
    """Return (source, attribute, target, attribute) of every link created so far by jslink."""
    links = [widget for widget in _instances.values() if isinstance(widget, ipywidgets.widgets.widget_link.Link)]
    return {(*link.source, *link.target) for link in links}


@pytest.mark.parametrize("make", [lambda: explore(exhibits(8), "Shown twice"), lambda: quiz("who-said-it")])
def test_two_displays_of_a_widget_have_different_ids_and_names(make):
    """A page may show an explorer twice: jupyter/notebook#333."""
    widget = make()
    first, second = (BeautifulSoup(widget._repr_mimebundle_()["text/html"], "html5lib").body for _ in range(2))
    for attribute in ("id", "name"):
        values = [{tag[attribute] for tag in body.select(f"[{attribute}]")} for body in (first, second)]
        assert all(values)
        assert not set.intersection(*values)
    for body in (first, second):
        references = [tag["aria-labelledby"] for tag in body.select("[aria-labelledby]")]
        references += [link["href"][1:] for link in body.select("a[href^='#explore']")]
        assert all(body.find(id=id) for id in references)


@pytest.mark.parametrize(("count", "picker_class"), [(5, ipywidgets.RadioButtons), (6, ipywidgets.Dropdown)])
def test_live_explorer_has_a_picker_linked_to_a_stack(count, picker_class):
    live = explore(exhibits(count), "Which one").live
    (picker,), (stack,) = descendants(live, picker_class), descendants(live, ipywidgets.Stack)
    assert picker.description == "Which one"
    assert (picker.index, stack.selected_index, len(stack.children)) == (0, 0, count)
    assert (picker, "index", stack, "selected_index") in linked()
    for pane in stack.children:  # links open in a new tab
        link = BeautifulSoup(pane.value, "html5lib").select_one("a[href^='../']")
        assert (link["target"], link.text) == ("_blank", "a link")


def test_live_explorer_of_two_dimensions_has_nested_stacks():
    live = explore(pane_grid(), "Rare?", labels=("Window", "Definition")).live
    outer, *inner = descendants(live, ipywidgets.Stack)
    first, second = descendants(live, ipywidgets.RadioButtons)
    assert [len(stack.children) for stack in (outer, *inner)] == [2, 3, 3]
    assert {(first, "index", outer, "selected_index")} | {
        (second, "index", stack, "selected_index") for stack in inner
    } <= linked()
    assert "w1 d2" in inner[1].children[2].value


def test_live_quiz_links_its_picker_to_the_feedback():
    live = quiz("who-said-it").live
    (picker,), (stack,) = descendants(live, ipywidgets.RadioButtons), descendants(live, ipywidgets.Stack)
    assert (picker.index, stack.selected_index) == (None, None)
    assert (stack, "selected_index", picker, "index") in linked()  # in this order, which a kernel in the browser needs
    assert "Right." in stack.children[1].value


def test_live_multiple_choice_has_a_yes_no_picker_for_each_option():
    live = quiz("which-hold").live
    pickers, stacks = descendants(live, ipywidgets.RadioButtons), descendants(live, ipywidgets.Stack)
    assert [picker.description for picker in pickers] == ["Ten were aboard", "Nine were aboard", "JAXA was aboard"]
    assert ["Right." in pane.value for pane in stacks[1].children] == [False, True]  # "nine" does not hold: No is right


@pytest.mark.parametrize("make", [lambda: explore(exhibits(7), "x"), lambda: quiz("nasty"), lambda: quiz("which-hold")])
def test_live_view_has_no_python_callbacks_and_no_scripts(make):
    for widget in descendants(make().live, ipywidgets.Widget):
        assert not widget._msg_callbacks.callbacks
        assert not (isinstance(widget, ipywidgets.HTML) and "<script" in widget.value)


def test_mime_bundle_contains_html_and_widget_view_if_ipywidgets_is_installed(monkeypatch):
    widget = explore(exhibits(2), "Which one")
    bundle = widget._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", WIDGET_VIEW}
    assert bundle["text/plain"] == repr(widget)
    assert bundle[WIDGET_VIEW]["model_id"] == widget.live.model_id
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert set(quiz("who-said-it")._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_widgets_show_their_static_html_in_colab(monkeypatch):
    assert WIDGET_VIEW in quiz("who-said-it")._repr_mimebundle_()
    monkeypatch.setitem(sys.modules, "google.colab", object())
    assert set(quiz("who-said-it")._repr_mimebundle_()) == {"text/plain", "text/html"}


test_invalid_arguments_are_named = each_raises(
    (quiz, "who-sad-it", "KeyError: no question 'who-sad-it'; nearest: who-said-it"),
    (explore, {}, "L", "ValueError: an explorer shows 2 to 24 panes, not 0"),
    (explore, exhibits(25), "L", "ValueError: an explorer shows 2 to 24 panes, not 25"),
    (explore, {"a": Exhibit(), "b": "text"}, "L", "TypeError: pane 'b' is not an exhibit (Chart or Table): 'text'"),
    (explore, {"a": Exhibit(), "b": Exhibit}, "L", "TypeError: pane 'b' is not an exhibit"),
    (explore, [Exhibit(), Exhibit()], "L", "TypeError: panes must be a dict"),
    (explore, {"a b": Exhibit(), "A-b": Exhibit()}, "L", "ValueError: panes 'a b' and 'A-b' have the same id"),
    (explore, {"1": Exhibit(), 1: Exhibit()}, "L", "ValueError: two panes have the same label among 1, 1"),
    (explore, {"a": Exhibit(), " ": Exhibit()}, "L", "ValueError: pane ' ' has an empty label"),
    (
        explore,
        exhibits(2),
        " ",
        "ValueError: label is a text, labels one for each dimension, all different",
    ),
    (explore, exhibits(2), None, "TypeError: label must be a text"),
    (explore, exhibits(2), "L", ("A", "B"), "ValueError: pane 'Pane 1' does not fit"),
    (explore, pane_grid(), "L", "ValueError: pane ('w0', 'd0') does not fit labels=None"),
    (explore, pane_grid(), "L", ("Window",), "ValueError: pane ('w0', 'd0') does not fit labels=('Window',)"),
    (explore, pane_grid(), "L", "Window", "TypeError: label must be a text and labels a tuple of texts"),
    (explore, pane_grid(), "L", (), "one for each dimension"),
    (explore, pane_grid(), "L", ("Same", "Same"), "all different"),
    (explore, dict(list(pane_grid().items())[:-1]), "L", ("W", "D"), "ValueError: no pane for W = 'w1', D = 'd2'"),
)
