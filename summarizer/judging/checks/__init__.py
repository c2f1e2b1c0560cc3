"""The checks that need no second opinion: what code can tell of an answer from the page alone.

Each is a small function that yields findings. Hard ones are certain: the answer is asked for again,
then the sentence is left out. Soft ones warn. Where a check answers to a known kind of mistake in
summaries of risk factors, its docstring and ``TRAPS`` name the trap (T01 to T30).
"""

from __future__ import annotations

from collections.abc import Collection

from summarizer.judging.checks import (
    bearing,
    certainty,
    figures,
    listing,
    naming,
    pointing,
    printing,
    style,
)
from summarizer.judging.checks.kinds import Check
from summarizer.judging.drafts import FIELDS, Draft
from summarizer.judging.source import Source
from summarizer.records import Finding

CHECKS = (
    Check("ids", pointing.ids_exist),
    Check("bullets", listing.bullets_used, ("drivers", "consequences")),
    Check("items", listing.items_used, ("drivers", "consequences")),
    Check("items", listing.items_told),
    Check("amounts", pointing.amounts_labelled, ("amounts",)),
    Check("cue", pointing.proofs_stand),
    Check("instruction", pointing.orders_unused),
    Check("names", naming.names_printed),
    Check("hedged", pointing.hedges_hold),
    Check("harm", pointing.harms_reported),
    Check("mitigants", bearing.mitigants_apart, ("drivers", "mitigants")),
    Check("marks", printing.marks_in_place),
    Check("marks", printing.phrases_unmarked),
    Check("typed_number", printing.nothing_typed),
    Check("number_word", printing.numbers_in_words),
    Check("mark_alone", printing.marks_alone),
    Check("preposition", printing.prepositions_agree),
    Check("damaged_figure", printing.damaged_quoted),
    Check("quotation", printing.quotations_exact),
    Check("noun", figures.figures_in_place),
    Check("period", figures.periods_kept),
    Check("period", figures.periods_printed),
    Check("owner", figures.owners_kept),
    Check("total", figures.totals_printed),
    Check("will", certainty.will_is_printed),
    Check("outside_name", naming.names_known),
    Check("overlap", bearing.units_bear),
    Check("negation", certainty.negation_kept),
    Check("modal_dropped", certainty.modal_kept),
    Check("softened", certainty.reports_stay),
    Check("mitigation", bearing.mitigation_is_printed),
    Check("direction", bearing.direction_is_printed),
    Check("length", style.length_fits),
    Check("summary_length", style.summary_fits),
    Check("person", style.third_person),
    Check("advice", style.no_advice),
    Check("missing", style.briefing_given),
    Check("severity_words", style.severity_borne),
)
"""Every check, in the order in which a record lists them."""


ABOUT = {
    "schema": "not in the form asked for",
    "ids": "cites a unit that is not there",
    "bullets": "a bullet is in no driver or consequence",
    "items": "an item of a list inside a sentence is left out",
    "amounts": "a figure is not labelled exactly once",
    "cue": "the words that fix the label do not stand in the unit cited",
    "instruction": "rests on text that addresses a machine",
    "names": "a name that the risk factor does not have",
    "hedged": "no pair of a possible and a reported event",
    "harm": "an event whose units deny an effect, given as harm",
    "mitigants": "what lowers the threat is given as its cause",
    "marks": "a figure or date from a unit that is not cited",
    "typed_number": "a figure or date typed by the engine",
    "number_word": "a number in words that the cited units do not have",
    "mark_alone": "a currency or scale typed beside a figure",
    "preposition": "a date with two prepositions",
    "damaged_figure": "a damaged figure outside quotation marks",
    "quotation": "a quotation that the cited units do not have",
    "noun": "a figure among the words of another",
    "period": "a figure without its own period",
    "will": "will, where the cited units do not say so",
    "outside_name": "a name that the risk factor does not have",
    "overlap": "words that the cited units do not have",
    "negation": "a negation may have been lost",
    "modal_dropped": "a possibility may have been stated as fact",
    "softened": "a reported event may have been made a possibility",
    "mitigation": "a mitigating measure that the cited units do not name",
    "direction": "a rise or fall that the cited units do not name",
    "owner": "a figure beside another name than its owner's",
    "total": "a total that the cited units do not make",
    "length": "shorter or longer than asked for",
    "summary_length": "longer than asked for",
    "person": "not in the third person",
    "advice": "reads as advice",
    "missing": "was not given",
    "severity_words": "the base and the rubric's words may not agree",
}
"""What each check, validation included, finds wrong: for readers, without the faulty words."""


LEFT_OUT = frozenset({"hedged"})
"""Soft checks whose items are left out all the same: what they flag is no more than missing."""

TRAPS = {
    "T01": ("typed_number", "number_word"),
    "T02": ("marks", "typed_number"),
    "T03": ("mark_alone", "typed_number"),
    "T04": ("period",),
    "T05": ("owner",),
    "T06": ("negation",),
    "T07": ("will", "modal_dropped"),
    "T08": ("softened",),
    "T11": ("bullets",),
    "T12": ("bullets",),
    "T13": ("instruction",),
    "T14": ("mitigants",),
    "T15": ("mitigation", "overlap"),
    "T16": ("damaged_figure",),
    "T17": ("quotation", "cue"),
    "T18": ("number_word", "total", "typed_number"),
    "T19": ("ids", "cue"),
    "T20": ("severity_words",),
    "T21": ("direction",),
    "T22": ("harm",),
    "T23": ("hedged",),
    "T24": ("owner",),
    "T26": ("outside_name", "names"),
    "T27": ("quotation", "cue"),
    "T28": ("person", "advice", "length", "summary_length"),
    "T29": ("items",),
    "T30": ("noun", "number_word"),
}
"""Which checks answer to which trap.

T09 and T10 (factors merged, a sentence taken for a heading) cannot come from an answer: splitting
fixes the factors before anybody is asked. Of T23 (hypothetical wording not flagged) the checks see
false pairs; what an answer leaves out is linked by code over all records.
"""


def run_checks(
    draft: Draft, source: Source, fields: Collection[str] = FIELDS
) -> tuple[Finding, ...]:
    """What the checks find in ``fields`` of ``draft``; equal findings are given once."""
    chosen = (check for check in CHECKS if set(check.needs) <= set(fields))
    findings = (finding for check in chosen for finding in check.find(draft, source))
    return tuple(dict.fromkeys(finding for finding in findings if finding.field in fields))
