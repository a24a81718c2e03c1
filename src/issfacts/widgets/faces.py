"""Show each widget in two ways: plain HTML on a page, ipywidgets in a notebook with a kernel."""

import sys
from functools import cached_property

from markupsafe import Markup

from ..kit import palette
from ..kit.rendering import display_prefix, render

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDE = {"style": {"description_width": "initial"}}  # a widget whose description is shown whole


class TwoFaces:
    """Show HTML where there is no kernel and a live widget where there is one."""

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": repr(self), "text/html": self.html(display_prefix(self.id))}
        if self.live is not None:
            bundle[WIDGET_VIEW] = self.live._repr_mimebundle_()[WIDGET_VIEW]
        wanted = set(include or bundle) - set(exclude or ())
        return {kind: value for kind, value in bundle.items() if kind in wanted}

    @cached_property
    def live(self):
        """The ipywidgets view, or None where ipywidgets 8 is not installed or not shown."""
        try:
            import ipywidgets
        except ImportError:
            return None
        if "google.colab" in sys.modules or not hasattr(ipywidgets, "Stack"):
            return None  # Colab draws ipywidgets 7 alone, which has no Stack
        style = render("live.html", light=palette.LIGHT, dark=palette.DARK)
        box = ipywidgets.VBox([ipywidgets.HTML(style), *self._live(ipywidgets)])
        box.add_class("iss-live")
        return box


def paragraph(widgets, text, kind):
    """Return a paragraph of the live face."""
    return widgets.HTML(Markup('<p class="{}" dir="auto">{}</p>').format(kind, text))
