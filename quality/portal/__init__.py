"""How quick the customer's page is beside a page that does the least: `python -m quality.portal`.

`house` writes the rows, `floor` is the page of comparison; quality.speed.pairs measures.
"""
