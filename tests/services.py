"""Which of the services that the tests can use are reachable here."""

from __future__ import annotations

import os
import shutil

import psycopg
import redis

DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")


def postgres() -> str | None:
    """Why PostgreSQL cannot be used; None when it can."""
    try:
        with psycopg.connect(DATABASE_URL.replace("postgres://", "postgresql://", 1), connect_timeout=3) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error as error:
        return f"PostgreSQL at TEST_DATABASE_URL ({str(error).splitlines()[0]})"
    return None


def redis_server() -> str | None:
    """Why Redis cannot be used; None when it can."""
    try:
        redis.Redis.from_url(REDIS_URL, socket_connect_timeout=3, socket_timeout=3).ping()
    except (redis.RedisError, OSError) as error:
        return f"Redis at TEST_REDIS_URL ({error})"
    return None


def chromium() -> str | None:
    """Why the browser cannot be used; None when it can."""
    return None if os.access(CHROMIUM, os.X_OK) else f"Chromium at CHROMIUM ({CHROMIUM} is not there)"
