"""The words that rows are found by."""

from makegood.domain.search.models.sources import SOURCES, Also, Source
from makegood.domain.search.models.word import Filled, Kind, Word

__all__ = ["SOURCES", "Also", "Filled", "Kind", "Source", "Word"]
