"""Labels against labels: gold files that people fill in, memos of engines, and how they agree."""

from summarizer.evaluating.gold import empty_gold
from summarizer.evaluating.labels import Labels, labels_of_gold, labels_of_memo, read_labels
from summarizer.evaluating.scoring import Score, compare, heading_key
from summarizer.evaluating.table import score_json, score_table

__all__ = [
    "Labels",
    "Score",
    "compare",
    "empty_gold",
    "heading_key",
    "labels_of_gold",
    "labels_of_memo",
    "read_labels",
    "score_json",
    "score_table",
]
