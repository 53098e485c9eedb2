"""What programs read: each address says what it opens, and none of them changes anything."""
