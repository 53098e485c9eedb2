"""Is office time right? Measured on other people's schedules and over every change of clocks.

    QUALITY_DATA=<folder> python -m quality.office_hours

The folder's `hours/zendesk_seeds/` (Apache-2.0, Fivetran) holds a schedule in minutes of the week,
workweeks in a change log, holidays, and moments of tickets. The other computation shares nothing
with ours: it walks minute by minute through a table of the week, with offsets from the law
(United States since 2007, European Union) instead of the zone database.

A disagreement counts as explained only if the other computation, made to share the one assumption
named, agrees to the microsecond. Then every zone and every change of clocks from 2024 to 2035 is
tried with random weeks; that needs no data.
"""
