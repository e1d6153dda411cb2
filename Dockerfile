# The bot, small and unprivileged. `docker build -t forum-bot .`
FROM python:3.11-slim AS packages

COPY requirements/run.txt /tmp/run.txt
RUN python -m venv /opt/bot \
    && /opt/bot/bin/pip install --no-cache-dir --no-compile --disable-pip-version-check --require-hashes --requirement /tmp/run.txt \
    && /opt/bot/bin/pip uninstall --yes --quiet pip setuptools

FROM python:3.11-slim

ENV PATH=/opt/bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE=/data/forum.sqlite3 \
    LOG_FORMAT=json

# The user's number is fixed: files on the volume keep their owner when the image is built anew.
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin forum \
    && install --directory --owner forum --group forum --mode 0700 /data

COPY --from=packages /opt/bot /opt/bot
WORKDIR /app
COPY locales locales
COPY storage storage
COPY forum forum
COPY handlers handlers
COPY bot bot

USER forum
VOLUME /data
# The webhook's port, where WEBHOOK_URL is set; polling needs none.
EXPOSE 8080

STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-m", "bot.health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
