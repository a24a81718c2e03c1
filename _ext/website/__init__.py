"""The site's Sphinx extension; `extension.py` connects the other modules to Sphinx's events."""
