"""Signals: the latest assessment holds until the next."""

from projections.language import includes, one_of, signal

marrow = signal("marrow_blasts", "percent")
extramedullary = signal("extramedullary", "status")
extramedullary_disease = extramedullary.somewhere("site", "present")
nervous_system = signal("extramedullary", "status", site=includes("central nervous system"))
bone = signal("extramedullary", "status", site=includes("bone"))
lymph_node = signal("extramedullary", "status", site=includes("lymph node"))
residual = signal("residual_disease", "result")
ldh = signal("laboratory", "value", analyte=one_of("LDH", "lactate dehydrogenase"))
platelets = signal("laboratory", "value", analyte="platelets")
