"""The station's way over the Earth that evening."""

from issfacts import charts

FIGURES = {"ground_track": charts.ground_track}
