-- Up Migration
-- Sessions: an activity that has computed a project stays for a while and computes what is asked next; see ADR 20. Requests
-- for recomputes are deleted by the transaction whose result covers them.

-- Who holds the session of a project, and until when it counts as alive; the worker renews it.
alter table recompute_slot add column session_id uuid, add column session_until timestamptz;
grant delete on work_request to throughline_app;
create index work_request_subject on work_request (subject_id);

grant create on schema public to throughline_dispatcher;
drop function claim_work(integer, integer, integer, integer);
drop function grant_recompute_slots(integer, integer);

-- Gives slots to projects whose recompute is asked for and due. One dispatcher at a time. Free slots go round, one at a
-- time, to the organisation that has waited longest: since its oldest waiting request, or since its last turn where that
-- was later. A grant is for one run, which has six seconds to begin; the next of the project comes no sooner than
-- p_spacing milliseconds after it. Answers who was granted one, how many wait, and in how many milliseconds the first of
-- those may have its turn who wait for nothing but that.
create function grant_recompute_slots(p_per_organisation integer, p_in_all integer, p_spacing integer,
    out waiting bigint, out next_milliseconds integer, out granted uuid[])
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_spacing constant interval := p_spacing * interval '1 millisecond';
begin
  waiting := 0;
  granted := '{}';
  perform from work_request w where w.kind = 'recompute' and w.not_before <= now() limit 1;
  if not found then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('recompute slots', 0));
  with asked as materialized (
    select w.subject_id as project_id, w.organisation_id, min(w.created_at) as since
    from work_request w where w.kind = 'recompute' and w.not_before <= clock_timestamp()
    group by w.subject_id, w.organisation_id),
  waiting_now as materialized (
    select a.*, coalesce(s.taken_at + v_spacing, '-infinity') as may_at
    from asked a left join recompute_slot s using (project_id)
    where s.expires_at is null or s.expires_at <= clock_timestamp()),
  asking as (
    select w.organisation_id, greatest(min(w.since), (
        select max(s.taken_at) from recompute_slot s where s.organisation_id = w.organisation_id)) as since,
      (select count(*) from recompute_slot s
        where s.organisation_id = w.organisation_id and s.expires_at > clock_timestamp()) as running
    from waiting_now w where w.may_at <= clock_timestamp() group by w.organisation_id),
  ranked as (
    select w.project_id, w.organisation_id, a.since, a.running,
      row_number() over (partition by w.organisation_id order by w.since, w.project_id) as turn
    from waiting_now w join asking a using (organisation_id) where w.may_at <= clock_timestamp()),
  given as (
    insert into recompute_slot as s (project_id, organisation_id, taken_at, expires_at)
    select project_id, organisation_id, clock_timestamp(), clock_timestamp() + interval '6 seconds'
    from ranked where running + turn <= p_per_organisation
    order by turn, since
    limit greatest(0, p_in_all - (select count(*) from recompute_slot where expires_at > clock_timestamp()))
    on conflict (project_id) do update set taken_at = excluded.taken_at, expires_at = excluded.expires_at
    returning s.project_id)
  select (select count(*) from asked) - count(g.project_id), coalesce(array_agg(g.project_id), '{}'), (
      select ceil(extract(epoch from min(w.may_at) - clock_timestamp()) * 1000)
      from waiting_now w where w.may_at > clock_timestamp())
  from given g into waiting, granted, next_milliseconds;
end $$;

-- Grants slots and wakes the sessions of who was granted one. Then claims, by pushing their not_before ahead, so that no
-- lock is held while Temporal is asked: the due requests of those granted who have no session, and all that are not for a
-- recompute.
create function claim_work(p_per_organisation integer, p_in_all integer, p_spacing integer, p_limit integer,
    p_claim_seconds integer, out waiting bigint, out next_milliseconds integer, out requests jsonb)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_granted uuid[];
  v_asleep uuid[];
