"""The charts and tables of the book, one module per subject.

Every chart is drawn at two widths: 720 px for a page, 288 px for a phone. `issfacts.charts` and `issfacts.tables` list
the public functions.
"""
