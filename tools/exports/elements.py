"""Makes and writes XML."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def element(tag: str, *children, **attributes: str) -> Element:
    """Return an element; children are elements or text."""
    made = ElementTree.Element(tag, attributes)
    for child in children:
        if isinstance(child, str):
            made.text = child
        else:
            made.append(child)
    return made


def written(root: Element) -> bytes:
    """Return a document as bytes."""
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
