"""Renders the templates of this folder, the XML files for learning platforms."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


def xml(template: str, **context) -> bytes:
    """Render a template as an indented XML document."""
    text = TEMPLATES.get_template(f"{template}.xml").render(context)
    root = etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
