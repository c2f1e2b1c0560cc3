"""What ties the risk factors of a filing together, found by code over all of its records."""

from summarizer.linking.linker import Linked, link_records

__all__ = ["Linked", "link_records"]
