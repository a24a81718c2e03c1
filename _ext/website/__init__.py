"""The site's Sphinx extension, one subject a module; `extension.py` says which of them works when."""
