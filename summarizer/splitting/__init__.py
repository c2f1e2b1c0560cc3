"""Splitting: the risk sections of a filing, their risk factors, and the account of both."""

from summarizer.splitting.account import account_of
from summarizer.splitting.explaining import Explained, Explanation, explain_sections
from summarizer.splitting.risks import find_risk_sections

__all__ = ["Explained", "Explanation", "account_of", "explain_sections", "find_risk_sections"]
