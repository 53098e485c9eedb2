"""How words are folded, what somebody asks for, and where it stands in a text."""