begin
  select g.waiting, g.next_milliseconds, g.granted
  from grant_recompute_slots(p_per_organisation, p_in_all, p_spacing) g into waiting, next_milliseconds, v_granted;
  v_asleep := '{}';
  if cardinality(v_granted) > 0 then
    perform pg_notify('throughline_recompute', s.project_id::text)
    from recompute_slot s where s.project_id = any(v_granted) and s.session_until > clock_timestamp();
    select coalesce(array_agg(s.project_id), '{}') from recompute_slot s
    where s.project_id = any(v_granted) and (s.session_until > clock_timestamp()) is not true into v_asleep;
  end if;
  with due as (
    select w.id from work_request w
    where w.not_before <= clock_timestamp() and (w.kind <> 'recompute' or w.subject_id = any(v_asleep))
    order by w.not_before, w.id limit p_limit for update of w skip locked),
  claimed as (
    update work_request w
    set not_before = clock_timestamp() + p_claim_seconds * least(16, 2 ^ w.attempts) * interval '1 second',
      attempts = w.attempts + 1
    from due where w.id = due.id
    returning w.id, w.organisation_id, w.kind, w.subject_id, w.revision, w.attempts)
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'organisationId', c.organisation_id, 'kind', c.kind,
    'subjectId', c.subject_id, 'revision', c.revision, 'attempts', c.attempts)), '[]') from claimed c into requests;
end $$;

-- Claimed requests that Temporal did not take come due again later; slots that were granted for them are free again.
create function postpone_work(p_ids uuid[], p_seconds double precision, p_error text) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  with postponed as (
    update work_request set not_before = clock_timestamp() + make_interval(secs => p_seconds), last_error = p_error
    where id = any(p_ids) returning kind, subject_id)
  update recompute_slot s set expires_at = clock_timestamp() from postponed p
  where p.kind = 'recompute' and s.project_id = p.subject_id
$$;

-- Says that sessions of a worker are alive. Answers those that still are the sessions of their projects, and whether they
-- hold a slot, which a wake-up that got lost has not told them.
create function renew_recompute_sessions(p_session_ids uuid[], p_project_ids uuid[], p_seconds integer)
  returns table (session_id uuid, is_granted boolean)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update recompute_slot s set session_until = clock_timestamp() + make_interval(secs => p_seconds)
  from unnest(p_session_ids, p_project_ids) as u (session_id, project_id)
  where s.project_id = u.project_id and s.session_id = u.session_id
  returning s.session_id, s.expires_at > clock_timestamp()
$$;

alter function grant_recompute_slots(integer, integer, integer) owner to throughline_dispatcher;
alter function claim_work(integer, integer, integer, integer, integer) owner to throughline_dispatcher;
alter function postpone_work(uuid[], double precision, text) owner to throughline_dispatcher;
alter function renew_recompute_sessions(uuid[], uuid[], integer) owner to throughline_dispatcher;
revoke create on schema public from throughline_dispatcher;
revoke all on function grant_recompute_slots(integer, integer, integer),
  claim_work(integer, integer, integer, integer, integer), postpone_work(uuid[], double precision, text),
  renew_recompute_sessions(uuid[], uuid[], integer) from public;
grant execute on function claim_work(integer, integer, integer, integer, integer),
  postpone_work(uuid[], double precision, text), renew_recompute_sessions(uuid[], uuid[], integer) to throughline_app;

-- The functions below run with the caller's rights. As functions they are one round trip each, and the plans of their
-- statements are kept.

create function minute_of(p_time timestamp) returns integer language sql immutable parallel safe
  return (date_part('epoch', p_time) / 60)::int;
create function time_of(p_minute integer) returns timestamp language sql immutable parallel safe
  return timestamp '1970-01-01' + p_minute * interval '1 minute';

-- What the engine reads of a project, as columns: all that is not deleted, or, with p_since, what was written after that
-- revision, and whether it is deleted now. Stable, so of the snapshot of the statement that calls it.
create function plan_columns(p_project_id uuid, p_since bigint) returns json
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

