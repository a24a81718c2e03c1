"""A module `__getattr__` whose AttributeError suggests the most similar public name."""


def getattr_with_suggestion(module: str, public_names: list[str], import_name):
    """Return a module `__getattr__` that calls `import_name` for public names and suggests one for any other.

    >>> getattr_with_suggestion("issfacts.charts", ["station"], None)("staton")
    Traceback (most recent call last):
    AttributeError: issfacts.charts has no 'staton'; the nearest is 'station' (dir(issfacts.charts) lists all)
    """

    def module_getattr(name):
        if name in public_names or name.startswith("__"):
            return import_name(name)
        from difflib import get_close_matches

        nearest = get_close_matches(name, public_names, n=1, cutoff=0)
        raise AttributeError(f"{module} has no {name!r}; the nearest is {nearest[0]!r} (dir({module}) lists all)")

    return module_getattr
