-- Up Migration
-- Plans as files of other programs have them: all constraints, deadlines, tasks placed by hand, progress, interruptions,
-- calendars that derive from others, rates, baselines with numbers. What a row has where nothing was said is the same here
-- as in the contract, so that the version before this one makes rows that mean what they say.

alter table task
  add column wbs text not null default '',
  add column duration_unit text not null default 'days'
    check (duration_unit in ('minutes', 'hours', 'days', 'weeks', 'months')),
  add column is_elapsed boolean not null default false,
  add column is_estimated boolean not null default false,
  add column estimate jsonb,
  add column is_constraint_mandatory boolean not null default false,
  add column deadline timestamp,
  add column ignores_resource_calendars boolean not null default false,
  add column is_manual boolean not null default false,
  add column manual_start timestamp,
  add column manual_finish timestamp,
  add column is_active boolean not null default true,
  add column milestone_at text check (milestone_at in ('start', 'finish')),
  add column actual_start timestamp,
  add column actual_finish timestamp,
  add column actual_minutes integer not null default 0 check (actual_minutes >= 0),
  add column resume_at timestamp,
  add column splits jsonb not null default '[]',
  add column leveling_delay_minutes integer not null default 0 check (leveling_delay_minutes >= 0),
  add column priority smallint not null default 500 check (priority between 0 and 1000),
  add column effort_type text not null default 'fixedUnits'
    check (effort_type in ('fixedUnits', 'fixedDuration', 'fixedWork')),
  add column is_effort_driven boolean not null default false,
  add column custom_fields jsonb not null default '{}',
  drop constraint task_constraint_type_check,
  drop constraint task_check;
alter table task
  add constraint task_constraint_type_check check (constraint_type in ('asSoonAsPossible', 'asLateAsPossible',
    'startNoEarlierThan', 'startNoLaterThan', 'finishNoEarlierThan', 'finishNoLaterThan', 'mustStartOn', 'mustFinishOn')),
  add constraint task_check check (constraint_type in ('asSoonAsPossible', 'asLateAsPossible') or constraint_at is not null),
  add constraint task_manual_check check (manual_finish >= manual_start),
  add constraint task_actual_check check (actual_finish is null or (actual_start is not null and actual_finish >= actual_start));

alter table link
  add column lag_unit text not null default 'working' check (lag_unit in ('working', 'elapsed', 'percent'));

-- A day of a week is null where it is as in the base.
alter table calendar
  add column base_id uuid references calendar,
  add column work_weeks jsonb not null default '[]',
  add constraint calendar_base_check check (base_id <> id);

alter table resource
  add column availability jsonb not null default '[]',
  add column email text,
  add column notes text not null default '',
  add column standard_rate_minor bigint not null default 0 check (standard_rate_minor >= 0),
  add column overtime_rate_minor bigint not null default 0 check (overtime_rate_minor >= 0),
  add column cost_per_use_minor bigint not null default 0 check (cost_per_use_minor >= 0);

alter table assignment
  add column work_minutes integer check (work_minutes >= 0),
  add column actual_work_minutes integer not null default 0 check (actual_work_minutes >= 0),
  add column remaining_work_minutes integer check (remaining_work_minutes >= 0),
  add column overtime_minutes integer not null default 0 check (overtime_minutes >= 0),
  add column delay_minutes integer not null default 0 check (delay_minutes >= 0),
  add column drives_duration boolean not null default true,
  add column notes text not null default '';

alter table project
  add column schedule_from text not null default 'start' check (schedule_from in ('start', 'finish')),
  add column finish_by timestamp,
  add column status_date timestamp,
  add column schedule_options jsonb not null default '{}',
  add column minutes_per_day integer not null default 480 check (minutes_per_day > 0),
  add column minutes_per_week integer not null default 2400 check (minutes_per_week > 0),
  add column days_per_month integer not null default 20 check (days_per_month > 0),
  add column currency text check (currency ~ '^[A-Z]{3}$'),
  add column custom_fields jsonb not null default '[]',
  add constraint project_finish_check check (schedule_from = 'start' or finish_by is not null);

