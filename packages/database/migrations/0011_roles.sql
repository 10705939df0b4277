-- Up Migration
-- Owners of organisations, custom roles in projects, people who are put off, service accounts, and tokens that may do less
-- than their person. The version before this one goes by `membership.role` and `project_member.role`, which stay what they
-- were: an owner is an admin to it, and a custom role the highest of the five that has no act beyond it.

alter table membership
  add column is_owner boolean not null default false,
  add column disabled_at timestamptz,
  add column standing text generated always as (case when is_owner then 'owner' else role end) stored,
  add constraint membership_owner_is_admin check (not is_owner or role = 'admin');
alter table person
  add column kind text not null default 'person' check (kind in ('person', 'service')),
  add column is_operator boolean not null default false;
alter table api_token
  add column scope text not null default 'admin' check (scope in ('read', 'write', 'admin')),
  add column project_ids uuid[] check (project_ids is null or cardinality(project_ids) between 1 and 100);
grant insert (scope, project_ids) on api_token to throughline_app;

create table custom_role (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  name text not null,
  acts text[] not null check ('project.read' = any(acts)),
  created_at timestamptz not null default now(),
  unique (organisation_id, name),
  unique (organisation_id, id)
);
alter table custom_role enable row level security;
alter table custom_role force row level security;
create policy tenant on custom_role to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, update, delete on custom_role to throughline_app;
grant select on custom_role to throughline_gatekeeper;
create policy gatekeeper on custom_role for select to throughline_gatekeeper using (true);

alter table project_member
  add column custom_role_id uuid,
  add constraint project_member_custom_role foreign key (organisation_id, custom_role_id) references custom_role (organisation_id, id);
create index project_member_custom_role on project_member (custom_role_id) where custom_role_id is not null;

-- The oldest admin of each organisation is its owner, and the oldest of all runs the instance.
alter table membership no force row level security;
alter table person no force row level security;
update membership m set is_owner = true
from (select distinct on (organisation_id) organisation_id, person_id from membership where role = 'admin'
  order by organisation_id, created_at, person_id) oldest
where m.organisation_id = oldest.organisation_id and m.person_id = oldest.person_id;
update person set is_operator = true
where id = (select person_id from membership where role = 'admin' order by created_at, person_id limit 1);
alter table person force row level security;
alter table membership force row level security;

-- A token of some projects sees no others: this holds under whatever is asked.
create function current_projects() returns uuid[] language sql stable as
  $$ select nullif(current_setting('app.project_ids', true), '')::uuid[] $$;
create policy token_projects on project as restrictive to throughline_app
  using ((select current_projects()) is null or id = any((select current_projects())::uuid[]));

grant create on schema public to throughline_gatekeeper;

