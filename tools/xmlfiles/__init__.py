"""Fills the templates of this folder: the XML files that learning platforms read."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


def xml(template: str, **known) -> bytes:
    """Return a filled template as a document, indented."""
    page = TEMPLATES.get_template(f"{template}.xml").render(known)
    root = etree.fromstring(page, etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
