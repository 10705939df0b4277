-- The database roles, made once by a superuser before migrations; running it again changes nothing.
-- owner: owns tables, runs migrations. app: what api, workers and email-service log in as. dispatcher: across tenants,
-- requests for work and stream heads only; app switches to it inside a transaction. gatekeeper: owns the narrow
-- security definer functions; nobody logs in as it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'throughline_owner') then create role throughline_owner login; end if;
  if not exists (select from pg_roles where rolname = 'throughline_app') then create role throughline_app login noinherit; end if;
  if not exists (select from pg_roles where rolname = 'throughline_dispatcher') then create role throughline_dispatcher nologin; end if;
  if not exists (select from pg_roles where rolname = 'throughline_gatekeeper') then create role throughline_gatekeeper nologin; end if;
end $$;
grant throughline_dispatcher to throughline_app;
grant throughline_dispatcher, throughline_gatekeeper to throughline_owner;
-- Timeouts are settings of the role: PgBouncer 1.18 refuses or drops them as connection options.
alter role throughline_app set statement_timeout = '30s';
alter role throughline_app set lock_timeout = '10s';
alter role throughline_app set idle_in_transaction_session_timeout = '60s';
