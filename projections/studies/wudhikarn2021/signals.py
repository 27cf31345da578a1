"""Signals: the latest assessment holds until the next."""

from projections.language import signal

marrow = signal("marrow_blasts", "percent")
extramedullary = signal("extramedullary", "status")
extramedullary_disease = extramedullary.somewhere("site", "present")
