"""What decides about promises. Values in, values out: no clock, no database."""
