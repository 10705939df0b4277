# PgBouncer of Debian 12, the version that everything is tested with.
FROM debian:12.12-slim
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends pgbouncer postgresql-client \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --user-group --no-create-home pooler
COPY deploy/images/pgbouncer-entrypoint.sh /usr/local/bin/pgbouncer-entrypoint.sh
USER 10001:10001
EXPOSE 6432
ENTRYPOINT ["sh", "/usr/local/bin/pgbouncer-entrypoint.sh"]
