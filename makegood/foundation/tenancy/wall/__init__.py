"""The wall in the database: no row refers to another business's, and PostgreSQL shows none.

It is drawn from the models (`plan`), so that no key is forgotten, and put up after every
migrate (`building`), because SQLite loses its triggers whenever a migration remakes a table.
"""
