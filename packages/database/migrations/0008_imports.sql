-- Up Migration
-- Imports that are looked at before they are written: the difference by row, where rows came from, what the file's dates
-- were, how tables are read. Undo of the whole, rows that wait to be mended.

alter table import_job drop constraint import_job_format_check;
alter table import_job add constraint import_job_format_check
  check (format in ('mspdi', 'xer', 'pmxml', 'csv', 'xlsx', 'json'));
alter table import_job drop constraint import_job_state_check;
alter table import_job add constraint import_job_state_check
  check (state in ('uploaded', 'parsing', 'waiting', 'writing', 'paused', 'parked', 'recomputing',
    'completed', 'failed', 'cancelled', 'expired', 'undone'));
-- Until the version before this one is gone, its imports are written as soon as they are read, and make their project.
alter table import_job
  add column mode text not null default 'at-once' check (mode in ('review', 'at-once')),
  add column makes_project boolean not null default true,
  add column counts jsonb,
  add column batch_size integer,
  add column pause_requested boolean not null default false,
  add column cancel_written text check (cancel_written in ('keep', 'roll-back')),
  add column expires_at timestamptz,
  add column reminded_at timestamptz,
  -- Where the present phase began and was seen last: its rate.
  add column phase_started_at timestamptz,
  add column progressed_at timestamptz,
  -- Of a table: how it is read, and what it looks like.
  add column mapping jsonb,
  add column columns jsonb,
  add column report jsonb;

-- The difference between a file and the plan, in the order of writing. `file_values` is what the file says, without what a
-- new row has anyhow; of a row that is there, `changes` holds the fields that differ: `from` as it is here, `to` as in the
-- file, `before` as in the file's last version. `needs`: rows of the same import that it names.
create table import_row (
  import_id uuid not null references import_job on delete cascade,
  organisation_id uuid not null,
  number integer not null,
  entity text not null,
  row_id uuid not null,
  key text not null,
  guid text,
  name text not null,
  line integer,
  action text not null check (action in ('create', 'update', 'delete', 'unchanged')),
  state text not null default 'planned' check (state in ('planned', 'parked', 'held', 'written')),
  chosen boolean not null default true,
  conflict boolean not null default false,
  file_values jsonb not null,
  changes jsonb not null default '[]',
  needs uuid[] not null default '{}',
  problem jsonb,
  stored jsonb,
  extra jsonb,
  primary key (import_id, number)
);
-- What is to be written next is asked for each batch, what cannot be where there is some.
create index import_row_planned on import_row (import_id, number)
  where state = 'planned' and chosen and action <> 'unchanged';

-- Where a row of a plan came from: its key and id in the file, what the file said when it was last imported, and what of it
-- the plan does not hold. `revision`: of the change set that wrote it.
create table row_origin (
  row_id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  entity text not null,
  import_id uuid not null,
  key text not null,
  guid text,
  file_values jsonb not null,
  extra jsonb,
  revision bigint not null
);
create index row_origin_project on row_origin (project_id);

-- Dates that the file had stored and that are computed differently here.
create table import_date (
  import_id uuid not null references import_job on delete cascade,
  organisation_id uuid not null,
  number integer not null,
  task_id uuid not null,
  name text not null,
  field text not null,
  stored jsonb not null,
  computed jsonb not null,
  rule text not null,
  primary key (import_id, number)
);

-- How an organisation reads tables with such a header.
create table table_mapping (
  organisation_id uuid not null references organisation,
  header_hash bytea not null,
  mapping jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (organisation_id, header_hash)
);

do $$
declare t text;
begin
  foreach t in array array['import_row', 'row_origin', 'import_date', 'table_mapping']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('grant select, insert, update, delete on %I to throughline_app', t);
  end loop;
end $$;

-- `importWake` tells the workflow of an import that something was asked of it.
alter table work_request drop constraint work_request_kind_check;
alter table work_request add constraint work_request_kind_check
  check (kind in ('recompute', 'import', 'importCancel', 'importWake', 'seed', 'notify'));

alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('task-assigned', 'import-ended', 'import-expiring'));

-- Rows of imports that ended long ago: the history has what they did.
grant select, delete on import_row to throughline_gatekeeper;
create policy gatekeeper on import_row to throughline_gatekeeper using (true);
grant create on schema public to throughline_gatekeeper;
create function purge_import_rows(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from import_row r using import_job j
    where j.id = r.import_id and j.ended_at < now() - p_older_than
    returning 1)
  select count(*) from gone
$$;
alter function purge_import_rows(interval) owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function purge_import_rows(interval) from public;
grant execute on function purge_import_rows(interval) to throughline_app;

-- Down Migration
drop function purge_import_rows(interval);
drop policy gatekeeper on import_row;
revoke all on import_row from throughline_gatekeeper;
do $$
declare t text;
begin
  foreach t in array array['notification', 'email_delivery', 'work_request']
  loop
    execute format('alter table %I no force row level security', t);
  end loop;
end $$;
delete from email_delivery d using notification n where n.id = d.notification_id and n.kind = 'import-expiring';
delete from notification where kind = 'import-expiring';
delete from work_request where kind = 'importWake';
do $$
declare t text;
begin
  foreach t in array array['notification', 'email_delivery', 'work_request']
  loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (kind in ('task-assigned', 'import-ended'));
alter table work_request drop constraint work_request_kind_check;
alter table work_request add constraint work_request_kind_check
  check (kind in ('recompute', 'import', 'importCancel', 'seed', 'notify'));
drop table table_mapping, import_date, row_origin, import_row;
alter table import_job no force row level security;
update import_job set state = case when state in ('expired', 'undone') then 'cancelled'
  when state in ('waiting', 'paused', 'parked') then 'failed' else state end;
alter table import_job force row level security;
alter table import_job drop column mode, drop column makes_project, drop column counts, drop column batch_size,
  drop column pause_requested, drop column cancel_written, drop column expires_at, drop column reminded_at,
  drop column phase_started_at, drop column progressed_at, drop column mapping, drop column columns, drop column report;
alter table import_job drop constraint import_job_state_check;
alter table import_job add constraint import_job_state_check
  check (state in ('uploaded', 'parsing', 'writing', 'recomputing', 'completed', 'failed', 'cancelled'));
alter table import_job drop constraint import_job_format_check;
alter table import_job add constraint import_job_format_check check (format in ('mspdi', 'csv'));
