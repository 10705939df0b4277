-- Up Migration
-- The life of an organisation (decision 36): it is made, suspended, exported and imported, and deleted after a time in which
-- that can be called off. A version before this one knows nothing of closed organisations and goes on serving them.

alter table organisation
  add column suspended_at timestamptz,
  -- When its deletion begins, once somebody asked for it, and whether the owners were reminded.
  add column deletion_at timestamptz,
  add column deletion_reminded_at timestamptz,
  -- Its rows are being deleted: there is no way back.
  add column purging_at timestamptz,
  -- Its rows are still being written by an import.
  add column is_importing boolean not null default false;
create index organisation_closed on organisation (id)
  where suspended_at is not null or deletion_at is not null or is_importing;
grant update (suspended_at, deletion_at, deletion_reminded_at) on organisation to throughline_app;

-- Work on whole organisations, with its progress. A row is of the organisation in which it was asked for.
create table organisation_run (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  -- The organisation that it is about.
  subject_id uuid not null,
  kind text not null check (kind in ('create', 'suspend', 'resume', 'export', 'import', 'delete')),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'completed', 'failed', 'cancelled')),
  person_id uuid not null references person,
  -- What was asked for, as long as the work needs it.
  given jsonb,
  rows_done bigint not null default 0,
  rows_total bigint,
  -- How far an import is written.
  position jsonb,
  result jsonb,
  error text,
  -- Its file: what an export made, or an import reads. `file_store`: its bucket; null: in organisation_file.
  file_store text,
  byte_count bigint,
  sha256 bytea,
  file_expires_at timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);
create index organisation_run_listed on organisation_run (organisation_id, created_at desc);
create table organisation_file (
  run_id uuid not null references organisation_run on delete cascade,
  organisation_id uuid not null,
  sequence integer not null,
  bytes bytea not null,
  primary key (run_id, sequence)
);

do $$
declare t text;
begin
  foreach t in array array['organisation_run', 'organisation_file']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('grant select, insert, update, delete on %I to throughline_app', t);
  end loop;
end $$;
revoke delete on organisation_run from throughline_app;
create trigger audit after insert or update or delete on organisation_run
  for each row execute function audit_row('id', 'given,sha256', 'created_at,started_at,rows_done,rows_total,position,file_expires_at,byte_count');

-- What is left of an organisation that was deleted: that it was, when, and how much of what. Nobody's row, and it names nobody.
create table deleted_organisation (
  id uuid primary key,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  counts jsonb not null default '{}'
);
alter table deleted_organisation enable row level security;
alter table deleted_organisation force row level security;
create policy gatekeeper on deleted_organisation to throughline_gatekeeper using (true) with check (true);
grant select, insert, update on deleted_organisation to throughline_gatekeeper;

-- What a row may be of is said anew by each migration that adds to it: here it is whatever it was, and more.
do $$
declare
  c record;
  v_more text;
begin
  for c in select conname, conrelid::regclass as relation, pg_get_constraintdef(oid) as definition from pg_constraint
    where conname in ('work_request_kind_check', 'notification_kind_check', 'one_use_link_role_check')
  loop
    v_more := case c.conname
      when 'work_request_kind_check' then 'kind in (''organisationCreate'', ''organisationExport'', ''organisationImport'', ''organisationDelete'')'
      when 'notification_kind_check' then 'kind in (''deletion-scheduled'', ''deletion-reminder'')'
      else 'role = ''owner''' end;
    execute format('alter table %s drop constraint %I', c.relation, c.conname);
    execute format('alter table %s add constraint %I check (%s or %s)', c.relation, c.conname,
      regexp_replace(c.definition, '^CHECK ', ''), v_more);
    -- What it was, for the way down.
    execute format('comment on constraint %I on %s is %L', c.conname, c.relation, c.definition);
  end loop;
end $$;

-- What deleting rows of one organisation would look for in those of all others.
create index notification_project on notification (project_id) where project_id is not null;
create index notification_task on notification (task_id) where task_id is not null;
create index notification_import on notification (import_id) where import_id is not null;
create index notification_webhook on notification (webhook_id) where webhook_id is not null;
create index notification_person on notification (person_id) where person_id is not null;
create index project_baseline on project (baseline_id) where baseline_id is not null;
create index task_calendar on task (calendar_id) where calendar_id is not null;
create index resource_calendar on resource (calendar_id) where calendar_id is not null;
create index calendar_base on calendar (base_id) where base_id is not null;

