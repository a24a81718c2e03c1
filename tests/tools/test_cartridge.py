"""Tests of the cartridge: the rules of Common Cartridge 1.1 and what Moodle reads of it (see tools/README.md)."""

import html
import os
import re
from pathlib import Path
from zipfile import ZipFile

import cartridge
import pytest
import yaml
from bs4 import BeautifulSoup
from built import BASE, plain
from lxml import etree
from notebooks import chapters
from paths import ROOT

SITE = "https://school.example/docked/"
RESOURCE = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
SCHEMAS = os.environ.get("CARTRIDGE_SCHEMAS")  # the folder backup/cc/schemas11 of Moodle
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
# The children of an element in order, each followed by a space, as regular expressions.
CHILDREN = {
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
def files(tmp_path_factory):
    """Write a cartridge for a copy of the site and return the content of its files, by name."""
    with ZipFile(cartridge.write_cartridge(tmp_path_factory.mktemp("cartridge") / "docked.imscc", SITE)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def manifest(files):
    return etree.fromstring(files["imsmanifest.xml"])


@pytest.fixture(scope="module")
def links(files):
    """Return the parsed link files of the cartridge, by the identifier of the page."""
    return {Path(name).stem: etree.fromstring(text) for name, text in files.items() if name.startswith("links/")}


def test_elements_have_the_names_and_order_of_the_format(manifest, links):
    for element in [*manifest.iter("*"), *(child for link in links.values() for child in link.iter("*"))]:
        name = etree.QName(element)
        children = "".join(f"{etree.QName(child).localname} " for child in element)
        assert re.fullmatch(CHILDREN.get(name.localname, ".*"), children), name
        assert re.match("http://(www.imsglobal.org|ltsc.ieee.org)/xsd/.*v1p1", name.namespace)
    assert [element.text for element in manifest[0][:2]] == ["IMS Common Cartridge", "1.1.0"]
    assert manifest[1][0].get("structure") == "rooted-hierarchy"
    assert etree.QName(manifest[1][0][0][0]).localname == "item", "the root has no title"
    assert {resource.get("type") for resource in manifest[2]} == {"imswl_xmlv1p1", "webcontent"}
    assert not manifest[2].xpath("*/@href")


def test_identifiers_are_unique_and_every_file_is_listed(files, manifest):
    identifiers = manifest.xpath("//@identifier")
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", identifier) for identifier in identifiers)
    assert sorted(manifest.xpath("//@identifierref")) == sorted(resource.get("identifier") for resource in manifest[2])
    assert sorted([*manifest.xpath("//*[local-name() = 'file']/@href"), "imsmanifest.xml"]) == sorted(files)


def test_modules_are_the_parts_of_the_book_without_about_and_name_its_pages_and_questions(manifest, links):
    *modules, last = manifest[1][0][0]
    parts = {part["caption"]: part["chapters"] for part in TOC["parts"] if part["caption"] != "About"}
    assert [module[0].text for module in modules] == list(parts)
    for module, pages in zip(modules, parts.values(), strict=True):
        linked = [links[item.get("identifierref")] for item in module[1:]]
        assert [link[1].get("href") for link in linked] == [f"{SITE}{page['file']}.html" for page in pages]
        assert [link[0].text for link in linked] == [item[0].text for item in module[1:]]
    titles = [chapter.title for chapter in chapters()]
    assert [last[0].text, *(item[0].text for item in last[1:])] == [cartridge.ASSIGNMENTS, *titles]
    items = [item for item in manifest.iter("{*}item") if item.get("identifierref", "").startswith("chapters-")]
    for item, chapter in zip(items, chapters(), strict=True):
        assert item[0].text == chapter.title
        assert f"**Question:** {next(item.iter('{*}string')).text}\n" in chapter.source


def test_same_pages_give_the_same_bytes_and_default_address_is_in_the_settings(site, tmp_path):
    again = cartridge.write_cartridge(tmp_path / "again.imscc")
    assert again.read_bytes() == (site / "downloads/docked.imscc").read_bytes()
    with ZipFile(again) as archive:
        text = b"".join(map(archive.read, archive.namelist())).decode()
    assert BASE in text
    assert SITE not in text


@pytest.mark.skipif(not SCHEMAS, reason="CARTRIDGE_SCHEMAS names no folder")
def test_files_are_valid_against_moodles_schemas(manifest, links):
    documents = {"cc11libxml2validator.xsd": [manifest], "ccv1p1_imswl_v1p1.xsd": links.values()}
    for name, trees in documents.items():
        schema = etree.XMLSchema(etree.parse(Path(SCHEMAS, name)))
        for tree in trees:
            schema.validate(tree)
            assert not schema.error_log, schema.error_log


def test_moodle_recognises_the_manifest_and_hides_only_pages_for_teachers_from_pupils(files, manifest):
    """It searches the first 500 characters, without spaces and quotation marks, for namespaces with these prefixes.

    In backup/cc/cc112moodle.php it looks for this element of a resource, in this namespace.
    """
    start = re.sub(r"[\s\"']", "", files["imsmanifest.xml"][:500].decode())
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in start
    assert f"xmlns:lom={RESOURCE}" in start
    assert f"xmlns:lomimscc={RESOURCE.replace('resource', 'manifest')}" in start
    role = f".//{{{RESOURCE}}}intendedEndUserRole/{{{RESOURCE}}}value"
    for resource in manifest[2]:
        hidden = resource.get("identifier").startswith(("teach-", "assignments-"))
        assert resource.findtext(role) == ("Instructor" if hidden else None)


def test_assignments_have_the_exercise_and_every_line_of_the_rubric(files):
    rubrics = cartridge.read_rubrics()
    assert list(rubrics) == [chapter.name for chapter in chapters()]
    for chapter in chapters():
        text = files[f"assignments/{chapter.name}.html"].decode()
        page = plain(BeautifulSoup(text, "html5lib"))
        assert chapter.title in page
        assert f"{SITE}chapters/{chapter.name}.html" in text
        assert re.search(r"Exercise: (.{5,}?) Read first", page)[1] in chapter.source
        assert "iss." not in page
        lines = re.findall(r"^- \*\w+:\* (.+)$", rubrics[chapter.name], re.M)
        assert len(lines) == 3 * len(chapter.objectives)
        assert [line for line in lines if plain(cartridge.MARKDOWN.sub(r"\1", line)) not in page] == []
        # Moodle (safexml in backup/cc/entities.class.php) decodes `&lt;` in a page, which would then begin a tag
        assert plain(BeautifulSoup(html.unescape(text), "html5lib")) == page