alter table baseline add column number smallint check (number between 0 and 10);
create unique index baseline_number on baseline (project_id, number) where deleted_at is null;
alter table baseline_task add column work_minutes integer, add column cost_minor bigint;

-- What the engine reads, as columns. What few rows have, all others need not carry: `rest` and `lagUnit` hold it by the ids
-- of those that do, and are null where there are none, which is true of most plans. `start`, `calendarId` and `startNoEarlierThan` are for the version
-- before this one.
create or replace function plan_columns(p_project_id uuid, p_since bigint) returns json
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_after constant bigint := coalesce(p_since, -1);
  v_whole constant boolean := p_since is null;
  v_plan json;
begin
  select json_build_object(
    'start', minute_of(p.starts_at), 'calendarId', p.calendar_id,
    'project', json_build_object('startsAt', p.starts_at, 'scheduleFrom', p.schedule_from, 'finishBy', p.finish_by,
      'statusDate', p.status_date, 'scheduleOptions', p.schedule_options, 'calendarId', p.calendar_id),
    'calendars', (
      select coalesce(json_agg(case when v_whole
        then json_build_object('id', id, 'baseId', base_id, 'week', week, 'workWeeks', work_weeks, 'exceptions', exceptions)
        else json_build_object('id', id, 'baseId', base_id, 'week', week, 'workWeeks', work_weeks,
          'exceptions', exceptions, 'isDeleted', deleted_at is not null)
        end order by id), '[]')
      from calendar where project_id = p_project_id and revision > v_after and (deleted_at is null or not v_whole)),
    'tasks', (
      select json_build_object(
        'id', coalesce(json_agg(id), '[]'), 'parentId', coalesce(json_agg(parent_id), '[]'),
        'kind', coalesce(json_agg(kind), '[]'), 'durationMinutes', coalesce(json_agg(duration_minutes), '[]'),
        'calendarId', coalesce(json_agg(calendar_id), '[]'),
        'startNoEarlierThan',
          coalesce(json_agg(case constraint_type when 'startNoEarlierThan' then minute_of(constraint_at) end), '[]'),
        'rest', json_object_agg(id, json_build_object('constraintType', constraint_type, 'constraintAt', constraint_at,
            'isConstraintMandatory', is_constraint_mandatory, 'deadline', deadline, 'isElapsed', is_elapsed,
            'ignoresResourceCalendars', ignores_resource_calendars, 'isManual', is_manual, 'manualStart', manual_start,
            'manualFinish', manual_finish, 'isActive', is_active, 'milestoneAt', milestone_at,
            'actualStart', actual_start, 'actualFinish', actual_finish, 'actualMinutes', actual_minutes,
            'resumeAt', resume_at, 'splits', splits, 'levelingDelayMinutes', leveling_delay_minutes,
            'effortType', effort_type))
          filter (where constraint_type not in ('asSoonAsPossible', 'startNoEarlierThan') or is_constraint_mandatory
            or deadline is not null or is_elapsed or ignores_resource_calendars or is_manual or not is_active
            or milestone_at is not null or actual_start is not null or leveling_delay_minutes > 0
            or effort_type <> 'fixedUnits' or splits <> '[]'),
        'isSummary', coalesce(json_agg(is_summary), '[]'),
        'earlyStart', coalesce(json_agg(minute_of(early_start)), '[]'),
        'earlyFinish', coalesce(json_agg(minute_of(early_finish)), '[]'),
        'lateStart', coalesce(json_agg(minute_of(late_start)), '[]'),
        'lateFinish', coalesce(json_agg(minute_of(late_finish)), '[]'),
        'totalFloat', coalesce(json_agg(total_float_minutes), '[]'),
        'freeFloat', coalesce(json_agg(free_float_minutes), '[]'),
        'isCritical', coalesce(json_agg(is_critical), '[]'),
        'isDeleted', coalesce(json_agg(deleted_at is not null) filter (where not v_whole), '[]'))
      from (
        select * from task where project_id = p_project_id and edited_revision > v_after
          and (deleted_at is null or not v_whole) order by id) t),
    'links', (
      select json_build_object(
        'id', coalesce(json_agg(id), '[]'), 'predecessorId', coalesce(json_agg(predecessor_id), '[]'),
        'successorId', coalesce(json_agg(successor_id), '[]'), 'type', coalesce(json_agg(type), '[]'),
        'lagMinutes', coalesce(json_agg(lag_minutes), '[]'),
        'lagUnit', json_object_agg(id, lag_unit) filter (where lag_unit <> 'working'),
        'isDeleted', coalesce(json_agg(deleted_at is not null) filter (where not v_whole), '[]'))
      from (
        select * from link where project_id = p_project_id and revision > v_after
          and (deleted_at is null or not v_whole) order by id) t),
    'resources', (
      select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'calendarId', calendar_id, 'maxUnits', max_units,
        'availability', availability, 'isDeleted', deleted_at is not null) order by id), '[]')
      from resource where project_id = p_project_id and revision > v_after and (deleted_at is null or not v_whole)),
    'assignments', (
      select json_build_object(
        'id', coalesce(json_agg(id), '[]'), 'taskId', coalesce(json_agg(task_id), '[]'),
        'resourceId', coalesce(json_agg(resource_id), '[]'), 'units', coalesce(json_agg(units), '[]'),
        'workMinutes', coalesce(json_agg(work_minutes), '[]'),
        'overtimeMinutes', coalesce(json_agg(overtime_minutes), '[]'),
        'delayMinutes', coalesce(json_agg(delay_minutes), '[]'),
        'drivesDuration', coalesce(json_agg(drives_duration), '[]'),
        'isDeleted', coalesce(json_agg(deleted_at is not null) filter (where not v_whole), '[]'))
      from (
        select * from assignment where project_id = p_project_id and revision > v_after
          and (deleted_at is null or not v_whole) order by id) t))
  from project p where p.id = p_project_id into v_plan;
  return v_plan;
