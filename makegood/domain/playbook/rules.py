"""What holds where a business has not said otherwise."""

from __future__ import annotations

LONGEST_LEAD = 10
# What customers wait for is asked about two working days before; the rest comes by itself.
LEADS = {"delivery": 2, "milestone": 2}
