"""The cartridge keeps the rules of Common Cartridge 1.1, and says what Moodle reads: see tools/README.md."""

import html
import os
import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import assignments
import cartridge
import pytest
import yaml
from lxml import etree
from notebooks import chapters
from prose import ROOT, cells, source_of

SITE = "https://school.example/docked/"
RESOURCE = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
WEB_LINK, TEXT = "imswl_xmlv1p1", "webcontent"
SCHEMAS = os.environ.get("CARTRIDGE_SCHEMAS")  # the folder backup/cc/schemas11 of Moodle
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
# Which children an element has, in their order, each followed by a blank.
SHAPES = {
    "manifest": "metadata organizations resources ",
    "metadata": "(schema schemaversion )?lom ",
    "lom": "general |educational ",
    "general": "(title )?description ",
    "description": "string ",
    "organizations": "organization ",
    "organization": "item ",
    "item": "(title )?(item )*(metadata )?",
    "resources": "(resource )+",
    "educational": "intendedEndUserRole ",
    "intendedEndUserRole": "source value ",
    "resource": "(metadata )?file ",
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
    """Return the link of each resource that is one."""
    found = {one.get("identifier"): one[-1].get("href") for one in manifest(archive)[2] if one.get("type") == WEB_LINK}
    return {name: ElementTree.fromstring(archive.read(href)) for name, href in found.items()}


def texts(archive) -> dict[str, str]:
    """Return the pages that the cartridge holds, by the chapter's name."""
    found = [one[-1].get("href") for one in manifest(archive)[2] if one.get("type") == TEXT]
    return {Path(href).stem: archive.read(href).decode() for href in found}


def words(page: str) -> str:
    """Return what a reader of HTML reads, without the places of line breaks."""
    return " ".join("".join(etree.HTML(page).itertext()).split())


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
    assert {resource.get("type") for resource in resources} == {WEB_LINK, TEXT}
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
    assert sorted(used) == sorted(resource.get("identifier") for resource in root[2])


def test_every_file_is_named_and_every_named_file_is_there(archive):
    named = [element.get("href") for element in manifest(archive).iter() if bare(element) == "file"]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(archive.namelist())


def test_it_holds_the_parts_of_the_book_in_order_but_what_is_about_the_site(archive):
    *modules, last = manifest(archive)[1][0][0]
    parts = {part["caption"]: part["chapters"] for part in TOC["parts"] if part["caption"] != "About"}
    assert [module[0].text for module in modules] == list(parts)
    found = links(archive)
    for module, pages in zip(modules, parts.values(), strict=True):
        linked = [found[one.get("identifierref")] for one in module[1:]]
        assert [link[1].get("href") for link in linked] == [f"{SITE}{page['file']}.html" for page in pages]
        assert [link[0].text for link in linked] == [one[0].text for one in module[1:]]
    assert [last[0].text, *(one[0].text for one in last[1:])] == [
        cartridge.ASSIGNMENTS,
        *(chapter.title for chapter in chapters()),
    ]


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


@pytest.mark.skipif(not SCHEMAS, reason="CARTRIDGE_SCHEMAS names no folder")
def test_the_files_are_valid_by_the_schemas_that_moodle_checks_with(archive):
    found = {"cc11libxml2validator.xsd": ["imsmanifest.xml"], "ccv1p1_imswl_v1p1.xsd": []}
    found["ccv1p1_imswl_v1p1.xsd"] = [name for name in archive.namelist() if name.startswith("links/")]
    for schema, names in found.items():
        rules = etree.XMLSchema(etree.parse(Path(SCHEMAS, schema)))
        for name in names:
            rules.validate(etree.fromstring(archive.read(name)))
            assert not rules.error_log, f"{name}: {rules.error_log}"


def test_moodle_hides_what_is_for_teachers_and_nothing_else(archive):
    """Moodle (backup/cc/cc112moodle.php) asks each resource for this element, in this namespace."""
    role = f".//{{{RESOURCE}}}intendedEndUserRole/{{{RESOURCE}}}value"
    hidden = {one.get("identifier"): one.findtext(role) for one in manifest(archive)[2]}
    assert {name for name, value in hidden.items() if value == "Instructor"} == {
        name for name in hidden if name.startswith(("teach-", "assignments-"))
    }
    assert set(hidden.values()) == {None, "Instructor"}


def test_moodles_prefixes_mean_what_moodle_means_by_them(archive):
    """Moodle looks with the prefixes `lom` and `lomimscc`; PHP prefers what the manifest itself calls so."""
    start = archive.read("imsmanifest.xml").decode().partition("<metadata>")[0]
    assert f'xmlns:lom="{RESOURCE}"' in start
    assert f'xmlns:lomimscc="{RESOURCE.replace("resource", "manifest")}"' in start


def test_an_assignment_has_the_exercise_and_every_line_of_its_rubric(archive):
    found, rubrics = texts(archive), assignments.rubrics()
    assert list(found) == list(rubrics) == [chapter.name for chapter in chapters()]
    for chapter in chapters():
        page = words(found[chapter.name])
        assert chapter.title in page
        assert f"{SITE}chapters/{chapter.name}.html" in found[chapter.name]
        assert re.search(r"Exercise: (.{5,}?) Read first", page)[1] in chapter.source
        assert "iss." not in page
        lines = re.findall(r"^- \*\w+:\* (.+)$", rubrics[chapter.name], re.M)
        assert len(lines) == 3 * len(chapter.objectives)
        assert [line for line in lines if words(cartridge.MARKUP.sub(r"\1", line)).replace("'", "’") not in page] == []


def test_moodles_decoding_leaves_an_assignment_as_it_is(archive):
    """Moodle (safexml in backup/cc/entities.class.php) decodes `&lt;` in a page, which then begins a tag."""
    for name, page in texts(archive).items():
        assert words(html.unescape(page)) == words(page), name
