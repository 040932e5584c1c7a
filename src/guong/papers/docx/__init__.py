"""Papers as .docx."""

from guong.papers.docx.render import render

__all__ = ["render"]
