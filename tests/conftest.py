"""Shared pytest hooks and fixtures: the marker `browser`, small data packages, copies of data/ with an error."""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from clean_environment import clean_environment
from paths import ROOT

pytest_plugins = ["chromium_tab", "built", "widget_samples"]
collect_ignore_glob = ["conftest.py", "*/conftest.py"]  # which hold no examples

PROFILE = TemporaryDirectory(prefix="docked-profile-")
clean_environment(Path(PROFILE.name))


def pytest_collection_modifyitems(items):
    """Add the marker `browser` to the tests in browser/, except those marked `smoke`.

    Tests of the built site come first: one worker builds it while the others run the rest.
    """
    for item in items:
        if item.path.parent == ROOT / "tests/browser" and not item.get_closest_marker("smoke"):
            item.add_marker("browser")
    items.sort(key=lambda item: "site" not in getattr(item, "fixturenames", ()))


@pytest.fixture
def tiny(tmp_path):
    """Return a function that adds a table to a data package (first column: primary key) and returns the folder."""
    resources = []

    def add(name: str, fields: dict[str, dict], text: str | bytes, **schema) -> Path:
        key, *_ = fields
        listed = [{"name": field, "type": "string", "constraints": {}, **more} for field, more in fields.items()]
        listed[0]["constraints"] = {"required": True, **listed[0]["constraints"]}
        schema = {"fields": listed, "primaryKey": key, **schema}
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
        (tmp_path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
        return tmp_path

    return add


@pytest.fixture
def data_copy(tmp_path) -> Path:
    """Return the folder of a copy of data/."""
    return shutil.copytree(ROOT / "data", tmp_path / "data")


@pytest.fixture
def damaged(data_copy):
    """Return a function that replaces a substring of one file in a copy of data/ and returns the folder."""

    def damage(file: str, old: str, new: str) -> Path:
        text = (data_copy / file).read_text("utf-8")
        assert old in text
        (data_copy / file).write_text(text.replace(old, new, 1), "utf-8", newline="")
        return data_copy

    return damage
