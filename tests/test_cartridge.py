"""The cartridges keep the format's published rules: its schemas cannot be had here, so the rules are written out."""

import re
import sys
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from prose import ROOT, cells, source_of, toc_pages

sys.path.insert(0, str(ROOT / "tools"))
import cartridge

SITE = "https://school.example/docked/"
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
    "webLink": "title url ",
}
NAMES = {
    "docked.imscc": ("IMS Thin Common Cartridge", "1.3.0", "v1p3", "webLink "),
    "docked-moodle.imscc": ("IMS Common Cartridge", "1.1.0", "v1p1", "file "),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write the cartridges of a school's copy."""
    folder = tmp_path_factory.mktemp("cartridge")
    cartridge.write_cartridges(folder, SITE)
    return folder


@pytest.fixture(params=NAMES)
def opened(folder, request):
    """Open each cartridge."""
    with ZipFile(folder / request.param) as archive:
        assert archive.testzip() is None
        yield request.param, archive


def bare(element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.partition("}")[2]


def manifest(archive):
    return ElementTree.fromstring(archive.read("imsmanifest.xml"))


def links(archive) -> dict[str, ElementTree.Element]:
    """Return the link of each resource, wherever it stands."""
    found = {}
    for resource in (one for one in manifest(archive).iter() if bare(one) == "resource"):
        inside = resource[0]
        where = ElementTree.fromstring(archive.read(inside.get("href"))) if bare(inside) == "file" else inside
        found[resource.get("identifier")] = where
    return found


def test_the_parts_have_the_names_and_the_order_of_the_format(opened):
    name, archive = opened
    schema, version, code, inside = NAMES[name]
    root = manifest(archive)
    for element in [*root.iter(), *(part for link in links(archive).values() for part in link.iter())]:
        children = "".join(f"{bare(child)} " for child in element)
        assert re.fullmatch((SHAPES | {"resource": inside}).get(bare(element), ".*"), children), bare(element)
        space = element.tag.partition("}")[0].removeprefix("{")
        assert code in space
        assert space.startswith(("http://www.imsglobal.org/xsd/", "http://ltsc.ieee.org/xsd/"))
    assert (root[0][0].text, root[0][1].text) == (schema, version)
    tree = root[1][0]
    assert tree.get("structure") == "rooted-hierarchy"
    assert bare(tree[0][0]) == "item", "the root has no title"
    resources = list(root[2])
    assert {resource.get("type") for resource in resources} == {f"imswl_xml{code}"}
    assert {"href"}.isdisjoint(key for resource in resources for key in resource.attrib)
    assert {link.tag for link in links(archive).values()} == {
        f"{{http://www.imsglobal.org/xsd/imscc{code}/imswl_{code}}}webLink"
    }


def test_identifiers_are_unique_names_and_every_resource_is_used_once(opened):
    _, archive = opened
    root = manifest(archive)
    identifiers = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in identifiers)
    used = [element.get("identifierref") for element in root.iter() if element.get("identifierref")]
    assert sorted(used) == sorted(links(archive))


def test_every_file_is_named_and_every_named_file_is_there(opened):
    _, archive = opened
    named = [element.get("href") for element in manifest(archive).iter() if bare(element) == "file"]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(archive.namelist())


def test_it_holds_the_chapters_in_order_the_teachers_pages_and_the_evidence(opened):
    _, archive = opened
    modules = list(manifest(archive)[1][0][0])
    assert [module[0].text for module in modules] == ["The story", "For teachers", "The evidence"]
    found = links(archive)
    shown = [[found[one.get("identifierref")][1].get("href") for one in module[1:]] for module in modules]
    pages = [[address.removeprefix(SITE).removesuffix(".html") for address in part] for part in shown]
    for part, place in zip(pages, ("chapters/", "teach/", "reference/"), strict=True):
        here = [page for page in toc_pages() if page.startswith(place)]
        assert part == [page for page in here if page in part]
        assert part[0] == here[0]
    assert set(pages[0] + pages[1]) == {page for page in toc_pages() if page.startswith(("chapters/", "teach/"))}
    for module in modules:
        for one in module[1:]:
            assert one[0].text == found[one.get("identifierref")][0].text


def test_titles_and_questions_are_those_of_the_chapters(opened):
    _, archive = opened
    for one, page in zip(manifest(archive)[1][0][0][0][1:], cartridge.modules()["The story"], strict=True):
        first, header = cells(source_of(page.name))[:2]
        assert f"# {one[0].text}" == first.source
        question = next(part.text for part in one[1].iter() if bare(part) == "string")
        assert question.endswith("?")
        assert f"**Question:** {question}\n" in header.source


def test_moodle_knows_its_cartridge_by_the_first_characters(folder):
    """Moodle reads the start of the manifest, without blanks and quotation marks, for this."""
    with ZipFile(folder / "docked-moodle.imscc") as archive:
        start = archive.read("imsmanifest.xml")[:500].decode()
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in re.sub(r"[\s\"']", "", start)


def test_the_same_pages_give_the_same_bytes_and_the_address_is_the_settings(folder, tmp_path):
    for path in cartridge.write_cartridges(tmp_path, SITE):
        assert path.read_bytes() == (folder / path.name).read_bytes()
    for path in cartridge.write_cartridges(tmp_path):
        with ZipFile(path) as archive:
            text = b"".join(map(archive.read, archive.namelist())).decode()
        assert cartridge.places().site in text
        assert SITE not in text
