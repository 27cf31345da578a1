"""The consort diagram of a treatment-sequence graph.

``branches`` says what is drawn of a graph, ``measure`` how large it is, ``layout`` where it goes,
``lettering`` what is written where, ``drawing`` turns the ``scene`` into SVG.
"""

from console.figures.consort.drawing import consort, notes_of, plate

__all__ = ["consort", "notes_of", "plate"]
