-- Up Migration
-- The file of an import may be fetched from a link that somebody gives, and that of one that failed is kept for a while, so
-- that it can be tried again. The version before this one uploads and deletes files as before.

alter table import_job
  -- What is to be fetched is known when it has come.
  alter column format drop not null,
  -- How far the fetching is: where from, attempts, failures, bytes, when it is tried again.
  add column fetching jsonb,
  -- The import under whose id the file is stored, where this one tries that one again.
  add column file_id uuid references import_job,
  drop constraint import_job_state_check,
  add constraint import_job_state_check check (state in ('fetching', 'uploaded', 'parsing', 'waiting', 'writing', 'paused',
    'parked', 'recomputing', 'completed', 'failed', 'cancelled', 'expired', 'undoing', 'undone'));
create index import_job_file on import_job (file_id) where file_id is not null;

-- Addresses may hold secrets: this one is sealed (packages/platform/src/sealer.ts), and gone once its file is needed no more.
create table import_link (
  -- What it is sealed for: it may pass to an import that tries again.
  id uuid primary key,
  import_id uuid not null unique references import_job on delete cascade,
  organisation_id uuid not null references organisation,
  address text not null
);
alter table import_link enable row level security;
alter table import_link force row level security;
create policy tenant on import_link to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, update, delete on import_link to throughline_app;
select allow_purge('import_link');
create policy gatekeeper on import_link to throughline_gatekeeper using (true);

grant create on schema public to throughline_gatekeeper;
-- Whether a file is read still, or may be: that of a failed import until it expires, by itself or by one that tries it again.
create function needs_import_file(p_file_id uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from import_job j where (j.id = p_file_id or j.file_id = p_file_id)
    and (j.ended_at is null or (j.state = 'failed' and j.expires_at > now())))
$$;
alter function needs_import_file(uuid) owner to throughline_gatekeeper;
revoke all on function needs_import_file(uuid) from public;
revoke create on schema public from throughline_gatekeeper;

-- As before (0003, 0017); files of imports that may be tried again stay, and links go with them. Files of what is done with
-- whole organisations stay until that has ended.
create or replace function purge_import_chunks(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with links as (
    delete from import_link l using import_job j
    where j.id = l.import_id and j.ended_at is not null and not needs_import_file(j.id)),
  gone as (
    delete from import_chunk c using import_job j
    where j.id = c.import_id and j.created_at < now() - p_older_than
      and ((j.state = 'uploaded' and j.revision = 0) or (j.ended_at is not null and not needs_import_file(j.id)))
    returning 1)
  select count(*) from gone
$$;
create or replace function import_file_stores(p_ended_within interval) returns setof text
  language sql stable security definer set search_path = public, pg_temp as $$
  select file_store from import_job
  where file_store is not null
    and (ended_at is null or greatest(ended_at, case when state = 'failed' then expires_at end) > now() - p_ended_within)
  union
  select file_store from organisation_run
  where file_store is not null and (ended_at is null or file_expires_at > now() - p_ended_within)
$$;
create or replace function imports_under_way(p_imports uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select id from import_job where id = any (p_imports) and needs_import_file(id)
  union all
  select id from organisation_run where id = any (p_imports) and (ended_at is null or file_expires_at > now())
$$;

-- Down Migration
create or replace function purge_import_chunks(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from import_chunk c using import_job j
    where j.id = c.import_id and j.created_at < now() - p_older_than
      and ((j.state = 'uploaded' and j.revision = 0) or j.ended_at is not null)
    returning 1)
  select count(*) from gone
$$;
create or replace function import_file_stores(p_ended_within interval) returns setof text
  language sql stable security definer set search_path = public, pg_temp as $$
  select file_store from import_job
  where file_store is not null and (ended_at is null or ended_at > now() - p_ended_within)
  union
  select file_store from organisation_run
  where file_store is not null and file_expires_at > now() - p_ended_within
$$;
create or replace function imports_under_way(p_imports uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select id from import_job where id = any (p_imports) and ended_at is null
  union all
  select id from organisation_run where id = any (p_imports) and file_expires_at > now()
$$;
drop function needs_import_file(uuid);
drop table import_link;
-- What is being fetched has no place in the version before this one.
alter table import_job no force row level security;
update import_job set format = 'csv', state = case state when 'fetching' then 'failed' else state end,
  ended_at = coalesce(ended_at, now()) where format is null;
alter table import_job force row level security;
drop index import_job_file;
alter table import_job
  alter column format set not null,
  drop column fetching, drop column file_id,
  drop constraint import_job_state_check,
  add constraint import_job_state_check check (state in ('uploaded', 'parsing', 'waiting', 'writing', 'paused', 'parked',
    'recomputing', 'completed', 'failed', 'cancelled', 'expired', 'undoing', 'undone'));
