"""The reading of notices: an official text goes in, a draft programme with exact quotes comes out.

A pure library: no database, no web, no clock. `draft` reads a text; `sources.read_source` makes a text of a file.
"""

from taizhang.work.notices.reading.drafting import draft
from taizhang.work.notices.reading.model import Draft, Item, Outline, Span

__all__ = ["Draft", "Item", "Outline", "Span", "draft"]