end $$;

-- The slot comes last. Who writes a result locks the stream, the project, the run and then the slot; an attempt that began
-- with the slot and one that wrote could wait for each other.
create or replace function begin_recompute_run(p_organisation_id uuid, p_project_id uuid, p_run_id uuid, p_input_revision bigint,
    p_workflow_id text, p_workflow_run_id text, p_activity_id text, p_session_id uuid, p_run_seconds integer,
    p_session_seconds integer, out run_id uuid, out number integer)
  language plpgsql volatile set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  update recompute_run r set input_revision = p_input_revision
  where r.project_id = p_project_id and r.state = 'running' and r.workflow_run_id = p_workflow_run_id
    and r.activity_id = p_activity_id
  returning r.id, r.number into run_id, number;
  if not found then
    update project p set run_count = p.run_count + 1 where p.id = p_project_id returning p_run_id, p.run_count
      into run_id, number;
    insert into recompute_run (id, organisation_id, project_id, number, state, input_revision, workflow_id,
      workflow_run_id, activity_id)
    values (run_id, p_organisation_id, p_project_id, number, 'running', p_input_revision, p_workflow_id,
      p_workflow_run_id, p_activity_id);
  end if;
  insert into recompute_slot as s (project_id, organisation_id, taken_at, expires_at, session_id, session_until)
  values (p_project_id, p_organisation_id, clock_timestamp(), clock_timestamp() + make_interval(secs => p_run_seconds),
    p_session_id, clock_timestamp() + make_interval(secs => p_session_seconds))
  on conflict (project_id) do update
  set expires_at = excluded.expires_at, session_id = excluded.session_id, session_until = excluded.session_until;
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

