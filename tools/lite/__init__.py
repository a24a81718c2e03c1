"""The parts of `tools/lite_site.py` and `tools/twin.py`: Pyodide, the wheels that it lacks, its lock file."""
