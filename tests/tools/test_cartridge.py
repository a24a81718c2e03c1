"""The cartridge keeps the rules of Common Cartridge 1.1, and says what Moodle reads: see tools/README.md."""

import html
import os
import re
from pathlib import Path
from zipfile import ZipFile

import assignments
import cartridge
import pytest
import yaml
from lxml import etree
from notebooks import chapters
from prose import ROOT

SITE = "https://school.example/docked/"
RESOURCE = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
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
def written(tmp_path_factory):
    """Write the cartridge of a school's copy and give its path."""
    return cartridge.write_cartridge(tmp_path_factory.mktemp("cartridge") / "docked.imscc", SITE)


@pytest.fixture(scope="module")
def files(written):
    """Give the files of the cartridge, by name."""
    with ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def manifest(files):
    return etree.fromstring(files["imsmanifest.xml"])


@pytest.fixture(scope="module")
def links(files):
    """Give the link of each page that is not held in the cartridge, by the page's identifier."""
    return {Path(name).stem: etree.fromstring(text) for name, text in files.items() if name.startswith("links/")}


def words(page: str) -> str:
    """Return what a reader of HTML reads, without the places of line breaks."""
    return " ".join("".join(etree.HTML(page).itertext()).split())


def test_the_parts_have_the_names_and_the_order_of_the_format(manifest, links):
    for element in [*manifest.iter("*"), *(part for link in links.values() for part in link.iter("*"))]:
        name = etree.QName(element)
        children = "".join(f"{etree.QName(child).localname} " for child in element)
        assert re.fullmatch(SHAPES.get(name.localname, ".*"), children), name
        assert re.match("http://(www.imsglobal.org|ltsc.ieee.org)/xsd/.*v1p1", name.namespace)
    assert [part.text for part in manifest[0][:2]] == ["IMS Common Cartridge", "1.1.0"]
    assert manifest[1][0].get("structure") == "rooted-hierarchy"
    assert etree.QName(manifest[1][0][0][0]).localname == "item", "the root has no title"
    assert {one.get("type") for one in manifest[2]} == {"imswl_xmlv1p1", "webcontent"}
    assert not manifest[2].xpath("*/@href")


def test_every_name_and_file_is_there_once(files, manifest):
    identifiers = manifest.xpath("//@identifier")
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in identifiers)
    assert sorted(manifest.xpath("//@identifierref")) == sorted(resource.get("identifier") for resource in manifest[2])
    assert sorted([*manifest.xpath("//*[local-name() = 'file']/@href"), "imsmanifest.xml"]) == sorted(files)


def test_it_holds_the_parts_of_the_book_in_order_but_what_is_about_the_site(manifest, links):
    *modules, last = manifest[1][0][0]
    parts = {part["caption"]: part["chapters"] for part in TOC["parts"] if part["caption"] != "About"}
    assert [module[0].text for module in modules] == list(parts)
    for module, pages in zip(modules, parts.values(), strict=True):
        linked = [links[one.get("identifierref")] for one in module[1:]]
        assert [link[1].get("href") for link in linked] == [f"{SITE}{page['file']}.html" for page in pages]
        assert [link[0].text for link in linked] == [one[0].text for one in module[1:]]
    titles = [chapter.title for chapter in chapters()]
    assert [last[0].text, *(one[0].text for one in last[1:])] == [cartridge.ASSIGNMENTS, *titles]


def test_titles_and_questions_are_those_of_the_chapters(manifest):
    items = [one for one in manifest.iter("{*}item") if one.get("identifierref", "").startswith("chapters-")]
    assert len(items) == len(chapters())
    for one, chapter in zip(items, chapters(), strict=True):
        assert one[0].text == chapter.title
        assert f"**Question:** {next(one.iter('{*}string')).text}\n" in chapter.source


def test_the_same_pages_give_the_same_bytes_and_the_address_is_the_settings(written, tmp_path):
    assert cartridge.write_cartridge(tmp_path / "again.imscc", SITE).read_bytes() == written.read_bytes()
    with ZipFile(cartridge.write_cartridge(tmp_path / "ours.imscc")) as ours:
        text = b"".join(map(ours.read, ours.namelist())).decode()
    assert cartridge.site_config().site in text
    assert SITE not in text


@pytest.mark.skipif(not SCHEMAS, reason="CARTRIDGE_SCHEMAS names no folder")
def test_the_files_are_valid_by_the_schemas_that_moodle_checks_with(manifest, links):
    found = {"cc11libxml2validator.xsd": [manifest], "ccv1p1_imswl_v1p1.xsd": links.values()}
    for schema, files in found.items():
        rules = etree.XMLSchema(etree.parse(Path(SCHEMAS, schema)))
        for file in files:
            rules.validate(file)
            assert not rules.error_log, rules.error_log


def test_moodle_hides_what_is_for_teachers_and_nothing_else(manifest):
    """Moodle (backup/cc/cc112moodle.php) asks each resource for this element, in this namespace."""
    role = f".//{{{RESOURCE}}}intendedEndUserRole/{{{RESOURCE}}}value"
    for one in manifest[2]:
        hidden = one.get("identifier").startswith(("teach-", "assignments-"))
        assert one.findtext(role) == ("Instructor" if hidden else None)


def test_moodle_knows_its_cartridge_by_how_the_manifest_begins(files):
    """Moodle reads 500 characters, without blanks and quotation marks; PHP prefers the prefixes of the manifest."""
    start = re.sub(r"[\s\"']", "", files["imsmanifest.xml"][:500].decode())
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in start
    assert f"xmlns:lom={RESOURCE}" in start
    assert f"xmlns:lomimscc={RESOURCE.replace('resource', 'manifest')}" in start


def test_an_assignment_has_the_exercise_and_every_line_of_its_rubric(files):
    rubrics = assignments.read_rubrics()
    assert list(rubrics) == [chapter.name for chapter in chapters()]
    for chapter in chapters():
        text = files[f"assignments/{chapter.name}.html"].decode()
        page = words(text)
        assert chapter.title in page
        assert f"{SITE}chapters/{chapter.name}.html" in text
        assert re.search(r"Exercise: (.{5,}?) Read first", page)[1] in chapter.source
        assert "iss." not in page
        lines = re.findall(r"^- \*\w+:\* (.+)$", rubrics[chapter.name], re.M)
        assert len(lines) == 3 * len(chapter.objectives)
        assert [line for line in lines if words(cartridge.MARKUP.sub(r"\1", line)).replace("'", "’") not in page] == []
        # Moodle (safexml in backup/cc/entities.class.php) decodes `&lt;` in a page, which then begins a tag
        assert words(html.unescape(text)) == page
