"""What the page of insights says of the real orders, beside a count that shares no code."""
