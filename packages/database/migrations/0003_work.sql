-- Up Migration
-- Committed requests for work, kept answers, imports, notifications; then rights and policies of all tenant tables.

-- Work that must follow a committed change. Deleted when Temporal has taken it.
create table work_request (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  kind text not null check (kind in ('recompute', 'import', 'importCancel', 'seed', 'notify')),
  subject_id uuid not null,
  revision bigint not null default 0,
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now()
);
create index work_request_due on work_request (not_before);

create table idempotency_key (
  organisation_id uuid not null,
  person_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status smallint not null,
  headers jsonb not null default '{}',
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (organisation_id, person_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);

create table import_job (
  id uuid primary key references stream,
  organisation_id uuid not null,
  person_id uuid not null references person,
  file_name text not null,
  project_name text,
  format text not null check (format in ('mspdi', 'csv')),
  byte_count bigint not null,
  sha256 bytea not null,
  state text not null default 'uploaded'
    check (state in ('uploaded', 'parsing', 'writing', 'recomputing', 'completed', 'failed', 'cancelled')),
  rows_total integer,
  rows_done integer not null default 0,
  next_batch integer not null default 0,
  project_id uuid references project,
  -- Revision of the project after the last batch: the import ends when a run covers it.
  written_revision bigint,
  cancel_requested_at timestamptz,
  error jsonb,
  warnings jsonb not null default '[]',
  revision bigint not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index import_job_person on import_job (organisation_id, person_id, created_at desc);
create index import_job_recomputing on import_job (project_id) where state = 'recomputing';

create table import_chunk (
  import_id uuid not null references import_job on delete cascade,
  organisation_id uuid not null,
  sequence integer not null,
  bytes bytea not null,
  primary key (import_id, sequence)
);

create table notification (
  id uuid primary key,
  organisation_id uuid not null,
  person_id uuid not null references person,
  kind text not null check (kind in ('task-assigned', 'import-ended')),
  project_id uuid references project,
  task_id uuid references task,
  import_id uuid references import_job,
  -- Who caused it; null when the service did.
  actor_id uuid references person,
  effect_key text not null,
  created_at timestamptz not null default now(),
  unique (organisation_id, effect_key)
);

create table email_delivery (
  notification_id uuid primary key references notification,
  organisation_id uuid not null,
  state text not null default 'claimed' check (state in ('claimed', 'sent', 'not-deliverable')),
  message_id text not null,
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);

do $$
declare t text;
begin
  foreach t in array array['stream', 'event', 'project', 'project_member', 'calendar', 'task', 'link', 'resource',
    'assignment', 'recompute_run', 'change_set', 'date_move', 'work_request', 'idempotency_key', 'import_job',
    'import_chunk', 'notification', 'email_delivery']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- As a subquery the setting is read once for a statement, not once for a row.
    execute format('create policy tenant on %I to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('grant select, insert, update on %I to throughline_app', t);
  end loop;
end $$;
grant delete on project_member, import_chunk, idempotency_key to throughline_app;

-- The dispatcher and the gateway see across tenants, and see only requests for work and heads of streams.
grant select, update, delete on work_request to throughline_dispatcher;
grant select on stream to throughline_dispatcher;
create policy dispatcher on work_request to throughline_dispatcher using (true);
create policy dispatcher on stream for select to throughline_dispatcher using (true);

-- Asks again for every project whose dates lag behind its input; run each minute by a Temporal Schedule.
grant select on project to throughline_gatekeeper;
grant select, insert on work_request to throughline_gatekeeper;
grant select, delete on idempotency_key to throughline_gatekeeper;
create policy gatekeeper on project for select to throughline_gatekeeper using (true);
create policy gatekeeper on work_request to throughline_gatekeeper using (true) with check (true);
create policy gatekeeper on idempotency_key to throughline_gatekeeper using (true);
grant create on schema public to throughline_gatekeeper;

create function request_lagging_recomputes(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with asked as (
    insert into work_request (id, organisation_id, kind, subject_id, revision)
    select gen_random_uuid(), p.organisation_id, 'recompute', p.id, p.input_revision
    from project p
    where p.input_revision > p.computed_revision and p.deleted_at is null and p.schedule_error is null
      and p.updated_at < now() - p_older_than
      and not exists (select from work_request w where w.subject_id = p.id and w.kind = 'recompute')
    returning 1)
  select count(*) from asked
$$;

-- File contents of imports that ended, or that nobody went on uploading.
grant select, delete on import_chunk to throughline_gatekeeper;
grant select on import_job to throughline_gatekeeper;
create policy gatekeeper on import_chunk to throughline_gatekeeper using (true);
create policy gatekeeper on import_job for select to throughline_gatekeeper using (true);
create function purge_import_chunks(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from import_chunk c using import_job j
    where j.id = c.import_id and j.created_at < now() - p_older_than
      and ((j.state = 'uploaded' and j.revision = 0) or j.ended_at is not null)
    returning 1)
  select count(*) from gone
$$;

create function purge_idempotency_keys(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from idempotency_key where created_at < now() - p_older_than returning 1)
  select count(*) from gone
$$;
alter function request_lagging_recomputes(interval) owner to throughline_gatekeeper;
alter function purge_idempotency_keys(interval) owner to throughline_gatekeeper;
alter function purge_import_chunks(interval) owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function request_lagging_recomputes(interval), purge_idempotency_keys(interval),
  purge_import_chunks(interval) from public;
grant execute on function request_lagging_recomputes(interval), purge_idempotency_keys(interval),
  purge_import_chunks(interval) to throughline_app;

-- Down Migration
drop function purge_import_chunks(interval);
drop function purge_idempotency_keys(interval);
drop function request_lagging_recomputes(interval);
drop policy gatekeeper on project;
drop table email_delivery, notification, import_chunk, import_job, idempotency_key, work_request;
do $$
declare t text;
begin
  foreach t in array array['stream', 'event', 'project', 'project_member', 'calendar', 'task', 'link', 'resource',
    'assignment', 'recompute_run', 'change_set', 'date_move']
  loop
    execute format('drop policy tenant on %I', t);
    execute format('alter table %I no force row level security', t);
    execute format('alter table %I disable row level security', t);
    execute format('revoke all on %I from throughline_app', t);
  end loop;
end $$;
drop policy dispatcher on stream;
revoke all on stream from throughline_dispatcher;
revoke all on project from throughline_gatekeeper;
