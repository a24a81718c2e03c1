"""The parts of `tools/hub.py`: the hub, the students, what they need, what to print."""
