# The environment is made in one stage and copied into another, which has neither compiler nor package manager's cache.
FROM python:3.12.11-slim-bookworm AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir "uv>=0.8,<1"
WORKDIR /portal
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --no-cache
COPY . .
# Readable for the portal's user, whatever the modes of the folder that it is built from; writable for root only.
RUN SECRET_KEY=only-while-building-only-while-building-only-while-building DATA_DIR=/tmp/build STATIC_ROOT=/portal/staticfiles \
    .venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && .venv/bin/python -m compileall -q -x '/\.venv/' . && chmod -R u=rwX,go=rX /portal

FROM python:3.12.11-slim-bookworm
# What encrypts copies of the portal.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends age gnupg >/dev/null && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 portal && useradd --system --uid 10001 --gid portal --home-dir /data portal \
    && install -d -m 0700 -o portal -g portal /data
ENV PATH=/portal/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data STATIC_ROOT=/portal/staticfiles
WORKDIR /portal
COPY --from=build /portal /portal
USER portal
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/', timeout=2)"]
CMD ["granian", "--interface", "rsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", "--workers", "2", "--http1-header-read-timeout", "10000", "drportal.rsgi:application"]
