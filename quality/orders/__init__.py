"""The real orders: imported by the program, counted apart from it, compared."""
