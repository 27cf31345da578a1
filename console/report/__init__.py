"""The report of a study: one page, tables, figures, and a document to edit.

``model`` says what a report consists of. ``sources`` is what it is made from, ``appendix`` the
patients and events behind its numbers; ``tables`` and ``figures`` make the parts that a study
declares, ``page``, ``sheet`` and ``paper`` write them, ``folder`` lays them down.
"""
