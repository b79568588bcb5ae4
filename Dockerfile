# One image, four services: `docker run tiendo services.gateway` (or .tasks, .notifications, .reporting).
# `deploy.local` is in it too: `docker run tiendo deploy.local topics` prepares a Kafka.

ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm

# The pages. Node comes as a Python package, is used here only, and leaves static files in a wheel.
FROM ${PYTHON_IMAGE} AS web
WORKDIR /build
COPY requirements/web.lock ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-deps \
        --require-hashes --only-binary :all: --target /tools -r web.lock
COPY web web
RUN PYTHONPATH=/tools python -m pip wheel --disable-pip-version-check --no-build-isolation --no-deps \
        --wheel-dir /wheels ./web

FROM ${PYTHON_IMAGE} AS dependencies
WORKDIR /build
COPY requirements/runtime.lock ./
# The environment itself holds no pip: what runs needs none, and scanners find one thing less.
# Only wheels: nothing from the registry runs code while the image is built.
RUN python -m venv --without-pip /opt/tiendo \
 && python -m pip --python /opt/tiendo/bin/python install \
        --no-cache-dir --disable-pip-version-check --no-compile \
        --require-hashes --only-binary :all: -r runtime.lock
COPY --from=web /wheels /wheels
RUN python -m pip --python /opt/tiendo/bin/python install \
        --no-cache-dir --disable-pip-version-check --no-compile --no-index --no-deps /wheels/*.whl

FROM ${PYTHON_IMAGE} AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Tiendo" \
      org.opencontainers.image.description="Task system that several provinces share: tasks, notifications, reporting, gateway" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/python:3.11.14-slim-bookworm"

# A fixed number, because Kubernetes can check runAsNonRoot only against a number.
# The two folders under /var/lib/tiendo give new named volumes their owner.
RUN groupadd --gid 10001 tiendo \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin tiendo \
 && install -d -o 10001 -g 10001 -m 0750 /var/lib/tiendo /var/lib/tiendo/keys /var/lib/tiendo/issuer

COPY --from=dependencies /opt/tiendo /opt/tiendo
WORKDIR /srv/tiendo
COPY services services
COPY shared shared
COPY deploy/local deploy/local
COPY deploy/containers deploy/containers

# Compiled here, since the root file system is read-only where it runs.
RUN python -m compileall -q -j 0 /opt/tiendo/lib services shared deploy

# MALLOC_…: without them glibc keeps freed memory in an arena per thread, 20-30 MiB more per service after a busy hour.
ENV PATH=/opt/tiendo/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 \
    MALLOC_TRIM_THRESHOLD_=131072 \
    TIENDO_HOST=0.0.0.0 \
    TIENDO_PORT=8000

USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM

# "Is the process alive?", not "are Kafka and the store there?": a restart would not bring those back.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['TIENDO_PORT']}/healthz\", timeout=4)"]

ENTRYPOINT ["python", "-m"]
CMD ["services.gateway"]
