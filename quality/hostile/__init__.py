"""What nobody would write, in every field: `python -m quality.hostile`.

`strings` are sent; `ground` is where, `fields` into what, `trying` does it; `stored` and `shown`
say what became of them; a `part` is one process' share. `twins` are addresses that look alike or
are one; `planting` the bugs.
"""
