"""What goes wrong on Binder."""


class BinderError(Exception):
    """Says what Binder would do wrong."""
