"""Base class of the widgets: static HTML on a page, ipywidgets in a notebook with a kernel."""

import sys
from functools import cached_property

from markupsafe import Markup

from ..kit import palette
from ..kit.rendering import display_prefix, json_for_html, render

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
FULL_LABEL = {"style": {"description_width": "initial"}}  # ipywidgets cut long descriptions by default


class Widget:
    """Show static HTML without a kernel and an ipywidgets view with one.

    Subclasses define `id`; `template`, the file of the static HTML; `payload`, the data for the page's script; and
    `_live(ipywidgets)`, which returns the widgets of the live view as a list, or `live = None`.
    """

    payload = None

    def html(self, prefix=""):
        """Return the widget as static HTML; `prefix` makes its ids unique if it is shown twice on a page."""
        return render(self.template, id=prefix + self.id, widget=self, data=json_for_html(self.payload))

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": repr(self), "text/html": self.html(display_prefix(self.id))}
        if self.live is not None:
            bundle[WIDGET_VIEW] = self.live._repr_mimebundle_()[WIDGET_VIEW]
        return bundle  # IPython applies `include` and `exclude`

    @cached_property
    def live(self):
        """Return the ipywidgets view, or None if ipywidgets 8 is not installed or cannot be shown."""
        try:
            import ipywidgets
        except ImportError:
            return None
        if "google.colab" in sys.modules or not hasattr(ipywidgets, "Stack"):
            return None  # Colab shows only ipywidgets 7, which has no Stack
        style = render("live.html", light=palette.LIGHT, dark=palette.DARK)
        box = ipywidgets.VBox([ipywidgets.HTML(style), *self._live(ipywidgets)])
        box.add_class("iss-live")
        return box


def open_links_in_new_tabs(html):
    """Let the relative links of HTML open a new tab, because following them in place would close the notebook."""
    return str(html).replace('<a href="../', '<a target="_blank" href="../')


def paragraph(widgets, text, css_class):
    """Return an ipywidgets HTML paragraph with this text and CSS class."""
    return widgets.HTML(Markup('<p class="{}" dir="auto">{}</p>').format(css_class, text))
