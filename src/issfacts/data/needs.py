"""Says in one line what is needed where something here is too old."""

PANDAS = (2, 3)


def recent_pandas():
    """Import pandas and return it. ImportError: it is missing, or older than this package can use."""
    import pandas

    found = pandas.__version__
    if tuple(map(int, found.split(".")[:2])) < PANDAS:
        wanted = ".".join(map(str, PANDAS))
        raise ImportError(
            f"issfacts needs pandas {wanted} or newer, and this is {found}: "
            f"pip install 'pandas>={wanted}', then restart the kernel"
        )
    return pandas
