#!/bin/sh
# Brings the two databases of the Temporal server to the schema of this version. Changes nothing the second time.
set -eu
SQL_PASSWORD="$(cat /run/secrets/temporal-password)"
export SQL_PASSWORD

update() {
  temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal --database "$1" setup-schema --version 0.0 2> /dev/null || true
  temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal --database "$1" \
    update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$2/versioned"
}

update temporal temporal
update temporal_visibility visibility
