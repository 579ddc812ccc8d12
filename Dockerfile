# The bot in a container: locked dependencies, no root, data in a volume.
FROM python:3.12-slim
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY bot ./bot
COPY knowledge ./knowledge
COPY ingest ./ingest
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && useradd --create-home samspill && mkdir /data && chown samspill /data
USER samspill
ENV SAMSPILL_DATA_DIR=/data
VOLUME /data
ENTRYPOINT ["samspill"]
CMD ["--help"]
