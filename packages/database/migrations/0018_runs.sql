-- Up Migration
-- Runs that people start, watch, pause, resume, cancel and retry (docs/decisions/0037). Recomputes and imports have tables
-- of their own; `job` holds the others: seeds, and what the instance does.

-- A run that somebody asked for, or that waits while recomputes of its project are paused, is there before it begins.
alter table recompute_run drop constraint recompute_run_state_check;
alter table recompute_run add constraint recompute_run_state_check
  check (state in ('waiting', 'paused', 'running', 'completed', 'failed', 'cancelled'));
alter table recompute_run
  alter column workflow_run_id drop not null,
  alter column activity_id drop not null,
  -- When and by whom, where somebody asked; else it is there from its start on.
  add column asked_at timestamptz,
  add column asked_by uuid references person,
  add column revision bigint not null default 1;
create unique index recompute_run_waiting on recompute_run (project_id) where state in ('waiting', 'paused');
create index recompute_run_time on recompute_run (organisation_id, coalesce(asked_at, started_at) desc, id desc);

-- Recomputes of a project are paused while it has a row. A table, since the dispatcher may not see projects.
create table recompute_pause (
  project_id uuid primary key references project,
  organisation_id uuid not null,
  person_id uuid not null references person,
  created_at timestamptz not null default now()
);

-- Without an organisation: of the instance.
create table job (
  id uuid primary key,
  organisation_id uuid references organisation,
  kind text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'paused', 'completed', 'failed', 'cancelled')),
  person_id uuid references person,
  -- Where it goes on, as its kind counts its steps, and what it has done.
  step integer not null default 0,
  done bigint not null default 0,
  total bigint,
  pause_requested boolean not null default false,
  cancel_requested_at timestamptz,
  error text,
  revision bigint not null default 1,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);
create index job_time on job (organisation_id, created_at desc, id desc);
create unique index job_seed on job (organisation_id) where kind = 'seed' and ended_at is null;

do $$
declare t regclass;
begin
  foreach t in array array['recompute_pause', 'job']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy tenant on %s to throughline_app using (organisation_id = (select current_organisation()))', t);
    perform allow_purge(t);
  end loop;
end $$;
grant select, insert, delete on recompute_pause to throughline_app;
grant select, insert, update on job to throughline_app;
-- Whoever asks sees to it that they run the instance.
create policy instance on job to throughline_app using (organisation_id is null) with check (organisation_id is null);
grant select on recompute_pause to throughline_dispatcher, throughline_gatekeeper;
create policy dispatcher on recompute_pause for select to throughline_dispatcher using (true);
create policy gatekeeper on recompute_pause for select to throughline_gatekeeper using (true);
grant select, delete on job to throughline_gatekeeper;
create policy gatekeeper on job to throughline_gatekeeper using (true);

-- What kinds of work there are, the contract says alone.
alter table work_request drop constraint work_request_kind_check;

-- Whoever watches a run hears that it has changed; imports count their revisions themselves.
create function count_run() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create function tell_run() returns trigger language plpgsql as $$
begin
  perform pg_notify('throughline_run', new.id::text);
  return null;
end $$;
create trigger count_run before update on recompute_run for each row execute function count_run();
create trigger count_run before update on job for each row execute function count_run();
create trigger tell_run after update on recompute_run for each row execute function tell_run();
create trigger tell_run after update on job for each row execute function tell_run();
create trigger tell_run after update on import_job for each row execute function tell_run();

-- Why dates of a project do not follow what was asked for: somebody paused its recomputes, or cancelled the last one.
create function recompute_hold(p_project_id uuid, p_input_revision bigint, p_computed_revision bigint) returns jsonb
  language plpgsql stable as $$
