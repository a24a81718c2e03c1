"""The cartridge keeps the published rules of Common Cartridge 1.1: its schemas cannot be had here."""

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import cartridge
import pytest
import yaml
from prose import ROOT, cells, source_of

SITE = "https://school.example/docked/"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
# Which children an element has, in their order, each followed by a blank.
SHAPES = {
    "manifest": "metadata organizations resources ",
    "metadata": "(schema schemaversion )?lom ",
    "lom": "general ",
    "general": "(title )?description ",
    "description": "string ",
    "organizations": "organization ",
    "organization": "item ",
    "item": "(title )?(item )*(metadata )?",
    "resources": "(resource )+",
    "resource": "file ",
    "webLink": "title url ",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Open the cartridge of a school's copy."""
    with ZipFile(cartridge.write_cartridge(tmp_path_factory.mktemp("cartridge") / "docked.imscc", SITE)) as opened:
        assert opened.testzip() is None
        yield opened


def bare(element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.partition("}")[2]


def manifest(archive):
    return ElementTree.fromstring(archive.read("imsmanifest.xml"))


def links(archive) -> dict[str, ElementTree.Element]:
    """Return the link of each resource."""
    found = {}
    for resource in (one for one in manifest(archive).iter() if bare(one) == "resource"):
        found[resource.get("identifier")] = ElementTree.fromstring(archive.read(resource[0].get("href")))
    return found


def test_the_parts_have_the_names_and_the_order_of_the_format(archive):
    root = manifest(archive)
    for element in [*root.iter(), *(part for link in links(archive).values() for part in link.iter())]:
        children = "".join(f"{bare(child)} " for child in element)
        assert re.fullmatch(SHAPES.get(bare(element), ".*"), children), bare(element)
        space = element.tag.partition("}")[0].removeprefix("{")
        assert "v1p1" in space
        assert space.startswith(("http://www.imsglobal.org/xsd/", "http://ltsc.ieee.org/xsd/"))
    assert (root[0][0].text, root[0][1].text) == ("IMS Common Cartridge", "1.1.0")
    tree = root[1][0]
    assert tree.get("structure") == "rooted-hierarchy"
    assert bare(tree[0][0]) == "item", "the root has no title"
    resources = list(root[2])
    assert {resource.get("type") for resource in resources} == {"imswl_xmlv1p1"}
    assert {"href"}.isdisjoint(key for resource in resources for key in resource.attrib)
    assert {link.tag for link in links(archive).values()} == {
        "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}webLink"
    }


def test_identifiers_are_unique_names_and_every_resource_is_used_once(archive):
    root = manifest(archive)
    identifiers = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in identifiers)
    used = [element.get("identifierref") for element in root.iter() if element.get("identifierref")]
    assert sorted(used) == sorted(links(archive))


def test_every_file_is_named_and_every_named_file_is_there(archive):
    named = [element.get("href") for element in manifest(archive).iter() if bare(element) == "file"]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(archive.namelist())


def test_it_holds_the_parts_of_the_book_in_order_but_what_is_about_the_site(archive):
    modules = list(manifest(archive)[1][0][0])
    parts = {part["caption"]: part["chapters"] for part in TOC["parts"] if part["caption"] != "About"}
    assert [module[0].text for module in modules] == list(parts)
    found = links(archive)
    for module, pages in zip(modules, parts.values(), strict=True):
        linked = [found[one.get("identifierref")] for one in module[1:]]
        assert [link[1].get("href") for link in linked] == [f"{SITE}{page['file']}.html" for page in pages]
        assert [link[0].text for link in linked] == [one[0].text for one in module[1:]]


def test_titles_and_questions_are_those_of_the_chapters(archive):
    items = [one for module in manifest(archive)[1][0][0] for one in module[1:]]
    chapters = [one for one in items if one.get("identifierref").startswith("chapters-")]
    assert chapters
    for one in chapters:
        first, header = cells(source_of(one.get("identifierref").replace("-", "/", 1)))[:2]
        assert f"# {one[0].text}" == first.source
        question = next(part.text for part in one[1].iter() if bare(part) == "string")
        assert question.endswith("?")
        assert f"**Question:** {question}\n" in header.source


def test_moodle_knows_its_cartridge_by_the_first_characters(archive):
    """Moodle reads the start of the manifest, without blanks and quotation marks, for this."""
    start = archive.read("imsmanifest.xml")[:500].decode()
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in re.sub(r"[\s\"']", "", start)


def test_the_same_pages_give_the_same_bytes_and_the_address_is_the_settings(archive, tmp_path):
    again = cartridge.write_cartridge(tmp_path / "again.imscc", SITE)
    assert again.read_bytes() == Path(archive.filename).read_bytes()
    with ZipFile(cartridge.write_cartridge(tmp_path / "ours.imscc")) as ours:
        text = b"".join(map(ours.read, ours.namelist())).decode()
    assert cartridge.places().site in text
    assert SITE not in text
