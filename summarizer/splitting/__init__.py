"""Splitting: the risk section of a filing, its risk factors, and the account of both."""

from summarizer.splitting.account import account_of
from summarizer.splitting.risks import find_risk_section

__all__ = ["account_of", "find_risk_section"]
