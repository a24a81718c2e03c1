"""The parts of the lean site, one subject a module; `lean_site.py` says when each of them works."""
