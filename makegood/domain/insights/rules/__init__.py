"""What the figures mean: values in, values out."""
