"""How quick Today and the ledger are beside a page that does the least: `python -m quality.speed`.

`town` writes the rows, `floor` is the page of comparison, `load` presses. `pairs` measures any page
beside its floor, in a house as `visited` opens it.
"""
