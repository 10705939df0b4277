#!/bin/sh
# Writes the settings of PgBouncer, with the passwords from the mounted secrets, and becomes it.
# The same settings as of the local stack: transaction pooling, SCRAM, no trust.
set -eu
umask 077
folder=/tmp/pgbouncer
mkdir -p "$folder"

{
  printf '"throughline_app" "%s"\n' "$(cat /run/secrets/app-password)"
  printf '"throughline_owner" "%s"\n' "$(cat /run/secrets/owner-password)"
} > "$folder/userlist.txt"

cat > "$folder/pgbouncer.ini" <<SETTINGS
[databases]
throughline = host=${POSTGRES_HOST:-postgres} port=5432

[pgbouncer]
listen_addr = 0.0.0.0
listen_port = 6432
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $folder/userlist.txt
pidfile = $folder/pgbouncer.pid
pool_mode = transaction
max_client_conn = 500
default_pool_size = 20
server_login_retry = 1
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0
log_stats = 0
SETTINGS

exec pgbouncer "$folder/pgbouncer.ini"
