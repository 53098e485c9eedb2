"""The promise line: one thin line that draws a promise, and the sentence that says the same.

`svg` draws, `words` says; both take the marks that `promises` gives and know nothing else of it.
"""

from makegood.kit.line.drawing import svg
from makegood.kit.line.marks import Kind, Mark
from makegood.kit.line.sentence import words

__all__ = ["Kind", "Mark", "svg", "words"]
