"""Names the nearest name, where somebody asks a module for one that it does not have."""


def with_nearest(module: str, known: list[str], find):
    """Return the `__getattr__` of a module whose public names `find` imports.

    >>> with_nearest("issfacts.charts", ["station"], None)("staton")
    Traceback (most recent call last):
    AttributeError: issfacts.charts has no 'staton'; the nearest is 'station' (dir(issfacts.charts) lists all)
    """

    def found(name):
        if name in known or name.startswith("__"):
            return find(name)
        from difflib import get_close_matches

        nearest = get_close_matches(name, known, n=1, cutoff=0)
        raise AttributeError(f"{module} has no {name!r}; the nearest is {nearest[0]!r} (dir({module}) lists all)")

    return found
