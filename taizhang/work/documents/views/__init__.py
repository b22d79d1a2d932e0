"""Pages of documents: the register, one document with its sheet on paper, sending, and what a unit received."""

from taizhang.work.documents.views import drafting, papers, register, sending

__all__ = ["drafting", "papers", "register", "sending"]