-- Down Migration
drop function read_projects(uuid[], uuid);
create function read_projects(p_ids uuid[], p_person_id uuid)
  returns table (id uuid, name text, description text, "startsAt" timestamp, "timeZone" text, "calendarId" uuid,
    "baselineId" uuid, revision bigint, "inputRevision" bigint, "computedRevision" bigint, "finishesAt" timestamp,
    "taskCount" integer, "scheduleError" jsonb, rank smallint, "fieldRevisions" jsonb, "createdAt" timestamptz,
    "updatedAt" timestamptz)
  language plpgsql stable rows 10 as $$
begin
  return query
  select p.id, p.name, p.description, p.starts_at, p.time_zone, p.calendar_id, p.baseline_id, s.head, p.input_revision,
    p.computed_revision, p.finishes_at, p.task_count, p.schedule_error, m.role, p.field_revisions, p.created_at,
    p.updated_at
  from project p
  join stream s on s.id = p.id
  left join project_member m on m.project_id = p.id and m.person_id = p_person_id
  where p.id = any(p_ids) and p.deleted_at is null
  order by p.updated_at desc, p.id;
end $$;
create or replace function begin_recompute_run(p_organisation_id uuid, p_project_id uuid, p_run_id uuid, p_input_revision bigint,
    p_workflow_id text, p_workflow_run_id text, p_activity_id text, p_session_id uuid, p_run_seconds integer,
    p_session_seconds integer, out run_id uuid, out number integer)
  language plpgsql volatile set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  insert into recompute_slot as s (project_id, organisation_id, taken_at, expires_at, session_id, session_until)
  values (p_project_id, p_organisation_id, clock_timestamp(), clock_timestamp() + make_interval(secs => p_run_seconds),
    p_session_id, clock_timestamp() + make_interval(secs => p_session_seconds))
  on conflict (project_id) do update
  set expires_at = excluded.expires_at, session_id = excluded.session_id, session_until = excluded.session_until;
  update recompute_run r set input_revision = p_input_revision
  where r.project_id = p_project_id and r.state = 'running' and r.workflow_run_id = p_workflow_run_id
    and r.activity_id = p_activity_id
  returning r.id, r.number into run_id, number;
  if found then return; end if;
  update project p set run_count = p.run_count + 1 where p.id = p_project_id returning p_run_id, p.run_count
    into run_id, number;
  insert into recompute_run (id, organisation_id, project_id, number, state, input_revision, workflow_id,
    workflow_run_id, activity_id)
  values (run_id, p_organisation_id, p_project_id, number, 'running', p_input_revision, p_workflow_id,
    p_workflow_run_id, p_activity_id);
end $$;
create or replace function plan_columns(p_project_id uuid, p_since bigint) returns json
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_after constant bigint := coalesce(p_since, -1);
  v_whole constant boolean := p_since is null;
  v_plan json;
