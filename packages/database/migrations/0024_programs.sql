-- Up Migration
-- Programs: groups of projects in which people and teams have roles, which count in each project of the group. The
-- functions that say what somebody is in a project keep their shape, so that the version before this one goes by programs
-- as well; it makes none, and leaves `project.program_id` as it is.

create table program (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  name text not null,
  description text not null default '',
  is_archived boolean not null default false,
  revision bigint not null default 1,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organisation_id, id)
);

create table program_member (
  organisation_id uuid not null,
  program_id uuid not null,
  person_id uuid not null,
  role smallint not null check (role between 0 and 4),
  custom_role_id uuid,
  created_at timestamptz not null default now(),
  primary key (program_id, person_id),
  foreign key (organisation_id, program_id) references program (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references membership (organisation_id, person_id),
  foreign key (organisation_id, custom_role_id) references custom_role (organisation_id, id)
);
create index program_member_person on program_member (person_id);
create index program_member_custom_role on program_member (custom_role_id) where custom_role_id is not null;

create table program_team (
  organisation_id uuid not null,
  program_id uuid not null,
  team_id uuid not null,
  role smallint not null check (role between 0 and 4),
  custom_role_id uuid,
  created_at timestamptz not null default now(),
  primary key (program_id, team_id),
  foreign key (organisation_id, program_id) references program (organisation_id, id) on delete cascade,
  foreign key (organisation_id, team_id) references team (organisation_id, id) on delete cascade,
  foreign key (organisation_id, custom_role_id) references custom_role (organisation_id, id)
);
create index program_team_team on program_team (team_id);
create index program_team_custom_role on program_team (custom_role_id) where custom_role_id is not null;

alter table project
  add column program_id uuid,
  add constraint project_program foreign key (organisation_id, program_id) references program (organisation_id, id)
    on delete set null (program_id);
create index project_program on project (program_id) where program_id is not null;
-- The gatekeeper asks for people of whatever organisation.
create index team_member_of_person on team_member (person_id);

do $$
declare t regclass;
begin
  foreach t in array array['program', 'program_member', 'program_team']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy tenant on %s to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('create policy gatekeeper on %s for select to throughline_gatekeeper using (true)', t);
    execute format('grant select, insert, update, delete on %s to throughline_app', t);
    perform allow_purge(t);
  end loop;
end $$;
-- A token of some projects is for none of their programs: what it did there would reach other projects.
create policy token_projects on program as restrictive to throughline_app using ((select current_projects()) is null);

create trigger audit after insert or update or delete on program
  for each row execute function audit_row('id', '', 'created_at,updated_at,revision,field_revisions');
create trigger audit after insert or update or delete on program_member
  for each row execute function audit_row('person_id', '', 'created_at');
create trigger audit after insert or update or delete on program_team
  for each row execute function audit_row('team_id', '', 'created_at');
-- Nothing else of a project is told row by row: its change sets tell it (0012).
create function audit_program_of_project() returns trigger language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform audit(new.organisation_id, 'project', new.id::text, 'changed', null,
    jsonb_build_object('program_id', old.program_id), jsonb_build_object('program_id', new.program_id));
  return null;
end $$;
grant create on schema public to throughline_gatekeeper;
alter function audit_program_of_project() owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function audit_program_of_project() from public;
create trigger audit_program after update of program_id on project for each row
  when (old.program_id is distinct from new.program_id) execute function audit_program_of_project();

-- What somebody is in a program: what they were given there themselves, or else the most that one of their teams has.
create view program_standing with (security_invoker = true) as
  select distinct on (program_id, person_id) program_id, person_id, role, custom_role_id, team_id
  from (
    select m.program_id, m.person_id, m.role, m.custom_role_id, null::uuid as team_id from program_member m
    union all
    select p.program_id, m.person_id, p.role, p.custom_role_id, p.team_id
    from program_team p join team_member m on m.team_id = p.team_id) given
  order by program_id, person_id, team_id is not null, role desc, custom_role_id nulls first, team_id;
grant select on program_standing to throughline_app, throughline_gatekeeper;

-- What somebody is in a project, and by what: what they were given there themselves; or else the most of what their teams
-- have there and what they are in its program. Of two that are the same, the one that is nearer to the project.
create or replace view project_standing with (security_invoker = true) as
  select distinct on (project_id, person_id) project_id, person_id, role, custom_role_id, team_id, program_id
  from (
    select m.project_id, m.person_id, m.role, m.custom_role_id, null::uuid as team_id, null::uuid as program_id, true as is_own
    from project_member m
    union all
    select p.project_id, m.person_id, p.role, p.custom_role_id, p.team_id, null, false
    from project_team p join team_member m on m.team_id = p.team_id
    union all
    select p.id, s.person_id, s.role, s.custom_role_id, s.team_id, s.program_id, false
    from project p join program_standing s on s.program_id = p.program_id) given
  order by project_id, person_id, is_own desc, role desc, custom_role_id nulls first, program_id nulls first, team_id nulls first;

create or replace function list_project_ids(p_person_id uuid, p_all boolean) returns uuid[] language plpgsql stable as $$
begin
  if p_all then
    return array(select p.id from project p where p.deleted_at is null);
  end if;
  return array(select t.project_id from project_standing t where t.person_id = p_person_id);
end $$;

-- As before (0019), but that the view is asked for one project and person after another, by `offset 0`: without it the
-- planner reads the view as a whole, that of all organisations where the gateway asks.
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
    where t.project_id = p.id and t.person_id = p_person_id offset 0) m on true
  left join custom_role r on r.id = m.custom_role_id
  where p.id = any(p_ids) and p.deleted_at is null
  order by p.updated_at desc, p.id;
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
    where t.project_id = s.id and t.person_id = m.person_id offset 0) p on true
  left join custom_role r on r.id = p.custom_role_id
  where m.role = 'admin'
    or case when r.id is null
      then p.role >= case when o.viewers_may_watch then p_least_when_opened else p_least end
      else 'project.watch' = any(r.acts) end;
