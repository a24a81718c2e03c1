"""The table of contents: light to import, the same for Python and editors, helpful where a name is wrong."""

import subprocess
import sys

import pytest
from prose import ROOT

import issfacts as iss


def python(code: str, *options: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    run = [sys.executable, *options, "-c", code]
    return subprocess.run(run, cwd=ROOT / "src", capture_output=True, text=True, check=True).stdout.strip()


def test_importing_loads_nothing_heavy():
    heavy = ["pandas", "numpy", "matplotlib", "ipywidgets", "jinja2"]
    assert python(f"import sys, issfacts; dir(issfacts); print({set(heavy)} & set(sys.modules))") == "set()"


def test_every_public_name_is_there():
    missing = [name for name in iss.__all__ if getattr(iss, name, None) is None]
    assert missing == []
    assert set(iss.__all__) <= set(dir(iss))
    assert iss.__version__[0].isdigit()  # 0+unknown where nobody installed it


def test_tables_is_a_module_and_a_question():
    assert iss.tables.__name__ == "issfacts.tables"
    assert "stays" in set(iss.tables()["name"])


def test_a_wrong_name_is_answered_with_the_nearest():
    with pytest.raises(AttributeError, match="issfacts has no 'abord'; the nearest is 'aboard'"):
        _ = iss.abord
    with pytest.raises(AttributeError, match=r"issfacts\.charts has no 'staton'; the nearest is 'station'"):
        _ = iss.charts.staton
    with pytest.raises(AttributeError, match=r"issfacts\.tables has no 'claim'; the nearest is 'claims'"):
        _ = iss.tables.claim
    with pytest.raises(ImportError):
        from issfacts import lod  # noqa: F401
    assert not hasattr(iss, "occupied")


@pytest.mark.parametrize(
    "frame", [iss.load("claims"), iss.tables(), iss.aboard("2023-09-15"), iss.occupancy(), iss.crewed_flights()]
)
def test_a_wrong_column_is_answered_with_the_nearest(frame):
    column = str(frame.columns[0])
    for ask in (frame.__getitem__, frame.head(2).groupby):
        with pytest.raises(KeyError, match=f"there is no column '{column}x'; nearest: .*'{column}'") as told:
            ask(f"{column}x")
        assert told.value.__context__ is None  # nothing of pandas' inside is shown
    with pytest.raises(KeyError, match="there is no column 'qqqqqqq'; there are: "):
        _ = frame[[column, "qqqqqqq"]]