begin
  select json_build_object(
    'start', minute_of(p.starts_at), 'calendarId', p.calendar_id,
    'calendars', (
      select coalesce(json_agg(case when v_whole then json_build_object('id', id, 'week', week, 'exceptions', exceptions)
        else json_build_object('id', id, 'week', week, 'exceptions', exceptions, 'isDeleted', deleted_at is not null)
        end order by id), '[]')
      from calendar where project_id = p_project_id and revision > v_after and (deleted_at is null or not v_whole)),
    'tasks', (
      select json_build_object(
        'id', coalesce(json_agg(id), '[]'), 'parentId', coalesce(json_agg(parent_id), '[]'),
        'kind', coalesce(json_agg(kind), '[]'), 'durationMinutes', coalesce(json_agg(duration_minutes), '[]'),
        'calendarId', coalesce(json_agg(calendar_id), '[]'),
        'startNoEarlierThan',
          coalesce(json_agg(case constraint_type when 'startNoEarlierThan' then minute_of(constraint_at) end), '[]'),
        'isSummary', coalesce(json_agg(is_summary), '[]'),
        'earlyStart', coalesce(json_agg(minute_of(early_start)), '[]'),
        'earlyFinish', coalesce(json_agg(minute_of(early_finish)), '[]'),
        'lateStart', coalesce(json_agg(minute_of(late_start)), '[]'),
        'lateFinish', coalesce(json_agg(minute_of(late_finish)), '[]'),
        'totalFloat', coalesce(json_agg(total_float_minutes), '[]'),
        'freeFloat', coalesce(json_agg(free_float_minutes), '[]'),
        'isCritical', coalesce(json_agg(is_critical), '[]'),
        'isDeleted', coalesce(json_agg(deleted_at is not null) filter (where not v_whole), '[]'))
      from (
        select * from task where project_id = p_project_id and edited_revision > v_after
          and (deleted_at is null or not v_whole) order by id) t),
    'links', (
      select json_build_object(
        'id', coalesce(json_agg(id), '[]'), 'predecessorId', coalesce(json_agg(predecessor_id), '[]'),
        'successorId', coalesce(json_agg(successor_id), '[]'), 'type', coalesce(json_agg(type), '[]'),
        'lagMinutes', coalesce(json_agg(lag_minutes), '[]'),
        'isDeleted', coalesce(json_agg(deleted_at is not null) filter (where not v_whole), '[]'))
      from (
        select * from link where project_id = p_project_id and revision > v_after
          and (deleted_at is null or not v_whole) order by id) t))
  from project p where p.id = p_project_id into v_plan;
  return v_plan;
end $$;
alter table baseline_task drop column work_minutes, drop column cost_minor;
drop index baseline_number;
alter table baseline drop column number;
alter table project
  drop constraint project_finish_check,
  drop column schedule_from, drop column finish_by, drop column status_date, drop column schedule_options,
  drop column minutes_per_day, drop column minutes_per_week, drop column days_per_month, drop column currency,
  drop column custom_fields;
alter table assignment
  drop column work_minutes, drop column actual_work_minutes, drop column remaining_work_minutes,
  drop column overtime_minutes, drop column delay_minutes, drop column drives_duration, drop column notes;
alter table resource
  drop column availability, drop column email, drop column notes, drop column standard_rate_minor,
  drop column overtime_rate_minor, drop column cost_per_use_minor;
-- What the version before cannot read becomes the nearest that it can: days as in a base are not worked.
alter table calendar no force row level security;
update calendar c set week = (
  select jsonb_agg(case day.value when 'null' then '[]' else day.value end order by day.ordinality)
  from jsonb_array_elements(c.week) with ordinality day)
where c.week @> '[null]';
alter table calendar force row level security;
alter table calendar drop constraint calendar_base_check, drop column base_id, drop column work_weeks;
alter table link drop column lag_unit;
alter table task drop constraint task_constraint_type_check, drop constraint task_check;
alter table task no force row level security;
update task set constraint_type = 'asSoonAsPossible'
where constraint_type not in ('asSoonAsPossible', 'startNoEarlierThan');
alter table task force row level security;
alter table task
  add constraint task_constraint_type_check check (constraint_type in ('asSoonAsPossible', 'startNoEarlierThan')),
  add constraint task_check check (constraint_type = 'asSoonAsPossible' or constraint_at is not null),
  drop constraint task_manual_check, drop constraint task_actual_check,
  drop column wbs, drop column duration_unit, drop column is_elapsed, drop column is_estimated, drop column estimate,
  drop column is_constraint_mandatory, drop column deadline, drop column ignores_resource_calendars,
  drop column is_manual, drop column manual_start, drop column manual_finish, drop column is_active,
  drop column milestone_at, drop column actual_start, drop column actual_finish, drop column actual_minutes,
  drop column resume_at, drop column splits, drop column leveling_delay_minutes, drop column priority,
  drop column effort_type, drop column is_effort_driven, drop column custom_fields;