create or replace function find_credentials(p_email text)
  returns table (person_id uuid, password_hash text, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.password_hash, m.organisation_id
  from person p
  join lateral (
    select m.organisation_id from membership m
    where m.person_id = p.id and m.disabled_at is null order by m.created_at limit 1) m on true
  where p.email = p_email::citext and p.disabled_at is null and p.kind = 'person'
$$;

create or replace function create_session(p_id uuid, p_token_hash bytea, p_person_id uuid, p_organisation_id uuid, p_expires_at timestamptz)
  returns void language sql volatile security definer set search_path = public, pg_temp as $$
  insert into session (id, token_hash, person_id, organisation_id, expires_at)
  select p_id, p_token_hash, p_person_id, m.organisation_id, p_expires_at
  from membership m
  where m.person_id = p_person_id and m.organisation_id = p_organisation_id and m.disabled_at is null
$$;

-- As before, with what the person may do in the organisation: `organisation_role` is what the version before goes by.
drop function find_session(bytea);
create function find_session(p_token_hash bytea)
  returns table (session_id uuid, person_id uuid, organisation_id uuid, organisation_role text, expires_at timestamptz,
    standing text, is_operator boolean)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  update session s set last_seen_at = now()
  where s.token_hash = p_token_hash and s.last_seen_at < now() - interval '1 minute' and s.revoked_at is null;
  return query select s.id, s.person_id, s.organisation_id, m.role, s.expires_at, m.standing, p.is_operator
  from session s
  join person p on p.id = s.person_id and p.disabled_at is null
  join membership m on m.person_id = s.person_id and m.organisation_id = s.organisation_id and m.disabled_at is null
  where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > now();
end $$;

create or replace function switch_session(p_session_id uuid, p_organisation_id uuid) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with switched as (
    update session s set organisation_id = m.organisation_id from membership m
    where s.id = p_session_id and m.person_id = s.person_id and m.organisation_id = p_organisation_id
      and m.disabled_at is null
    returning 1)
  select exists (select from switched)
$$;

drop function find_api_token(uuid);
create function find_api_token(p_token_id uuid)
  returns table (person_id uuid, organisation_id uuid, organisation_role text, secret_hash bytea, expires_at timestamptz,
    standing text, is_operator boolean, scope text, project_ids uuid[])
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  update api_token set last_used_at = now()
  where id = p_token_id and revoked_at is null and (last_used_at is null or last_used_at < now() - interval '1 minute');
  return query select t.person_id, t.organisation_id, m.role, t.secret_hash, t.expires_at, m.standing, p.is_operator, t.scope,
    t.project_ids
  from api_token t
  join person p on p.id = t.person_id and p.disabled_at is null
  join membership m on m.person_id = t.person_id and m.organisation_id = t.organisation_id and m.disabled_at is null
  where t.id = p_token_id and t.revoked_at is null and (t.expires_at is null or t.expires_at > now());
end $$;

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

drop function list_organisations(uuid);
create function list_organisations(p_person_id uuid)
  returns table (id uuid, name text, role text, standing text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name, m.role, m.standing from membership m join organisation o on o.id = m.organisation_id
  where m.person_id = p_person_id and m.disabled_at is null order by m.created_at
$$;

-- `p_role` is the standing, or from the version before the role: an owner is more than an admin, never less.
create or replace function require_credential(p_kind text, p_id uuid, p_person_id uuid, p_organisation_id uuid, p_role text)
  returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if p_kind = 'token' then
    perform from api_token t
    join person p on p.id = t.person_id and p.disabled_at is null
    join membership m on m.person_id = t.person_id and m.organisation_id = t.organisation_id and p_role in (m.standing, m.role)
      and m.disabled_at is null
    where t.id = p_id and t.person_id = p_person_id and t.organisation_id = p_organisation_id and t.revoked_at is null
      and (t.expires_at is null or t.expires_at > now());
  else
    perform from session s
    join person p on p.id = s.person_id and p.disabled_at is null
    join membership m on m.person_id = s.person_id and m.organisation_id = s.organisation_id and p_role in (m.standing, m.role)
      and m.disabled_at is null
    where s.id = p_id and s.person_id = p_person_id and s.organisation_id = p_organisation_id and s.revoked_at is null
      and s.expires_at > now();
  end if;
  if not found then
    raise exception 'the credential % no longer holds', p_id using errcode = 'TL401';
  end if;
  return true;
end $$;

create or replace function bootstrap_organisation(p_organisation_id uuid, p_name text, p_person_id uuid, p_email text, p_person_name text, p_password_hash text)
  returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('bootstrap_organisation'));
  if exists (select from person) then return null; end if;
  insert into organisation (id, name) values (p_organisation_id, p_name);
  insert into person (id, email, name, password_hash, is_operator)
  values (p_person_id, p_email::citext, p_person_name, p_password_hash, true);
  insert into membership (organisation_id, person_id, role, is_owner) values (p_organisation_id, p_person_id, 'admin', true);
  return p_organisation_id;
end $$;

-- What somebody is in the organisation of the transaction. An organisation keeps an owner who can sign in: whoever
-- changes who is one takes turns, by the lock of the organisation.
create function change_membership(p_person_id uuid, p_standing text, p_is_disabled boolean) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_found boolean;
begin
  perform from organisation where id = current_organisation() for no key update;
  update membership set
    role = case p_standing when 'member' then 'member' else 'admin' end,
    is_owner = p_standing = 'owner',
    disabled_at = case when p_is_disabled then coalesce(disabled_at, now()) end
  where organisation_id = current_organisation() and person_id = p_person_id;
  v_found := found;
  if not exists (
    select from membership where organisation_id = current_organisation() and is_owner and disabled_at is null) then
    raise exception 'the organisation would be without an owner' using errcode = 'TL409';
  end if;
  return v_found;
end $$;

-- A service account is a person whom nobody can sign in as, in one organisation.
create function create_service_account(p_id uuid, p_name text, p_role text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into person (id, email, name, kind) values (p_id, (p_id::text || '@service.invalid')::citext, p_name, 'service');
  insert into membership (organisation_id, person_id, role) values (current_organisation(), p_id, p_role);
end $$;

create or replace function list_watchers(p_project_ids uuid[], p_person_ids uuid[], p_least smallint, p_least_when_opened smallint)
  returns table (project_id uuid, person_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query select s.id, m.person_id
  from unnest(p_project_ids, p_person_ids) as asked (project_id, person_id)
  join stream s on s.id = asked.project_id
  join membership m on m.organisation_id = s.organisation_id and m.person_id = asked.person_id and m.disabled_at is null
  join organisation o on o.id = s.organisation_id
  left join project_member p on p.project_id = s.id and p.person_id = m.person_id
  left join custom_role r on r.id = p.custom_role_id
  where m.role = 'admin'
    or case when r.id is null
      then p.role >= case when o.viewers_may_watch then p_least_when_opened else p_least end
      else 'project.watch' = any(r.acts) end;
end $$;

do $$
declare f text;
begin
  foreach f in array array['find_session(bytea)', 'find_api_token(uuid)', 'list_organisations(uuid)',
    'change_membership(uuid, text, boolean)', 'create_service_account(uuid, text, text)'] loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;

-- Beside the rank, the acts of a custom role, which count instead of it.
drop function read_projects(uuid[], uuid);
create function read_projects(p_ids uuid[], p_person_id uuid)
  returns table (id uuid, name text, description text, "startsAt" timestamp, "timeZone" text, "calendarId" uuid,
    "baselineId" uuid, revision bigint, "inputRevision" bigint, "computedRevision" bigint, "finishesAt" timestamp,
    "taskCount" integer, "scheduleError" jsonb, rank smallint, "fieldRevisions" jsonb, "createdAt" timestamptz,
    "updatedAt" timestamptz, "scheduleFrom" text, "finishBy" timestamp, "statusDate" timestamp, "scheduleOptions" jsonb,
    "minutesPerDay" integer, "minutesPerWeek" integer, "daysPerMonth" integer, currency text, "customFields" jsonb,
    acts text[])
  language plpgsql stable rows 10 as $$
begin
  return query
  select p.id, p.name, p.description, p.starts_at, p.time_zone, p.calendar_id, p.baseline_id, s.head, p.input_revision,
    p.computed_revision, p.finishes_at, p.task_count, p.schedule_error, m.role, p.field_revisions, p.created_at,
    p.updated_at, p.schedule_from, p.finish_by, p.status_date, p.schedule_options, p.minutes_per_day,
    p.minutes_per_week, p.days_per_month, p.currency, p.custom_fields, r.acts
  from project p
  join stream s on s.id = p.id
  left join project_member m on m.project_id = p.id and m.person_id = p_person_id
  left join custom_role r on r.id = m.custom_role_id
  where p.id = any(p_ids) and p.deleted_at is null
  order by p.updated_at desc, p.id;
end $$;

drop function find_project_rank(uuid, uuid);
create function find_project_rank(p_project_id uuid, p_person_id uuid)
  returns table (rank smallint, "viewersMayWatch" boolean, acts text[]) language plpgsql stable rows 1 as $$
begin
  return query
  select m.role, o.viewers_may_watch, r.acts
  from project p join organisation o on o.id = p.organisation_id
  left join project_member m on m.project_id = p.id and m.person_id = p_person_id
  left join custom_role r on r.id = m.custom_role_id
  where p.id = p_project_id and p.deleted_at is null;
end $$;

-- Down Migration
grant create on schema public to throughline_gatekeeper;
drop function find_project_rank(uuid, uuid);
create function find_project_rank(p_project_id uuid, p_person_id uuid)
  returns table (rank smallint, "viewersMayWatch" boolean) language plpgsql stable rows 1 as $$
begin
  return query
  select (select m.role from project_member m where m.project_id = p.id and m.person_id = p_person_id),
    o.viewers_may_watch
  from project p join organisation o on o.id = p.organisation_id
  where p.id = p_project_id and p.deleted_at is null;
end $$;
drop function read_projects(uuid[], uuid);
create function read_projects(p_ids uuid[], p_person_id uuid)
  returns table (id uuid, name text, description text, "startsAt" timestamp, "timeZone" text, "calendarId" uuid,
    "baselineId" uuid, revision bigint, "inputRevision" bigint, "computedRevision" bigint, "finishesAt" timestamp,
    "taskCount" integer, "scheduleError" jsonb, rank smallint, "fieldRevisions" jsonb, "createdAt" timestamptz,
    "updatedAt" timestamptz, "scheduleFrom" text, "finishBy" timestamp, "statusDate" timestamp, "scheduleOptions" jsonb,
    "minutesPerDay" integer, "minutesPerWeek" integer, "daysPerMonth" integer, currency text, "customFields" jsonb)
  language plpgsql stable rows 10 as $$
begin
  return query
  select p.id, p.name, p.description, p.starts_at, p.time_zone, p.calendar_id, p.baseline_id, s.head, p.input_revision,
    p.computed_revision, p.finishes_at, p.task_count, p.schedule_error, m.role, p.field_revisions, p.created_at,
    p.updated_at, p.schedule_from, p.finish_by, p.status_date, p.schedule_options, p.minutes_per_day,
    p.minutes_per_week, p.days_per_month, p.currency, p.custom_fields
  from project p
  join stream s on s.id = p.id
  left join project_member m on m.project_id = p.id and m.person_id = p_person_id
  where p.id = any(p_ids) and p.deleted_at is null
  order by p.updated_at desc, p.id;
end $$;
drop function create_service_account(uuid, text, text);
drop function change_membership(uuid, text, boolean);
create or replace function list_watchers(p_project_ids uuid[], p_person_ids uuid[], p_least smallint, p_least_when_opened smallint)
  returns table (project_id uuid, person_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query select s.id, m.person_id
  from unnest(p_project_ids, p_person_ids) as asked (project_id, person_id)
  join stream s on s.id = asked.project_id
  join membership m on m.organisation_id = s.organisation_id and m.person_id = asked.person_id
  join organisation o on o.id = s.organisation_id
  left join project_member p on p.project_id = s.id and p.person_id = m.person_id
  where m.role = 'admin' or p.role >= case when o.viewers_may_watch then p_least_when_opened else p_least end;
end $$;
create or replace function bootstrap_organisation(p_organisation_id uuid, p_name text, p_person_id uuid, p_email text, p_person_name text, p_password_hash text)
  returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('bootstrap_organisation'));
  if exists (select from person) then return null; end if;
  insert into organisation (id, name) values (p_organisation_id, p_name);
  insert into person (id, email, name, password_hash) values (p_person_id, p_email::citext, p_person_name, p_password_hash);
  insert into membership (organisation_id, person_id, role) values (p_organisation_id, p_person_id, 'admin');
  return p_organisation_id;
end $$;
create or replace function require_credential(p_kind text, p_id uuid, p_person_id uuid, p_organisation_id uuid, p_role text)
  returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if p_kind = 'token' then
    perform from api_token t
    join person p on p.id = t.person_id and p.disabled_at is null
    join membership m on m.person_id = t.person_id and m.organisation_id = t.organisation_id and m.role = p_role
    where t.id = p_id and t.person_id = p_person_id and t.organisation_id = p_organisation_id and t.revoked_at is null
      and (t.expires_at is null or t.expires_at > now());
  else
    perform from session s
    join person p on p.id = s.person_id and p.disabled_at is null
    join membership m on m.person_id = s.person_id and m.organisation_id = s.organisation_id and m.role = p_role
    where s.id = p_id and s.person_id = p_person_id and s.organisation_id = p_organisation_id and s.revoked_at is null
      and s.expires_at > now();
  end if;
  if not found then
    raise exception 'the credential % no longer holds', p_id using errcode = 'TL401';
  end if;
  return true;
end $$;
drop function list_organisations(uuid);
create function list_organisations(p_person_id uuid)
  returns table (id uuid, name text, role text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name, m.role from membership m join organisation o on o.id = m.organisation_id
  where m.person_id = p_person_id order by m.created_at
$$;
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
  join membership m on m.person_id = c.person_id and m.organisation_id = c.organisation_id
$$;
drop function find_api_token(uuid);
create function find_api_token(p_token_id uuid)
  returns table (person_id uuid, organisation_id uuid, organisation_role text, secret_hash bytea, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  update api_token set last_used_at = now()
  where id = p_token_id and revoked_at is null and (last_used_at is null or last_used_at < now() - interval '1 minute');
  return query select t.person_id, t.organisation_id, m.role, t.secret_hash, t.expires_at
  from api_token t
  join person p on p.id = t.person_id and p.disabled_at is null
  join membership m on m.person_id = t.person_id and m.organisation_id = t.organisation_id
  where t.id = p_token_id and t.revoked_at is null and (t.expires_at is null or t.expires_at > now());
end $$;
create or replace function switch_session(p_session_id uuid, p_organisation_id uuid) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with switched as (
    update session s set organisation_id = m.organisation_id from membership m
    where s.id = p_session_id and m.person_id = s.person_id and m.organisation_id = p_organisation_id
    returning 1)
  select exists (select from switched)
$$;
drop function find_session(bytea);
create function find_session(p_token_hash bytea)
  returns table (session_id uuid, person_id uuid, organisation_id uuid, organisation_role text, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  update session s set last_seen_at = now()
  where s.token_hash = p_token_hash and s.last_seen_at < now() - interval '1 minute' and s.revoked_at is null;
  return query select s.id, s.person_id, s.organisation_id, m.role, s.expires_at
  from session s
  join person p on p.id = s.person_id and p.disabled_at is null
  join membership m on m.person_id = s.person_id and m.organisation_id = s.organisation_id
  where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > now();
end $$;
create or replace function create_session(p_id uuid, p_token_hash bytea, p_person_id uuid, p_organisation_id uuid, p_expires_at timestamptz)
  returns void language sql volatile security definer set search_path = public, pg_temp as $$
  insert into session (id, token_hash, person_id, organisation_id, expires_at)
  select p_id, p_token_hash, p_person_id, m.organisation_id, p_expires_at
  from membership m where m.person_id = p_person_id and m.organisation_id = p_organisation_id
$$;
create or replace function find_credentials(p_email text)
  returns table (person_id uuid, password_hash text, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.password_hash, m.organisation_id
  from person p
  join lateral (select m.organisation_id from membership m where m.person_id = p.id order by m.created_at limit 1) m on true
  where p.email = p_email::citext and p.disabled_at is null
$$;
do $$
declare f text;
begin
  foreach f in array array['find_session(bytea)', 'find_api_token(uuid)', 'list_organisations(uuid)'] loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;
drop policy token_projects on project;
drop function current_projects();
drop index project_member_custom_role;
alter table project_member drop column custom_role_id;
drop table custom_role;
alter table api_token drop column scope, drop column project_ids;
alter table person drop column kind, drop column is_operator;
alter table membership drop column standing, drop column disabled_at, drop column is_owner;