declare v_hold jsonb;
begin
  select jsonb_build_object('state', 'paused', 'by', jsonb_build_object('id', h.person_id, 'name', coalesce(p.name, '')),
    'at', to_char(h.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from recompute_pause h left join person p on p.id = h.person_id where h.project_id = p_project_id into v_hold;
  if v_hold is not null or p_input_revision <= p_computed_revision then return v_hold; end if;
  select case when r.state = 'cancelled' then jsonb_build_object('state', 'cancelled', 'by', null,
    'at', to_char(r.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end
  from recompute_run r
  where r.project_id = p_project_id and r.state <> 'completed' and r.input_revision >= p_input_revision
  order by r.started_at desc limit 1 into v_hold;
  return v_hold;
end $$;

grant create on schema public to throughline_dispatcher, throughline_gatekeeper;

-- As before (0005), but for projects whose recomputes are paused: what they ask for waits, and is not counted.
create or replace function grant_recompute_slots(p_per_organisation integer, p_in_all integer, p_spacing integer,
    out waiting bigint, out next_milliseconds integer, out granted uuid[])
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_spacing constant interval := p_spacing * interval '1 millisecond';
begin
  waiting := 0;
  granted := '{}';
  perform from work_request w where w.kind = 'recompute' and w.not_before <= now()
    and not exists (select from recompute_pause h where h.project_id = w.subject_id) limit 1;
  if not found then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('recompute slots', 0));
  with asked as materialized (
    select w.subject_id as project_id, w.organisation_id, min(w.created_at) as since
    from work_request w where w.kind = 'recompute' and w.not_before <= clock_timestamp()
      and not exists (select from recompute_pause h where h.project_id = w.subject_id)
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

-- As before (0004), but for projects that are held.
create or replace function request_lagging_recomputes(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with asked as (
    insert into work_request (id, organisation_id, kind, subject_id, revision)
    select gen_random_uuid(), p.organisation_id, 'recompute', p.id, p.input_revision
    from project p
    where p.input_revision > p.computed_revision and p.deleted_at is null
      and (p.schedule_error is null or not exists (
        select from recompute_run r
        where r.project_id = p.id and r.state = 'failed' and r.result_revision is not null
          and r.input_revision >= p.input_revision))
      and not exists (
        select from recompute_run r
        where r.project_id = p.id and r.state = 'cancelled' and r.input_revision >= p.input_revision)
      and not exists (select from recompute_pause h where h.project_id = p.id)
      and p.updated_at < now() - p_older_than
      and not exists (select from work_request w where w.subject_id = p.id and w.kind = 'recompute')
    returning 1)
  select count(*) from asked
$$;

create function purge_jobs(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from job where ended_at < now() - p_older_than returning 1)
  select count(*) from gone
$$;

-- What people ask of a run; of the instance's, in the trail of whose organisation asks.
create function audit_job() returns trigger language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_organisation_id uuid := coalesce(new.organisation_id, current_organisation());
  v_old jsonb := case when tg_op = 'UPDATE' then
    jsonb_build_object('pause_requested', old.pause_requested, 'cancelled', old.cancel_requested_at is not null) end;
  v_new jsonb := jsonb_build_object('pause_requested', new.pause_requested, 'cancelled', new.cancel_requested_at is not null);
begin
  if v_organisation_id is null or v_old = v_new then return null; end if;
  perform audit(v_organisation_id, 'job', new.id::text, case tg_op when 'INSERT' then 'created' else 'changed' end,
    new.person_id, v_old, v_new || jsonb_build_object('kind', new.kind));
  return null;
end $$;

alter function grant_recompute_slots(integer, integer, integer) owner to throughline_dispatcher;
alter function request_lagging_recomputes(interval) owner to throughline_gatekeeper;
do $$
declare f text;
begin
  foreach f in array array['purge_jobs(interval)', 'audit_job()'] loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function purge_jobs(interval) to throughline_app;
revoke create on schema public from throughline_dispatcher, throughline_gatekeeper;

create trigger audit after insert or update on job for each row execute function audit_job();
create trigger audit after insert or delete on recompute_pause
  for each row execute function audit_row('project_id', '', 'created_at');
create trigger audit_asked after insert on recompute_run for each row when (new.asked_by is not null)
  execute function audit_row('id', '', 'revision,number,started_at');
create trigger audit_cancelled after update on recompute_run for each row
  when (new.state = 'cancelled' and old.state <> 'cancelled') execute function audit_row('id', '', 'revision,ended_at');
create trigger audit_asked after update on import_job for each row
  when (old.pause_requested is distinct from new.pause_requested
    or old.cancel_requested_at is distinct from new.cancel_requested_at
    or old.undo_asked_by is distinct from new.undo_asked_by
    or (old.state = 'waiting' and new.state = 'writing'))
  execute function audit_row('id', 'sha256', 'revision,created_at,progressed_at,phase_started_at');

-- A run begins, as before (0007); the one that waits for it is this one.
create or replace function begin_recompute_run(p_organisation_id uuid, p_project_id uuid, p_run_id uuid, p_input_revision bigint,
    p_workflow_id text, p_workflow_run_id text, p_activity_id text, p_session_id uuid, p_run_seconds integer,
    p_session_seconds integer, out run_id uuid, out number integer)
  language plpgsql volatile set search_path = public, pg_temp as $$
#variable_conflict use_column
declare v_waiting uuid;
begin
  -- Two attempts that began at once have made one each: a further one goes on with the newer, and the result ends the other.
  select r.id, r.number into run_id, number from recompute_run r
  where r.project_id = p_project_id and r.state = 'running' and r.workflow_run_id = p_workflow_run_id
    and r.activity_id = p_activity_id
  order by r.number desc limit 1;
  if found then
    update recompute_run r set input_revision = p_input_revision where r.id = run_id;
  else
    update project p set run_count = p.run_count + 1 where p.id = p_project_id returning p_run_id, p.run_count
      into run_id, number;
    update recompute_run r
    set state = 'running', number = begin_recompute_run.number, input_revision = p_input_revision, workflow_id = p_workflow_id,
      workflow_run_id = p_workflow_run_id, activity_id = p_activity_id, started_at = clock_timestamp()
    where r.project_id = p_project_id and r.state = 'waiting'
    returning r.id into v_waiting;
    if found then
      run_id := v_waiting;
    else
      insert into recompute_run (id, organisation_id, project_id, number, state, input_revision, workflow_id,
        workflow_run_id, activity_id)
      values (run_id, p_organisation_id, p_project_id, number, 'running', p_input_revision, p_workflow_id,
        p_workflow_run_id, p_activity_id);
    end if;
  end if;
  insert into recompute_slot as s (project_id, organisation_id, taken_at, expires_at, session_id, session_until)
  values (p_project_id, p_organisation_id, clock_timestamp(), clock_timestamp() + make_interval(secs => p_run_seconds),
    p_session_id, clock_timestamp() + make_interval(secs => p_session_seconds))
  on conflict (project_id) do update
  set expires_at = excluded.expires_at, session_id = excluded.session_id, session_until = excluded.session_until;
end $$;

-- The revision of a result, as before (0005); a run that was cancelled has none.
create function take_result_revision(p_project_id uuid, p_input_revision bigint, p_run_id uuid) returns bigint
  language plpgsql volatile set search_path = public, pg_temp as $$
declare
  v_head bigint;
begin
  perform from stream s where s.id = p_project_id for update;
  update stream s set head = s.head + 1 from project p
  where s.id = p_project_id and p.id = s.id and p.deleted_at is null and p.computed_revision < p_input_revision
    and not exists (select from recompute_run r where r.id = p_run_id and r.state = 'cancelled')
  returning s.head into v_head;
  return v_head;
end $$;

-- As before (0005); a run that waited for what is covered now has nothing to do.
create or replace function cover_recompute(p_project_id uuid, p_covered_revision bigint, p_run_id uuid, p_session_id uuid,
    p_abandoned jsonb) returns uuid[]
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  delete from work_request w
  where w.subject_id = p_project_id and w.kind = 'recompute' and (w.revision <= p_covered_revision or not exists (
    select from project p
    where p.id = p_project_id and p.deleted_at is null and p.input_revision > p_covered_revision));
  update recompute_run r set state = 'failed', ended_at = clock_timestamp(), error = p_abandoned
  where r.project_id = p_project_id and r.state = 'running' and r.id is distinct from p_run_id;
  update recompute_run r set state = 'completed', ended_at = clock_timestamp(), moved_count = 0
  where r.project_id = p_project_id and r.state = 'waiting' and r.input_revision <= p_covered_revision;
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
drop trigger audit_asked on import_job;
drop trigger audit_cancelled on recompute_run;
drop trigger audit_asked on recompute_run;
drop trigger tell_run on import_job;
drop trigger tell_run on recompute_run;
drop trigger count_run on recompute_run;
drop function take_result_revision(uuid, bigint, uuid);
drop function recompute_hold(uuid, bigint, bigint);
drop function purge_jobs(interval);
grant create on schema public to throughline_dispatcher, throughline_gatekeeper;
-- As they were.
create or replace function grant_recompute_slots(p_per_organisation integer, p_in_all integer, p_spacing integer,
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
create or replace function request_lagging_recomputes(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with asked as (
    insert into work_request (id, organisation_id, kind, subject_id, revision)
    select gen_random_uuid(), p.organisation_id, 'recompute', p.id, p.input_revision
    from project p
    where p.input_revision > p.computed_revision and p.deleted_at is null
      and (p.schedule_error is null or not exists (
        select from recompute_run r
        where r.project_id = p.id and r.state = 'failed' and r.result_revision is not null
          and r.input_revision >= p.input_revision))
      and p.updated_at < now() - p_older_than
      and not exists (select from work_request w where w.subject_id = p.id and w.kind = 'recompute')
    returning 1)
  select count(*) from asked
$$;
alter function grant_recompute_slots(integer, integer, integer) owner to throughline_dispatcher;
alter function request_lagging_recomputes(interval) owner to throughline_gatekeeper;
revoke create on schema public from throughline_dispatcher, throughline_gatekeeper;
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
create or replace function cover_recompute(p_project_id uuid, p_covered_revision bigint, p_run_id uuid, p_session_id uuid,
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
alter table work_request no force row level security;
delete from work_request where kind in ('purge', 'recomputeCancel');
alter table work_request force row level security;
alter table work_request add constraint work_request_kind_check
  check (kind in ('recompute', 'import', 'importCancel', 'importWake', 'seed', 'notify', 'webhook', 'organisationCreate',
    'organisationExport', 'organisationImport', 'organisationDelete'));
-- What 0017 goes down to.
comment on constraint work_request_kind_check on work_request is
  'CHECK (kind in (''recompute'', ''import'', ''importCancel'', ''importWake'', ''seed'', ''notify'', ''webhook''))';
drop table job, recompute_pause;
drop function audit_job();
drop function tell_run();
drop function count_run();
alter table recompute_run no force row level security;
delete from recompute_run where workflow_run_id is null;
update recompute_run set state = 'failed' where state = 'cancelled';
alter table recompute_run force row level security;
drop index recompute_run_time;
drop index recompute_run_waiting;
alter table recompute_run drop column revision, drop column asked_by, drop column asked_at;
alter table recompute_run alter column activity_id set not null, alter column workflow_run_id set not null;
alter table recompute_run drop constraint recompute_run_state_check;
alter table recompute_run add constraint recompute_run_state_check check (state in ('running', 'completed', 'failed'));
