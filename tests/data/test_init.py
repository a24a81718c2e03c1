"""Tests of `import issfacts`: lazy imports, public names, and suggestions for misspelt names."""

import sys

import pytest
from for_each import each_raises
from paths import ROOT
from running import run

import issfacts as iss


def test_import_and_game_do_not_load_large_dependencies():
    heavy = {"pandas", "numpy", "matplotlib", "ipywidgets", "jinja2"}
    play = "issfacts.game.play('Mirror', 'Presser', 3, 2)"
    code = f"import sys, issfacts; dir(issfacts); {play}; print({heavy} & set(sys.modules))"
    assert run(sys.executable, "-c", code, cwd=ROOT / "src") == "set()"


def test_every_public_name_can_be_imported():
    missing = [name for name in iss.__all__ if getattr(iss, name, None) is None]
    assert missing == []
    assert set(iss.__all__) <= set(dir(iss))
    assert iss.__version__[0].isdigit()  # 0+unknown in a checkout without installation


test_unknown_names_raise_errors_with_the_nearest_name = each_raises(
    (getattr, iss, "abord", "AttributeError: issfacts has no 'abord'; the nearest is 'aboard'"),
    (getattr, iss.charts, "staton", "AttributeError: issfacts.charts has no 'staton'; the nearest is 'station'"),
    (getattr, iss.tables, "claim", "AttributeError: issfacts.tables has no 'claim'; the nearest is 'claims'"),
    (exec, "from issfacts import lod", "ImportError: "),
)


@pytest.mark.parametrize(
    "frame", [iss.load("claims"), iss.tables(), iss.aboard("2023-09-15"), iss.occupancy(), iss.crewed_flights()]
)
def test_unknown_column_suggests_similar_columns(frame):
    column = str(frame.columns[0])
    for access in (frame.__getitem__, frame.head(2).groupby):
        with pytest.raises(KeyError, match=f"there is no column '{column}x'; nearest: .*'{column}'") as error:
            access(f"{column}x")
        assert error.value.__context__ is None  # the traceback does not show pandas' own error
    with pytest.raises(KeyError, match="there is no column 'qqqqqqq'; there are: "):
        _ = frame[[column, "qqqqqqq"]]
