-- Up Migration
-- What each request asks. PgBouncer leaves statements unnamed, so that each is planned anew; what a function asks is
-- planned once for a server connection. All but the first run with the rights of the caller, under row-level security.

-- Fails unless a session or a token that was found living is so still, in this organisation and with this role: asked as
-- a transaction begins, in the same round trip.
create function require_credential(p_kind text, p_id uuid, p_person_id uuid, p_organisation_id uuid, p_role text)
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
grant create on schema public to throughline_gatekeeper;
alter function require_credential(text, uuid, uuid, uuid, text) owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function require_credential(text, uuid, uuid, uuid, text) from public;
grant execute on function require_credential(text, uuid, uuid, uuid, text) to throughline_app;

-- Live projects, and the rank of a person in each.
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

-- Those of the organisation, or of one person in it.
create function list_project_ids(p_person_id uuid, p_all boolean) returns uuid[] language plpgsql stable as $$
begin
  if p_all then
    return array(select p.id from project p where p.deleted_at is null);
  end if;
  return array(
    select m.project_id from project_member m
    where m.organisation_id = current_organisation() and m.person_id = p_person_id);
end $$;

create function find_project_rank(p_project_id uuid, p_person_id uuid)
  returns table (rank smallint, "viewersMayWatch" boolean) language plpgsql stable rows 1 as $$
begin
  return query
  select (select m.role from project_member m where m.project_id = p.id and m.person_id = p_person_id),
    o.viewers_may_watch
  from project p join organisation o on o.id = p.organisation_id
  where p.id = p_project_id and p.deleted_at is null;
end $$;

-- Beside a project itself, what the answer to a change of it tells: who acts, and how many other projects of the
-- organisation have recomputes that wait.
create function read_change_ground(p_project_id uuid, p_person_id uuid)
  returns table ("actorName" text, "waitingAhead" bigint) language plpgsql stable rows 1 as $$
begin
  return query
  select (select p.name from person p where p.id = p_person_id), (
    select count(distinct w.subject_id) from work_request w
    where w.kind = 'recompute' and w.subject_id <> p_project_id
      and not exists (select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now()));
end $$;

-- What became of the rows of each kind after a revision: ids of those deleted, and whether others were written.
create function find_changed_since(p_project_id uuid, p_since bigint)
  returns table (deleted jsonb, "isWritten" jsonb) language plpgsql stable rows 1 as $$
begin
  return query
  select
    jsonb_build_object(
      'task', array(select t.id from task t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'link', array(select t.id from link t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'calendar', array(select t.id from calendar t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'resource', array(select t.id from resource t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'assignment', array(select t.id from assignment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'baseline', array(select t.id from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null)),
    jsonb_build_object(
      'task', exists(select from task t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'link', exists(select from link t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'calendar', exists(select from calendar t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'resource', exists(select from resource t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'assignment', exists(select from assignment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'baseline', exists(select from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null));
end $$;

-- Computed fields of live tasks that only recomputes have written since, as columns: hundreds of rows come as one value.
create function read_computed_since(p_project_id uuid, p_since bigint) returns json language plpgsql stable as $$
begin
  return (
    select json_build_object(
      'id', coalesce(json_agg(t.id), '[]'), 'revision', coalesce(json_agg(t.revision), '[]'),
      'isSummary', coalesce(json_agg(t.is_summary), '[]'), 'isCritical', coalesce(json_agg(t.is_critical), '[]'),
      'earlyStart', coalesce(json_agg(t.early_start), '[]'), 'earlyFinish', coalesce(json_agg(t.early_finish), '[]'),
      'lateStart', coalesce(json_agg(t.late_start), '[]'), 'lateFinish', coalesce(json_agg(t.late_finish), '[]'),
      'totalFloatMinutes', coalesce(json_agg(t.total_float_minutes), '[]'),
      'freeFloatMinutes', coalesce(json_agg(t.free_float_minutes), '[]'))
    from task t
    where t.project_id = p_project_id and t.revision > p_since and t.edited_revision <= p_since and t.deleted_at is null);
end $$;

-- Change sets with what their receipts are made of, the newest first; the failed run is the last one that should have
-- covered one.
create function read_change_sets(p_ids uuid[])
  returns table (id uuid, "projectId" uuid, revision bigint, kind text, summary text, "actorId" uuid, "actorName" text,
    "operationCount" integer, "createdAt" timestamptz, "asksRecompute" boolean, "runId" uuid, "coveredAt" timestamptz,
    "runNumber" integer, "resultRevision" bigint, "failedRunId" uuid, "runningRunId" uuid, "runningNumber" integer,
    "waitingAhead" bigint, "actId" uuid, "revertsActId" uuid, "revertedById" uuid)
  language plpgsql stable rows 20 as $$
begin
  return query
  select c.id, c.project_id, c.revision, c.kind, c.summary, c.actor_id, a.name, jsonb_array_length(c.operations),
    c.created_at, c.asks_recompute, c.run_id, c.covered_at, coalesce(f.number, done.number), done.result_revision, f.id,
    busy.id, busy.number, waiting.ahead, c.act_id, c.reverts_act_id, (
      select u.act_id from change_set u
      where u.reverts_act_id = c.act_id
        and not exists (select from change_set again where again.reverts_act_id = u.act_id)
      order by u.revision desc limit 1)
  from change_set c
  left join person a on a.id = c.actor_id
  left join recompute_run done on done.id = c.run_id and c.covered_at is not null
  left join lateral (
    select r.id, r.number from recompute_run r
    where c.asks_recompute and c.covered_at is null and r.project_id = c.project_id and r.state = 'failed'
      and r.input_revision >= c.revision
    order by r.started_at desc limit 1) f on true
  left join lateral (
    select r.id, r.number from recompute_run r
    where c.asks_recompute and c.covered_at is null and r.project_id = c.project_id and r.state = 'running'
      and r.input_revision >= c.revision
    order by r.started_at desc limit 1) busy on true
  left join lateral (
    select count(distinct w.subject_id) as ahead from work_request w
    where c.asks_recompute and c.covered_at is null and w.kind = 'recompute' and w.subject_id <> c.project_id
      and not exists (select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now())
      and w.created_at < c.created_at) waiting on true
  where c.id = any(p_ids)
  order by c.revision desc;
end $$;

-- Down Migration
drop function read_change_sets(uuid[]);
drop function read_computed_since(uuid, bigint);
drop function find_changed_since(uuid, bigint);
drop function read_change_ground(uuid, uuid);
drop function find_project_rank(uuid, uuid);
drop function list_project_ids(uuid, boolean);
drop function read_projects(uuid[], uuid);
drop function require_credential(text, uuid, uuid, uuid, text);
