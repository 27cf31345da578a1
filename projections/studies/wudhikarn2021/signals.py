"""Signals: the latest assessment holds until the next, at each site outside the marrow."""

from projections.language import (
    Condition,
    Milestone,
    at_most,
    events,
    first,
    includes,
    one_of,
    reached,
    signal,
)

EVERY_SITE = ("whole body", "extramedullary (not specified)")
"""What is found of all sites at once: a negative PET-CT clears the sites found before it."""

marrow = signal("marrow_blasts", "percent")
blood = signal("blood_blasts", "percent")
extramedullary = signal("extramedullary", "status")
residual = signal("residual_disease", "result")
sensitive = signal("residual_disease", "result", sensitivity=at_most(1e-4))
ldh = signal("laboratory", "value", analyte=one_of("LDH", "lactate dehydrogenase"))
platelets = signal("laboratory", "value", analyte="platelets")

extramedullary_disease = extramedullary.somewhere("site", "present", cleared_by=EVERY_SITE)
sites_assessed = first(
    events("extramedullary"),
    source="a convention: sites that were never assessed are taken as clear",
)
no_extramedullary_disease = ~extramedullary_disease | ~reached(sites_assessed)
"""No site is known to be affected; where none was ever assessed, by the study's convention."""


def outside_since(start: Milestone) -> Condition:
    """Disease outside the marrow by assessments after a milestone."""
    return extramedullary.since(start).somewhere("site", "present", cleared_by=EVERY_SITE)


def disease_at(site: str) -> Condition:
    """Disease at one site, unless all sites have been found clear since."""
    here = signal("extramedullary", "status", site=includes(site))
    here_or_everywhere = signal("extramedullary", "status", site=includes(site, *EVERY_SITE))
    standing = here_or_everywhere.somewhere("site", "present", cleared_by=EVERY_SITE)
    return here.is_("present") & standing


nervous_system = disease_at("central nervous system")
bone = disease_at("bone")
lymph_node = disease_at("lymph node")
