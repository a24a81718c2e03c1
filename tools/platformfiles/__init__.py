"""Renders the templates of this folder, the files for learning platforms."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from lxml import etree

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(("html", "xml")),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)


def render(template: str, **context) -> bytes:
    """Render a template; XML is indented."""
    text = TEMPLATES.get_template(template).render(context)
    if not template.endswith(".xml"):
        return text.encode()
    root = etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
