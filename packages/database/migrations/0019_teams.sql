-- Up Migration
-- Teams: people of an organisation who have a role in a project together. The functions that say what somebody is in a
-- project keep their shape, so that the version before this one goes by teams as well.

create table team (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  name text not null,
  created_at timestamptz not null default now(),
  unique (organisation_id, name),
  unique (organisation_id, id)
);

create table team_member (
  organisation_id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (team_id, person_id),
  foreign key (organisation_id, team_id) references team (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references membership (organisation_id, person_id)
);
create index team_member_person on team_member (organisation_id, person_id);

create table project_team (
  organisation_id uuid not null,
  project_id uuid not null references project,
  team_id uuid not null,
  role smallint not null check (role between 0 and 4),
  custom_role_id uuid,
  created_at timestamptz not null default now(),
  primary key (project_id, team_id),
  foreign key (organisation_id, team_id) references team (organisation_id, id) on delete cascade,
  foreign key (organisation_id, custom_role_id) references custom_role (organisation_id, id)
);
create index project_team_team on project_team (team_id);
create index project_team_custom_role on project_team (custom_role_id) where custom_role_id is not null;

do $$
declare t regclass;
begin
  foreach t in array array['team', 'team_member', 'project_team']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy tenant on %s to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('create policy gatekeeper on %s for select to throughline_gatekeeper using (true)', t);
    execute format('grant select, insert, update, delete on %s to throughline_app', t);
    perform allow_purge(t);
  end loop;
end $$;

create trigger audit after insert or update or delete on team
  for each row execute function audit_row('id', '', 'created_at');
create trigger audit after insert or update or delete on team_member
  for each row execute function audit_row('person_id', '', 'created_at');
create trigger audit after insert or update or delete on project_team
  for each row execute function audit_row('team_id', '', 'created_at');

-- What somebody is in a project: what they were given themselves, or else the most that one of their teams has.
create view project_standing with (security_invoker = true) as
  select distinct on (project_id, person_id) project_id, person_id, role, custom_role_id
  from (
    select m.project_id, m.person_id, m.role, m.custom_role_id, false as by_team from project_member m
    union all
    select p.project_id, m.person_id, p.role, p.custom_role_id, true
    from project_team p join team_member m on m.team_id = p.team_id) given
  order by project_id, person_id, by_team, role desc, custom_role_id nulls first;
grant select on project_standing to throughline_app, throughline_gatekeeper;

create or replace function find_project_rank(p_project_id uuid, p_person_id uuid)
  returns table (rank smallint, "viewersMayWatch" boolean, acts text[]) language plpgsql stable rows 1 as $$
begin
  return query
  select m.role, o.viewers_may_watch, r.acts
  from project p join organisation o on o.id = p.organisation_id
  left join lateral (
    select t.role, t.custom_role_id from project_standing t
    where t.project_id = p.id and t.person_id = p_person_id) m on true
  left join custom_role r on r.id = m.custom_role_id
  where p.id = p_project_id and p.deleted_at is null;
end $$;

create or replace function read_projects(p_ids uuid[], p_person_id uuid)
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
  left join lateral (
    select t.role, t.custom_role_id from project_standing t
    where t.project_id = p.id and t.person_id = p_person_id) m on true
  left join custom_role r on r.id = m.custom_role_id
  where p.id = any(p_ids) and p.deleted_at is null
  order by p.updated_at desc, p.id;
end $$;

create or replace function list_project_ids(p_person_id uuid, p_all boolean) returns uuid[] language plpgsql stable as $$
begin
  if p_all then
    return array(select p.id from project p where p.deleted_at is null);
  end if;
  return array(
    select m.project_id from project_member m
    where m.organisation_id = current_organisation() and m.person_id = p_person_id
    union
    select p.project_id from team_member m join project_team p on p.team_id = m.team_id
    where m.organisation_id = current_organisation() and m.person_id = p_person_id);
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
  left join lateral (
    select t.role, t.custom_role_id from project_standing t
    where t.project_id = s.id and t.person_id = m.person_id) p on true
  left join custom_role r on r.id = p.custom_role_id
  where m.role = 'admin'
    or case when r.id is null
      then p.role >= case when o.viewers_may_watch then p_least_when_opened else p_least end
      else 'project.watch' = any(r.acts) end;
end $$;

-- Down Migration
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
create or replace function list_project_ids(p_person_id uuid, p_all boolean) returns uuid[] language plpgsql stable as $$
begin
  if p_all then
    return array(select p.id from project p where p.deleted_at is null);
  end if;
  return array(
    select m.project_id from project_member m
    where m.organisation_id = current_organisation() and m.person_id = p_person_id);
end $$;
create or replace function read_projects(p_ids uuid[], p_person_id uuid)
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
create or replace function find_project_rank(p_project_id uuid, p_person_id uuid)
  returns table (rank smallint, "viewersMayWatch" boolean, acts text[]) language plpgsql stable rows 1 as $$
begin
  return query
  select m.role, o.viewers_may_watch, r.acts
  from project p join organisation o on o.id = p.organisation_id
  left join project_member m on m.project_id = p.id and m.person_id = p_person_id
  left join custom_role r on r.id = m.custom_role_id
  where p.id = p_project_id and p.deleted_at is null;
end $$;
drop view project_standing;
drop table project_team;
drop table team_member;
drop table team;
