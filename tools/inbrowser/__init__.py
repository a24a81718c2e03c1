"""The parts of `tools/lite.py` and `tools/twin.py`: Pyodide's core, the wheels, the lock file."""
