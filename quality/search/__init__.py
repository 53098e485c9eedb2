"""How quick it is to find somebody among a hundred thousand: `python -m quality.search`.

`town` writes the rows, `pressing` presses, `pages` names what is pressed.
"""
