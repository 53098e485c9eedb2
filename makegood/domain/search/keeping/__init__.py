"""The database itself keeps the words of its rows: triggers, put up after every migrate.

So whoever writes a row (an action, an import in bulk, a person in a shell) need not think of them,
and what was renamed or removed is found so at once. `sqlite` and `postgresql` say the same thing
in the two dialects; `building` puts it up.
"""
