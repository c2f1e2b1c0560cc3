"""The labels of a record that two readers of the same text can agree or differ on."""

from __future__ import annotations

from summarizer.memo import RiskRecord


def labels_of(record: RiskRecord) -> dict[str, str]:
    """Each label by its name: severity, likelihood, category, status, hypothetical_wording.

    ``disclosed_elsewhere`` is found over all records, not by whoever read this one: it is "none".
    """
    wording = record.status.hypothetical_wording
    return {
        "severity": str(record.severity.level),
        "likelihood": record.likelihood.class_,
        "category": record.category_secondary,
        "status": record.status.class_,
        "hypothetical_wording": wording if wording == "disclosed_here" else "none",
    }
