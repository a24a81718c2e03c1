"""The table of contents: light to import, the same for Python and editors, helpful where a name is wrong."""

import ast
import doctest
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import issfacts as iss

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "issfacts"


def python(code, *options):
    """Run code in a fresh interpreter that finds this package."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, *options, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_loads_nothing_heavy():
    heavy = {"pandas", "numpy", "matplotlib", "ipywidgets", "jinja2", "csv", "json"}
    code = f"import sys, issfacts; dir(issfacts); print({heavy} & set(sys.modules))"
    assert python(code, "-S") == "set()"  # without site: nothing else may have loaded them


def test_reading_needs_the_standard_library_alone():
    code = """
import sys
sys.modules.update(dict.fromkeys(["pandas", "numpy", "matplotlib", "ipywidgets", "jinja2"]))  # as if absent
import issfacts as iss
print(len(iss.rows("stays")), iss.fact("aboard-after-hatch").value, iss.source("gcat").id, iss.validate(hashes=False))
for ask in ("iss.load('stays')", "iss.aboard('2023-09-15')"):
    try:
        eval(ask)
    except ImportError as error:
        print(error)
"""
    read, load, aboard = python(code).splitlines()
    assert read == "526 10 gcat []"
    assert load == "frames need pandas (pip install pandas); iss.rows works without it"
    assert aboard == "the crew record needs pandas (pip install pandas); iss.rows('stays') works without it"


@pytest.mark.parametrize("ask", ["charts", "tables", "Chart", "charts.docking_day()"])
def test_what_needs_pandas_says_so_in_one_line(ask):
    said = python(f"""
import sys
sys.modules.update(dict.fromkeys(["pandas", "matplotlib"]))  # as if absent
import issfacts as iss
try:
    iss.{ask}
except ImportError as error:
    print(error)
""")
    name = ask.partition(".")[0]
    words = f"issfacts.{name} needs pandas (pip install pandas); rows, fact, source and validate work without it"
    assert said == words


def test_what_needs_matplotlib_says_so_in_one_line():
    said = python("""
import sys
sys.modules["matplotlib"] = None  # as if absent
import issfacts as iss
try:
    iss.charts.docking_day().figure
except ImportError as error:
    print(error)
""")
    assert said == "drawings need matplotlib (pip install matplotlib); the data of a chart does not"


def test_every_name_is_there():
    for name in iss.__all__:
        assert getattr(iss, name) is not None
    assert set(iss.__all__) <= set(dir(iss))
    assert len(set(iss.__all__)) == len(iss.__all__)


def test_editors_read_the_same_contents():
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8"))
    imports = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
    names = {alias.asname: node.module for node in imports for alias in node.names if alias.name == alias.asname}
    assert names == {**iss._HOME, **dict.fromkeys(iss._MODULES)}
    assert [node.target.id for node in stub.body if isinstance(node, ast.AnnAssign)] == ["__version__"]


def test_tables_is_a_module_and_a_question():
    assert iss.tables.__name__ == "issfacts.tables"
    assert "stays" in set(iss.tables()["name"])


def test_a_wrong_name_is_answered_with_the_nearest():
    with pytest.raises(AttributeError, match="issfacts has no 'abord'; the nearest is 'aboard'"):
        _ = iss.abord
    with pytest.raises(ImportError):
        from issfacts import lod  # noqa: F401
    assert not hasattr(iss, "occupied")


def test_the_version():
    assert iss.__version__[0].isdigit()  # 0+unknown where nobody installed it; in the wheel, see test_data


def public():
    """Find every public function and class, those of the modules used by their own name too."""
    for name in iss.__all__:
        thing = getattr(iss, name)
        if not inspect.ismodule(thing):
            yield thing
            continue
        for inner, item in vars(thing).items():
            own = getattr(item, "__module__", None) == thing.__name__
            if own and not inner.startswith("_") and (inspect.isfunction(item) or inspect.isclass(item)):
                yield item


NO_VERB = {"A", "An", "The", "This", "One", "All"}


@pytest.mark.parametrize("thing", {item.__qualname__: item for item in public()}.values(), ids=lambda i: i.__qualname__)
def test_it_says_what_it_does_and_shows_it(thing):
    first, *rest = inspect.getdoc(thing).splitlines()
    verb = first.split()[0]
    assert verb.isalpha(), first
    assert verb[0].isupper(), first
    assert verb not in NO_VERB, first
    assert not verb.endswith("ing"), first
    assert not (verb.endswith("s") and not verb.endswith("ss")), f"write 'Return', not 'Returns': {first}"
    assert first.endswith(".")
    assert not rest or rest[0] == ""
    if inspect.isfunction(thing):
        assert doctest.DocTestParser().get_examples(inspect.getdoc(thing)), f"{thing.__qualname__} shows no example"
