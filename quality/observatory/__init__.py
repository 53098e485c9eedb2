"""What Mozilla's HTTP Observatory says of each class of page: `python -m quality.observatory`."""
