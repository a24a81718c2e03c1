"""The parts of `tools/binder.py`: the recipe, the ordinary user, the server."""
