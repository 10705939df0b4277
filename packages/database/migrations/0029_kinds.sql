-- Up Migration
-- More kinds of what people are told of (decision 46): changed roles, sign-ins from new devices, runs that failed, errors of
-- schedules, finishes that moved, tasks that are due, imports that wait.

alter table notification
  add column program_id uuid references program on delete set null,
  -- A recompute, a seed, or work on the whole organisation: runs have no table of their own, and some are purged.
  add column run_id uuid,
  add column run_kind text,
  -- The finish of the project, as wall time of its zone.
  add column moved_from timestamp,
  add column moved_to timestamp,
  -- Browser and system of a sign-in, as sessions have them.
  add column device text;
create index notification_program on notification (program_id) where program_id is not null;

-- Managers are told when the finish moves by more than so many days; 0: they are not.
alter table project add column finish_notice_days integer not null default 1 check (finish_notice_days between 0 and 365);

-- Whom tasks that are due are for.
create index resource_of_person on resource (organisation_id, person_id) where person_id is not null and deleted_at is null;

-- Browsers that somebody signed in with, each known by a random secret that only it has.
create table device (
  person_id uuid not null references person,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (person_id, secret_hash)
);
alter table device enable row level security;
alter table device force row level security;
create policy gatekeeper on device to throughline_gatekeeper using (true) with check (true);
grant select, insert, update, delete on device to throughline_gatekeeper;

grant create on schema public to throughline_gatekeeper;

-- Keeps the device, the fifty that were seen last of a person, and answers what it was before: 'known', 'new', or the
-- 'first' of the person.
create function know_device(p_person_id uuid, p_secret_hash bytea) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_any boolean;
begin
  update device set last_seen_at = now() where person_id = p_person_id and secret_hash = p_secret_hash;
  if found then return 'known'; end if;
  v_any := exists (select from device where person_id = p_person_id);
  insert into device (person_id, secret_hash) values (p_person_id, p_secret_hash) on conflict do nothing;
  delete from device d using (
    select o.secret_hash from device o where o.person_id = p_person_id
    order by o.last_seen_at desc, o.secret_hash offset 50) old
  where d.person_id = p_person_id and d.secret_hash = old.secret_hash;
  return case when v_any then 'new' else 'first' end;
end $$;

-- Organisations in which somebody works.
create function list_open_organisations() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select id from organisation where suspended_at is null and deletion_at is null order by id
$$;

do $$
declare f text;
begin
  foreach f in array array['know_device(uuid, bytea)', 'list_open_organisations()']
  loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;

-- Down Migration
drop function list_open_organisations();
drop function know_device(uuid, bytea);
drop table device;
drop index resource_of_person;
alter table project drop column finish_notice_days;
do $$
declare
  t text;
  v_kinds constant text[] := array['role-changed', 'sign-in-new-device', 'run-failed', 'schedule-error', 'finish-moved',
    'due-soon', 'overdue', 'import-waiting'];
begin
  foreach t in array array['notification', 'email_delivery', 'work_request']
  loop
    execute format('alter table %I no force row level security', t);
  end loop;
  delete from work_request w using notification n where w.kind = 'notify' and w.subject_id = n.id and n.kind = any(v_kinds);
  delete from email_delivery d using notification n where n.id = d.notification_id and n.kind = any(v_kinds);
  delete from notification where kind = any(v_kinds);
  foreach t in array array['notification', 'email_delivery', 'work_request']
  loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
alter table notification drop column device, drop column moved_to, drop column moved_from, drop column run_kind,
  drop column run_id, drop column program_id;