-- Writes what a run computed, one array a column, and answers how many of the tasks were still there. Without statistics
-- that are fresh the planner takes all tasks of a project for one row, and would go through the arrays for each.
create function write_computed_values(p_project_id uuid, p_revision bigint, p_ids uuid[], p_is_summary boolean[],
    p_early_start integer[], p_early_finish integer[], p_late_start integer[], p_late_finish integer[],
    p_total_float integer[], p_free_float integer[], p_is_critical boolean[]) returns integer
  language plpgsql volatile set search_path = public, pg_temp set enable_nestloop = off as $$
declare
  v_count integer;
begin
  update task t
  set is_summary = u.is_summary, early_start = time_of(u.early_start), early_finish = time_of(u.early_finish),
    late_start = time_of(u.late_start), late_finish = time_of(u.late_finish), total_float_minutes = u.total_float,
    free_float_minutes = u.free_float, is_critical = u.is_critical, revision = p_revision
  from unnest(p_ids, p_is_summary, p_early_start, p_early_finish, p_late_start, p_late_finish, p_total_float,
      p_free_float, p_is_critical)
    as u (id, is_summary, early_start, early_finish, late_start, late_finish, total_float, free_float, is_critical)
  where t.id = any(p_ids) and t.id = u.id and t.project_id = p_project_id and t.deleted_at is null;
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- A run begins: its slot holds for as long as it may take, and the session that runs it is known. A retried attempt of an
-- activity goes on with the run that the one before left, whose number and start stand.
create function begin_recompute_run(p_organisation_id uuid, p_project_id uuid, p_run_id uuid, p_input_revision bigint,
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

-- Locks the stream of a project, then takes its next revision for a result, if that covers a newer input than the one
-- that is stored; null if not, or when the project is deleted. The second statement sees what was committed until then.
create function take_result_revision(p_project_id uuid, p_input_revision bigint) returns bigint
  language plpgsql volatile set search_path = public, pg_temp as $$
declare
  v_head bigint;
begin
  perform from stream s where s.id = p_project_id for update;
  update stream s set head = s.head + 1 from project p
  where s.id = p_project_id and p.id = s.id and p.deleted_at is null and p.computed_revision < p_input_revision
  returning s.head into v_head;
  return v_head;
end $$;

-- A project is covered up to a revision: whoever asked for that has it, and for more when nothing newer is there to
-- compute. The slot is free, and the dispatchers hear of it. Runs that did not come to an end are over: one computes at a
-- time, so none but p_run_id is alive. Who finds nothing to compute comes after an attempt that has died: the session that
-- it left is over too, or requests would wake nobody. The stream of the project has to be locked, by a statement before,
-- so that nothing that is asked for meanwhile is missed. Answers the imports that waited for these dates.
create function cover_recompute(p_project_id uuid, p_covered_revision bigint, p_run_id uuid, p_session_id uuid,
    p_abandoned jsonb) returns uuid[]
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  delete from work_request w
  where w.subject_id = p_project_id and w.kind = 'recompute' and (w.revision <= p_covered_revision or not exists (
    select from project p
    where p.id = p_project_id and p.deleted_at is null and p.input_revision > p_covered_revision));
  update recompute_run r set state = 'failed', ended_at = clock_timestamp(), error = p_abandoned
  where r.project_id = p_project_id and r.state = 'running' and r.id is distinct from p_run_id;
  update recompute_slot s
  set session_id = null, session_until = null
  where p_run_id is null and s.project_id = p_project_id and s.session_id is distinct from p_session_id;
  update recompute_slot s set expires_at = clock_timestamp()
  where s.project_id = p_project_id and s.expires_at > clock_timestamp();
  if found then perform pg_notify('throughline_work', 'slot-released'); end if;
  return array(select j.id from import_job j
    where j.project_id = p_project_id and j.state = 'recomputing' and j.written_revision <= p_covered_revision);
end $$;

-- Down Migration
drop function cover_recompute(uuid, bigint, uuid, uuid, jsonb);
drop function take_result_revision(uuid, bigint);
drop function plan_columns(uuid, bigint);
drop function write_computed_values(uuid, bigint, uuid[], boolean[], integer[], integer[], integer[], integer[], integer[],
  integer[], boolean[]);
drop function time_of(integer);
drop function minute_of(timestamp);
drop function begin_recompute_run(uuid, uuid, uuid, bigint, text, text, text, uuid, integer, integer);
drop function renew_recompute_sessions(uuid[], uuid[], integer);
drop function postpone_work(uuid[], double precision, text);
drop function claim_work(integer, integer, integer, integer, integer);
drop function grant_recompute_slots(integer, integer, integer);
drop index work_request_subject;
revoke delete on work_request from throughline_app;
alter table recompute_slot drop column session_id, drop column session_until;
-- As they were.
grant create on schema public to throughline_dispatcher;
create function grant_recompute_slots(p_per_organisation integer, p_in_all integer) returns bigint
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_waiting bigint;
begin
  perform from work_request w
  where w.kind = 'recompute' and w.not_before <= now()
    and not exists (select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now())
  limit 1;
  if not found then return 0; end if;
  perform pg_advisory_xact_lock(hashtextextended('recompute slots', 0));
  with waiting as (
    select w.subject_id as project_id, w.organisation_id, min(w.created_at) as since
    from work_request w
    where w.kind = 'recompute' and w.not_before <= now()
      and not exists (select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now())
    group by w.subject_id, w.organisation_id),
  asking as (
    select w.organisation_id, greatest(min(w.since), (
        select max(s.taken_at) from recompute_slot s where s.organisation_id = w.organisation_id)) as since,
      (select count(*) from recompute_slot s
        where s.organisation_id = w.organisation_id and s.expires_at > now()) as running
    from waiting w group by w.organisation_id),
  ranked as (
    select w.project_id, w.organisation_id, a.since, a.running,
      row_number() over (partition by w.organisation_id order by w.since, w.project_id) as turn
    from waiting w join asking a using (organisation_id)),
  granted as (
    insert into recompute_slot as s (project_id, organisation_id, taken_at, expires_at)
    select project_id, organisation_id, clock_timestamp(), now() + interval '10 seconds'
    from ranked where running + turn <= p_per_organisation
    order by turn, since
    limit greatest(0, p_in_all - (select count(*) from recompute_slot where expires_at > now()))
    on conflict (project_id) do update set taken_at = excluded.taken_at, expires_at = excluded.expires_at
    returning s.project_id)
  select (select count(*) from waiting) - (select count(*) from granted) into v_waiting;
  return v_waiting;
end $$;

-- Grants slots, then claims due requests by pushing their not_before ahead, so that no lock is held while Temporal is
-- asked; those for a recompute are for projects that hold a slot.
create function claim_work(p_per_organisation integer, p_in_all integer, p_limit integer, p_claim_seconds integer,
    out waiting bigint, out requests jsonb)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  waiting := grant_recompute_slots(p_per_organisation, p_in_all);
  with due as (
    select w.id from work_request w
    where w.not_before <= now() and (w.kind <> 'recompute' or exists (
      select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now()))
    order by w.not_before, w.id limit p_limit for update of w skip locked),
  claimed as (
    update work_request w
    set not_before = now() + make_interval(secs => p_claim_seconds), attempts = w.attempts + 1
    from due where w.id = due.id
    returning w.id, w.organisation_id, w.kind, w.subject_id, w.revision, w.attempts)
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'organisationId', c.organisation_id, 'kind', c.kind,
    'subjectId', c.subject_id, 'revision', c.revision, 'attempts', c.attempts)), '[]') from claimed c into requests;
end $$;
alter function grant_recompute_slots(integer, integer) owner to throughline_dispatcher;
alter function claim_work(integer, integer, integer, integer) owner to throughline_dispatcher;
revoke create on schema public from throughline_dispatcher;
revoke all on function grant_recompute_slots(integer, integer), claim_work(integer, integer, integer, integer) from public;
grant execute on function claim_work(integer, integer, integer, integer) to throughline_app;
