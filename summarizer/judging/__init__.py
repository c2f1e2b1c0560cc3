"""From an engine's answers to a record that can be relied on: validation, checks, repair, merge."""

from summarizer.judging.judge import Judged, judge_factor
from summarizer.judging.wording import link_wording

__all__ = ["Judged", "judge_factor", "link_wording"]
