"""Figures as pictures: each a dot with how far it may be off, and how many it rests on.

`columns` stands them side by side, as months are; `rows` lays them below one another, where names
are long or the page is narrow. Both draw SVG and know nothing of what is counted.
"""

from makegood.kit.chart.columns import columns
from makegood.kit.chart.marks import Point, Scale
from makegood.kit.chart.rows import rows

__all__ = ["Point", "Scale", "columns", "rows"]
