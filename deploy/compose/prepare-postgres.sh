#!/bin/sh
# Runs once, when the cluster is made: the roles of the services with their passwords, their database with its
# extensions, and the role and databases of the Temporal server.
set -eu

run() {
  psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" "$@"
}

run --dbname postgres --file /opt/throughline/sql/roles.sql
run --dbname postgres \
  -v owner="$(cat /run/secrets/owner-password)" \
  -v app="$(cat /run/secrets/app-password)" \
  -v temporal="$(cat /run/secrets/temporal-password)" <<'SQL'
alter role throughline_owner password :'owner';
alter role throughline_app password :'app';
create role temporal login password :'temporal';
create database throughline owner throughline_owner;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
run --dbname throughline --file /opt/throughline/sql/extensions.sql