end $$;

-- As before (0021); which program it came by is told as well.
create or replace function ask_for_webhooks() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  v_type text;
  v_project_id uuid;
  v_data jsonb;
begin
  perform from webhook w where w.organisation_id = new.organisation_id and w.disabled_at is null limit 1;
  if not found then
    return null;
  end if;
  if new.type = 'import.progressed' then
    if new.payload #>> '{import,state}' not in ('completed', 'failed', 'cancelled', 'expired', 'undone') then
      return null;
    end if;
    v_type := 'import.' || (new.payload #>> '{import,state}');
    v_project_id := (new.payload #>> '{import,projectId}')::uuid;
    v_data := jsonb_build_object('importId', new.stream_id, 'projectId', v_project_id, 'revision', new.revision);
  else
    v_project_id := new.stream_id;
    v_data := jsonb_build_object('projectId', new.stream_id, 'revision', new.revision);
    case new.type
      when 'plan.changed' then
        v_type := 'project.changed';
        v_data := v_data || jsonb_build_object('changeSetId', new.payload -> 'changeSetId');
      when 'plan.computed' then
        v_type := 'project.recomputed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision',
          'movedCount', new.payload -> 'movedCount');
      when 'plan.compute-failed' then
        v_type := 'project.recompute-failed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision');
      when 'project.members-changed' then
        v_type := 'project.members-changed';
        v_data := v_data || jsonb_build_object('personId', new.payload -> 'personId', 'teamId', new.payload -> 'teamId',
          'programId', new.payload -> 'programId');
      when 'project.deleted' then
        v_type := 'project.deleted';
      else
        return null;
    end case;
  end if;
  with wanted as (
    select gen_random_uuid() as id, w.id as webhook_id from webhook w
    where w.organisation_id = new.organisation_id and w.disabled_at is null and v_type = any(w.event_types)
      and (w.project_ids is null or v_project_id = any(w.project_ids))),
  told as (
    insert into webhook_delivery (id, organisation_id, webhook_id, message_id, event_type, data)
    select id, new.organisation_id, webhook_id, id, v_type, v_data from wanted
    returning id)
  insert into work_request (id, organisation_id, kind, subject_id)
  select gen_random_uuid(), new.organisation_id, 'webhook', id from told;
  if found then
    perform pg_notify('throughline_work', '');
  end if;
  return null;
end $$;

-- Down Migration
-- As it was.
create or replace function ask_for_webhooks() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  v_type text;
  v_project_id uuid;
  v_data jsonb;
begin
  perform from webhook w where w.organisation_id = new.organisation_id and w.disabled_at is null limit 1;
  if not found then
    return null;
  end if;
  if new.type = 'import.progressed' then
    if new.payload #>> '{import,state}' not in ('completed', 'failed', 'cancelled', 'expired', 'undone') then
      return null;
    end if;
    v_type := 'import.' || (new.payload #>> '{import,state}');
    v_project_id := (new.payload #>> '{import,projectId}')::uuid;
    v_data := jsonb_build_object('importId', new.stream_id, 'projectId', v_project_id, 'revision', new.revision);
  else
    v_project_id := new.stream_id;
    v_data := jsonb_build_object('projectId', new.stream_id, 'revision', new.revision);
    case new.type
      when 'plan.changed' then
        v_type := 'project.changed';
        v_data := v_data || jsonb_build_object('changeSetId', new.payload -> 'changeSetId');
      when 'plan.computed' then
        v_type := 'project.recomputed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision',
          'movedCount', new.payload -> 'movedCount');
      when 'plan.compute-failed' then
        v_type := 'project.recompute-failed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision');
      when 'project.members-changed' then
        v_type := 'project.members-changed';
        v_data := v_data || jsonb_build_object('personId', new.payload -> 'personId', 'teamId', new.payload -> 'teamId');
      when 'project.deleted' then
        v_type := 'project.deleted';
      else
        return null;
    end case;
  end if;
  with wanted as (
    select gen_random_uuid() as id, w.id as webhook_id from webhook w
    where w.organisation_id = new.organisation_id and w.disabled_at is null and v_type = any(w.event_types)
      and (w.project_ids is null or v_project_id = any(w.project_ids))),
  told as (
    insert into webhook_delivery (id, organisation_id, webhook_id, message_id, event_type, data)
    select id, new.organisation_id, webhook_id, id, v_type, v_data from wanted
    returning id)
  insert into work_request (id, organisation_id, kind, subject_id)
  select gen_random_uuid(), new.organisation_id, 'webhook', id from told;
  if found then
    perform pg_notify('throughline_work', '');
  end if;
  return null;
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
-- Columns of a view cannot be taken away by `create or replace`; the functions that read it look for it when they are asked.
drop view project_standing;
create view project_standing with (security_invoker = true) as
  select distinct on (project_id, person_id) project_id, person_id, role, custom_role_id
  from (
    select m.project_id, m.person_id, m.role, m.custom_role_id, false as by_team from project_member m
    union all
    select p.project_id, m.person_id, p.role, p.custom_role_id, true
    from project_team p join team_member m on m.team_id = p.team_id) given
  order by project_id, person_id, by_team, role desc, custom_role_id nulls first;
grant select on project_standing to throughline_app, throughline_gatekeeper;
drop view program_standing;
drop trigger audit_program on project;
drop function audit_program_of_project();
drop index team_member_of_person;
alter table project drop column program_id;
drop table program_team;
drop table program_member;
drop table program;
