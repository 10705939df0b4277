-- Up Migration
-- Exports and imports of organisations pause, and who runs the instance sees the runs of all organisations (decision 40).
-- The version before this one ignores that a run is to be paused, and goes on.

alter table organisation_run
  add column pause_requested boolean not null default false,
  drop constraint organisation_run_state_check,
  add constraint organisation_run_state_check
    check (state in ('waiting', 'running', 'paused', 'completed', 'failed', 'cancelled'));

grant create on schema public to throughline_gatekeeper;

-- As before (0017), but what has not ended needs its file, however long it waits or is paused.
create or replace function purge_organisation_files() returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from organisation_file f using organisation_run r
    where r.id = f.run_id and r.ended_at is not null and r.file_expires_at < now() returning 1)
  select count(*) from gone
$$;

-- For who runs the instance: the domain asks whether somebody does before it calls these. What runs are, as all-runs.ts of
-- the package has it, without names, and without what errors of imports and recomputes quote. The newest of each organisation
-- are looked up by its index, so that no index over all is needed.
create function list_instance_runs(p_organisation_id uuid, p_kind text, p_state text, p_project_id uuid, p_id uuid,
    p_before timestamptz, p_before_id uuid, p_limit integer)
  returns table (id uuid, organisation_id uuid, is_closed boolean, kind text, state text, phase text, project_id uuid,
    done bigint, total bigint, pause_requested boolean, cancel_requested boolean, error text, workflow_run_id text,
    revision bigint, created_at timestamptz, started_at timestamptz, ended_at timestamptz,
    keeps_file boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.* from (
    select o.id as run_of, o.suspended_at is not null or o.deletion_at is not null or o.is_importing as is_closed
    from organisation o where p_organisation_id is null or o.id = p_organisation_id
    union all
    select null, false where p_organisation_id is null) place
  cross join lateral (
    (select r.id, place.run_of, place.is_closed, 'recompute' as kind, r.state, null::text as phase, r.project_id,
        coalesce(r.moved_count, 0)::bigint as done, r.task_count::bigint as total, false as pause_requested,
        false as cancel_requested, null::text as error, r.workflow_run_id, r.revision,
        coalesce(r.asked_at, r.started_at) as created_at,
        case when r.workflow_run_id is not null then r.started_at end as started_at, r.ended_at,
        false as keeps_file
      from recompute_run r join project p on p.id = r.project_id
      where r.organisation_id = place.run_of and p.deleted_at is null and (p_kind is null or p_kind = 'recompute')
        and (p_state is null or r.state = p_state) and (p_id is null or r.id = p_id)
        and (p_project_id is null or r.project_id = p_project_id)
        and (p_before is null or (coalesce(r.asked_at, r.started_at), r.id) < (p_before, p_before_id))
      order by coalesce(r.asked_at, r.started_at) desc, r.id desc limit p_limit)
    union all
    (select i.id, place.run_of, place.is_closed, 'import', i.run_state, i.state, i.project_id, i.done, i.total,
        i.pause_requested, i.cancel_requested_at is not null, null, null, i.revision, i.created_at,
        i.phase_started_at, i.ended_at, i.state = 'failed' and i.expires_at > now()
      from (
        select j.*,
          case j.state when 'fetching' then (j.fetching ->> 'bytesDone')::bigint else j.rows_done end as done,
          case j.state when 'fetching' then (j.fetching ->> 'bytesTotal')::bigint else j.rows_total end as total,
          case when j.state in ('uploaded', 'waiting', 'parked') then 'waiting'
          when j.state in ('fetching', 'parsing', 'writing', 'recomputing', 'undoing') then 'running'
          when j.state = 'undone' then 'completed' when j.state = 'expired' then 'cancelled' else j.state end as run_state
        from import_job j) i
      where i.organisation_id = place.run_of and (p_kind is null or p_kind = 'import')
        and (p_state is null or i.run_state = p_state) and (p_id is null or i.id = p_id)
        and (p_project_id is null or i.project_id = p_project_id)
        and (p_before is null or (i.created_at, i.id) < (p_before, p_before_id))
      order by i.created_at desc, i.id desc limit p_limit)
    union all
    (select j.id, place.run_of, place.is_closed, j.kind, j.state, null, null, j.done, j.total, j.pause_requested,
        j.cancel_requested_at is not null, j.error, null, j.revision, j.created_at, j.started_at, j.ended_at,
        false
      from job j
      where (j.organisation_id = place.run_of or (j.organisation_id is null and place.run_of is null))
        and p_project_id is null and (p_kind is null or j.kind = p_kind)
        and (p_state is null or j.state = p_state) and (p_id is null or j.id = p_id)
        and (p_before is null or (j.created_at, j.id) < (p_before, p_before_id))
      order by j.created_at desc, j.id desc limit p_limit)
    union all
    (select r.id, place.run_of, place.is_closed, 'organisation-' || r.kind, r.state, null, null, r.rows_done, r.rows_total,
        r.pause_requested, r.cancel_requested_at is not null, r.error, null, r.revision, r.created_at, r.started_at, r.ended_at,
        false
      from organisation_run r
      where r.organisation_id = place.run_of and r.kind in ('create', 'export', 'import', 'delete') and p_project_id is null
        and (p_kind is null or 'organisation-' || r.kind = p_kind)
        and (p_state is null or r.state = p_state) and (p_id is null or r.id = p_id)
        and (p_before is null or (r.created_at, r.id) < (p_before, p_before_id))
      order by r.created_at desc, r.id desc limit p_limit)) s
  order by s.created_at desc, s.id desc limit p_limit
$$;

do $$
declare f text := 'list_instance_runs(uuid, text, text, uuid, uuid, timestamptz, uuid, integer)';
begin
  execute format('alter function %s owner to throughline_gatekeeper', f);
  execute format('revoke all on function %s from public', f);
  execute format('grant execute on function %s to throughline_app', f);
end $$;
revoke create on schema public from throughline_gatekeeper;

-- Down Migration
drop function list_instance_runs(uuid, text, text, uuid, uuid, timestamptz, uuid, integer);
grant create on schema public to throughline_gatekeeper;
create or replace function purge_organisation_files() returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from organisation_file f using organisation_run r
    where r.id = f.run_id and r.file_expires_at < now() returning 1)
  select count(*) from gone
$$;
revoke create on schema public from throughline_gatekeeper;
alter table organisation_run no force row level security;
update organisation_run set state = 'waiting' where state = 'paused';
alter table organisation_run force row level security;
alter table organisation_run
  drop column pause_requested,
  drop constraint organisation_run_state_check,
  add constraint organisation_run_state_check check (state in ('waiting', 'running', 'completed', 'failed', 'cancelled'));
