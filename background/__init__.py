"""Background work as rows of the database: handed over, claimed, swept up. Celery only carries ids."""