grant create on schema public to throughline_gatekeeper;

create function closed_organisations() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as
  $$ select array(select id from organisation where suspended_at is not null or deletion_at is not null or is_importing) $$;
create function purged_organisations() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as
  $$ select array(select id from organisation where purging_at is not null) $$;

-- Asked as a transaction begins, in the same round trip, like the credential.
create function require_open_organisation(p_organisation_id uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform from organisation
  where id = p_organisation_id and (suspended_at is not null or deletion_at is not null or is_importing);
  if found then
    raise exception 'the organisation % is closed', p_organisation_id using errcode = 'TL403';
  end if;
  return true;
end $$;

-- Work of closed organisations is not seen by who starts it, so that it waits; but for mails, and what is about them as a whole.
create policy open_organisations on work_request as restrictive to throughline_dispatcher
  using (kind = 'notify' or kind like 'organisation%' or organisation_id <> all ((select closed_organisations())::uuid[]));

-- As before, and none of a closed organisation: the gateway cuts its sockets.
create or replace function list_living_credentials(p_ids uuid[])
  returns table (id uuid, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.organisation_id
  from (
    select s.id, s.person_id, s.organisation_id from session s
    where s.id = any(p_ids) and s.revoked_at is null and s.expires_at > now()
    union all
    select t.id, t.person_id, t.organisation_id from api_token t
    where t.id = any(p_ids) and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())) c
  join person p on p.id = c.person_id and p.disabled_at is null
  join membership m on m.person_id = c.person_id and m.organisation_id = c.organisation_id and m.disabled_at is null
  join organisation o on o.id = c.organisation_id
    and o.suspended_at is null and o.deletion_at is null and not o.is_importing
$$;

-- As before; silent about an organisation that is being written by an import, or deleted.
create or replace function audit(p_organisation_id uuid, p_entity text, p_entity_id text, p_change text, p_person_id uuid, p_before jsonb, p_after jsonb)
  returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_caller jsonb := nullif(current_setting('app.caller', true), '')::jsonb;
begin
  perform from organisation where id = p_organisation_id and purging_at is null and not is_importing;
  if not found then return; end if;
  insert into audit_event (organisation_id, act, entity, entity_id, change, person_id, credential_kind, credential_id,
    address, agent, request_id, before, after)
  values (p_organisation_id, coalesce(v_caller ->> 'act', 'background'), p_entity, p_entity_id, p_change,
    coalesce((v_caller ->> 'personId')::uuid, p_person_id), v_caller ->> 'kind', (v_caller ->> 'id')::uuid,
    v_caller ->> 'address', v_caller ->> 'agent', v_caller ->> 'requestId', p_before, p_after);
end $$;

-- As before; `owner` is an admin who owns the organisation.
create or replace function create_person(p_id uuid, p_email text, p_name text, p_password_hash text, p_organisation_id uuid, p_role text)
  returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_person uuid;
begin
  insert into person (id, email, name, password_hash) values (p_id, p_email::citext, p_name, p_password_hash)
  on conflict (email) do nothing;
  select p.id into v_person from person p where p.email = p_email::citext;
  insert into membership (organisation_id, person_id, role, is_owner)
  values (p_organisation_id, v_person, case p_role when 'owner' then 'admin' else p_role end, p_role = 'owner');
  return v_person;
end $$;

-- For who runs the instance: the domain asks whether somebody does before it calls these.
create function list_all_organisations()
  returns table (id uuid, name text, "createdAt" timestamptz, "suspendedAt" timestamptz, "deletionAt" timestamptz,
    "purgingAt" timestamptz, "isImporting" boolean, people bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name, o.created_at, o.suspended_at, o.deletion_at, o.purging_at, o.is_importing,
    (select count(*) from membership m where m.organisation_id = o.id)
  from organisation o order by o.created_at, o.id
$$;
create function list_deleted_organisations()
  returns table (id uuid, "beganAt" timestamptz, "endedAt" timestamptz, counts jsonb)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select id, began_at, ended_at, counts from deleted_organisation order by began_at desc, id limit 1000 $$;

-- False when there is one with the id.
create function create_organisation(p_id uuid, p_name text, p_created_at timestamptz, p_is_importing boolean) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with made as (
    insert into organisation (id, name, created_at, is_importing)
    values (p_id, p_name, coalesce(p_created_at, now()), p_is_importing)
    on conflict (id) do nothing returning 1)
  select exists (select from made)
$$;

create function is_organisation(p_id uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select from organisation where id = p_id) $$;

-- A person of an organisation that is being imported: whoever has the address here, or somebody new without a password.
create function import_member(p_id uuid, p_email text, p_name text, p_kind text, p_role text, p_is_owner boolean,
    p_disabled_at timestamptz, p_created_at timestamptz)
  returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_person uuid;
begin
  perform from organisation where id = current_organisation() and is_importing;
  if not found then
    raise exception 'no organisation is being imported';
  end if;
  insert into person (id, email, name, kind) values (p_id, p_email::citext, p_name, p_kind) on conflict (email) do nothing;
  select p.id into v_person from person p where p.email = p_email::citext and p.kind = p_kind;
  insert into membership (organisation_id, person_id, role, is_owner, disabled_at, created_at)
  values (current_organisation(), v_person, p_role, p_is_owner, p_disabled_at, p_created_at)
  on conflict do nothing;
  return v_person;
end $$;

create function finish_import(p_organisation_id uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp as
  $$ update organisation set is_importing = false where id = p_organisation_id and purging_at is null $$;

-- Files of exports and imports that nobody may have any more.
create function purge_organisation_files() returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from organisation_file f using organisation_run r
    where r.id = f.run_id and r.file_expires_at < now() returning 1)
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

-- From here on there is no way back: its time has come, or its import failed. False when it has not.
create function begin_purge(p_organisation_id uuid) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update organisation set purging_at = coalesce(purging_at, now())
  where id = p_organisation_id and (deletion_at <= now() or is_importing);
  if not found then return false; end if;
  insert into deleted_organisation (id) values (p_organisation_id) on conflict (id) do update set ended_at = null;
  return true;
end $$;

-- Deletes some rows of an organisation that is being purged: of a table that no other rows of it refer to any more. Which
-- tables there are, and what refers to what, the catalogue knows. People go who are in no other organisation. Answers what
-- went; null when nothing is left, the organisation included.
create function purge_organisation(p_organisation_id uuid, p_limit integer) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_left oid[] := '{}';
  v_any boolean;
  v_unused text;
  v_count bigint := 0;
  v_name text := 'organisation';
  t record;
  m record;
begin
  perform from organisation where id = p_organisation_id and purging_at is not null for no key update;
  if not found then return null; end if;
  for t in select c.oid, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'membership'
  loop
    execute format('select exists (select from %I where organisation_id = $1)', t.relname) using p_organisation_id into v_any;
    if v_any then v_left := v_left || t.oid; end if;
  end loop;
  -- The one circle: a project names a baseline of its own.
  update project set baseline_id = null where organisation_id = p_organisation_id and baseline_id is not null;
  select c.oid, c.relname into t from pg_class c
  where c.oid = any(v_left) and not exists (
    select from pg_constraint f where f.contype = 'f' and f.confrelid = c.oid and f.conrelid <> c.oid and f.conrelid = any(v_left)
      and not (f.conrelid = 'project'::regclass and f.confrelid = 'baseline'::regclass))
  order by c.relname limit 1;
  if found then
    v_name := t.relname;
    -- Rows that others of their table hang below wait for those.
    select string_agg(format(' and not exists (select from %1$I r where r.%2$I = x.id)', v_name, a.attname), '') into v_unused
    from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.conrelid = t.oid and f.confrelid = t.oid;
    execute format('delete from %1$I where ctid = any (array(select x.ctid from %1$I x where x.organisation_id = $1%2$s limit $2))',
      v_name, v_unused) using p_organisation_id, p_limit;
    get diagnostics v_count = row_count;
  elsif v_left <> '{}' then
    raise exception 'rows of % refer to each other in a circle', v_left;
  else
    for m in select person_id from membership where organisation_id = p_organisation_id limit p_limit loop
      v_name := 'membership';
      v_count := v_count + 1;
      delete from membership where organisation_id = p_organisation_id and person_id = m.person_id;
      perform purge_person(m.person_id);
    end loop;
    if v_count = 0 then
      delete from organisation where id = p_organisation_id;
      v_count := 1;
      update deleted_organisation set ended_at = now() where id = p_organisation_id;
    end if;
  end if;
  update deleted_organisation
  set counts = counts || jsonb_build_object(v_name, coalesce((counts ->> v_name)::bigint, 0) + v_count)
  where id = p_organisation_id;
  return jsonb_build_object('table', v_name, 'count', v_count);
end $$;

-- Somebody who is in no organisation, with all that is kept of them alone. Where something of others still refers to them,
-- they stay as nobody.
create function purge_person(p_person_id uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare c record;
begin
  perform from membership where person_id = p_person_id;
  if found then return; end if;
  perform from person where id = p_person_id and is_operator;
  if found then return; end if;
  for c in select r.relname, a.attname from pg_constraint f
    join pg_class r on r.oid = f.conrelid
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'person'::regclass and not exists (
      select from pg_attribute o where o.attrelid = f.conrelid and o.attname = 'organisation_id')
  loop
    execute format('delete from %I where %I = $1', c.relname, c.attname) using p_person_id;
  end loop;
  delete from one_use_link where person_id = p_person_id and organisation_id is null;
  begin
    delete from person where id = p_person_id;
  exception when foreign_key_violation then
    update person set email = (id::text || '@deleted.invalid')::citext, name = 'Deleted', password_hash = null,
      disabled_at = coalesce(disabled_at, now()) where id = p_person_id;
  end;
end $$;

-- The rights that this takes: those of an organisation that is being purged, and of no other. A later table of tenants needs
-- the same two lines (tests/integration/organisation-tables.test.ts says so).
create function allow_purge(p_table regclass) returns void language plpgsql as $$
begin
  execute format('grant select, delete on %s to throughline_gatekeeper', p_table);
  execute format('create policy purge on %s to throughline_gatekeeper using (organisation_id = any ((select purged_organisations())::uuid[]))', p_table);
end $$;
do $$
declare t regclass;
begin
  for t in select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    perform allow_purge(t);
  end loop;
end $$;
grant update (baseline_id) on project to throughline_gatekeeper;
grant delete on organisation, person to throughline_gatekeeper;
create policy files on organisation_run for select to throughline_gatekeeper using (true);
create policy files on organisation_file to throughline_gatekeeper using (true);

-- Of exports: which tables there are and how far the schema is.
create function schema_version() returns text language sql stable security definer set search_path = public, pg_temp as
  $$ select name::text from migration order by id desc limit 1 $$;
revoke all on function schema_version() from public;
grant execute on function schema_version() to throughline_app;

do $$
declare f text;
begin
  foreach f in array array['closed_organisations()', 'purged_organisations()', 'require_open_organisation(uuid)',
    'list_living_credentials(uuid[])', 'audit(uuid, text, text, text, uuid, jsonb, jsonb)',
    'create_person(uuid, text, text, text, uuid, text)', 'list_all_organisations()', 'list_deleted_organisations()',
    'create_organisation(uuid, text, timestamptz, boolean)', 'is_organisation(uuid)',
    'import_member(uuid, text, text, text, text, boolean, timestamptz, timestamptz)', 'finish_import(uuid)',
    'purge_organisation_files()', 'import_file_stores(interval)', 'imports_under_way(uuid[])', 'begin_purge(uuid)',
    'purge_organisation(uuid, integer)', 'purge_person(uuid)']
  loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke execute on function audit(uuid, text, text, text, uuid, jsonb, jsonb), purge_person(uuid), purged_organisations()
  from throughline_app;
grant execute on function closed_organisations() to throughline_dispatcher;
revoke create on schema public from throughline_gatekeeper;

-- Down Migration
drop policy open_organisations on work_request;
do $$
declare t regclass;
begin
  for t in select polrelid from pg_policy where polname = 'purge' loop
    execute format('drop policy purge on %s', t);
  end loop;
end $$;
drop policy files on organisation_run;
drop policy files on organisation_file;
grant create on schema public to throughline_gatekeeper;
create or replace function list_living_credentials(p_ids uuid[])
  returns table (id uuid, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.organisation_id
  from (
    select s.id, s.person_id, s.organisation_id from session s
    where s.id = any(p_ids) and s.revoked_at is null and s.expires_at > now()
    union all
    select t.id, t.person_id, t.organisation_id from api_token t
    where t.id = any(p_ids) and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())) c
  join person p on p.id = c.person_id and p.disabled_at is null
  join membership m on m.person_id = c.person_id and m.organisation_id = c.organisation_id and m.disabled_at is null
$$;
create or replace function import_file_stores(p_ended_within interval) returns setof text
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct file_store from import_job
  where file_store is not null and (ended_at is null or ended_at > now() - p_ended_within)
$$;
create or replace function imports_under_way(p_imports uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select id from import_job where id = any (p_imports) and ended_at is null
$$;
create or replace function audit(p_organisation_id uuid, p_entity text, p_entity_id text, p_change text, p_person_id uuid, p_before jsonb, p_after jsonb)
  returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_caller jsonb := nullif(current_setting('app.caller', true), '')::jsonb;
begin
  insert into audit_event (organisation_id, act, entity, entity_id, change, person_id, credential_kind, credential_id,
    address, agent, request_id, before, after)
  values (p_organisation_id, coalesce(v_caller ->> 'act', 'background'), p_entity, p_entity_id, p_change,
    coalesce((v_caller ->> 'personId')::uuid, p_person_id), v_caller ->> 'kind', (v_caller ->> 'id')::uuid,
    v_caller ->> 'address', v_caller ->> 'agent', v_caller ->> 'requestId', p_before, p_after);
end $$;
create or replace function create_person(p_id uuid, p_email text, p_name text, p_password_hash text, p_organisation_id uuid, p_role text)
  returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_person uuid;
begin
  insert into person (id, email, name, password_hash) values (p_id, p_email::citext, p_name, p_password_hash)
  on conflict (email) do nothing;
  select p.id into v_person from person p where p.email = p_email::citext;
  insert into membership (organisation_id, person_id, role) values (p_organisation_id, v_person, p_role);
  return v_person;
end $$;
revoke create on schema public from throughline_gatekeeper;
do $$
declare f text;
begin
  foreach f in array array['schema_version()', 'allow_purge(regclass)', 'purge_organisation(uuid, integer)', 'purge_person(uuid)',
    'begin_purge(uuid)', 'purge_organisation_files()', 'finish_import(uuid)',
    'import_member(uuid, text, text, text, text, boolean, timestamptz, timestamptz)', 'is_organisation(uuid)',
    'create_organisation(uuid, text, timestamptz, boolean)', 'list_deleted_organisations()', 'list_all_organisations()',
    'require_open_organisation(uuid)', 'purged_organisations()', 'closed_organisations()']
  loop
    execute format('drop function %s', f);
  end loop;
end $$;
-- The rights of `throughline_gatekeeper` that only this migration gave.
revoke update (baseline_id) on project from throughline_gatekeeper;
revoke delete on organisation, person from throughline_gatekeeper;
do $$
declare
  t text;
  c record;
begin
  foreach t in array array['notification', 'email_delivery', 'work_request', 'one_use_link']
  loop
    execute format('alter table %I no force row level security', t);
  end loop;
  delete from email_delivery d using notification n where n.id = d.notification_id and n.kind like 'deletion-%';
  delete from notification where kind like 'deletion-%';
  delete from work_request where kind like 'organisation%';
  update one_use_link set role = 'admin' where role = 'owner';
  for c in select k.conname, k.conrelid::regclass as relation, obj_description(k.oid, 'pg_constraint') as definition
    from pg_constraint k
    where k.conname in ('work_request_kind_check', 'notification_kind_check', 'one_use_link_role_check')
  loop
    execute format('alter table %s drop constraint %I', c.relation, c.conname);
    execute format('alter table %s add constraint %I %s', c.relation, c.conname, c.definition);
  end loop;
  foreach t in array array['notification', 'email_delivery', 'work_request', 'one_use_link']
  loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
drop index notification_project, notification_task, notification_import, notification_webhook, notification_person,
  project_baseline, task_calendar, resource_calendar, calendar_base;
drop table deleted_organisation, organisation_file, organisation_run;
revoke update (suspended_at, deletion_at, deletion_reminded_at) on organisation from throughline_app;
alter table organisation drop column suspended_at, drop column deletion_at, drop column deletion_reminded_at,
  drop column purging_at, drop column is_importing;
