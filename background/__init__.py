"""Background work as rows of the database: handed over, claimed, swept up. Celery only carries ids.

Beside the shape that all apps share:

- `limits`: the numbers of every kind of work, in one table.
"""
