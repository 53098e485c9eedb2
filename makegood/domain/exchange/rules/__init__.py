"""What decides about files that come in. Values in, values out: no clock, no disk."""
