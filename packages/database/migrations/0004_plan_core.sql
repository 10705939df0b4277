-- Up Migration
-- Acts that can be undone, receipts by run number, baselines, presence, fair lanes, and a window of events.

-- What follows fills new columns of rows that are there; forced row-level security would show the owner none of them.
alter table change_set no force row level security;
alter table recompute_run no force row level security;
alter table project no force row level security;
alter table task no force row level security;

-- An act is what a person did: one change set, or several (an import's batches). An undo or redo names the act that it
-- takes back.
alter table change_set add column act_id uuid;
alter table change_set add column reverts_act_id uuid;
update change_set set act_id = id;
alter table change_set alter column act_id set not null, alter column act_id set default gen_random_uuid();
alter table change_set drop constraint change_set_kind_check;
alter table change_set add constraint change_set_kind_check
  check (kind in ('edit', 'import', 'seed', 'undo', 'redo', 'sync'));
create index change_set_act on change_set (act_id, revision);
create index change_set_reverts on change_set (reverts_act_id) where reverts_act_id is not null;
create index change_set_run on change_set (run_id) where run_id is not null;

-- Runs are counted per project, for people: "run 12". Null while the version before this one still serves.
alter table recompute_run add column number integer;
update recompute_run r set number = n.number
from (select id, row_number() over (partition by project_id order by started_at, id) as number from recompute_run) n
where n.id = r.id;
create unique index recompute_run_number on recompute_run (project_id, number);

-- result_id: the computation whose result the stored dates are, named anew by each attempt; what a worker remembers of a
-- plan holds while this is its own.
alter table project add column run_count integer not null default 0;
alter table project add column result_id uuid;
update project p set run_count = (select count(*) from recompute_run r where r.project_id = p.id);

-- Live tasks, counted as they come and go: who shows a project, or sends it along with each change, does not count.
alter table project add column task_count integer not null default 0;
update project p set task_count = (select count(*) from task t where t.project_id = p.id and t.deleted_at is null);
create function count_new_tasks() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update project p set task_count = p.task_count + n.live
  from (select project_id, count(*) as live from fresh where deleted_at is null group by project_id) n
  where p.id = n.project_id;
  return null;
end $$;
-- Tasks that go or come back are summed up row by row and counted once a statement: an update of the project for each of
-- ten thousand tasks would leave as many versions of its row behind, each of which the next one walks past.
create function sum_revived_task() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  pending text[] := string_to_array(nullif(current_setting('app.revived_tasks', true), ''), ' ');
  step integer := case when new.deleted_at is null then 1 else -1 end;
begin
  if pending[1]::uuid <> new.project_id then
    perform count_revived_tasks(pending);
    pending := null;
  end if;
  perform set_config('app.revived_tasks', new.project_id || ' ' || coalesce(pending[2]::integer, 0) + step, true);
  return null;
end $$;
create function count_revived_tasks(pending text[]) returns void language sql set search_path = public, pg_temp as $$
  update project set task_count = task_count + pending[2]::integer where id = pending[1]::uuid
$$;
create function count_revived_tasks() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  pending text[] := string_to_array(nullif(current_setting('app.revived_tasks', true), ''), ' ');
begin
  if pending is not null then
    perform count_revived_tasks(pending);
    perform set_config('app.revived_tasks', '', true);
  end if;
  return null;
end $$;
create trigger task_count_new after insert on task
  referencing new table as fresh for each statement execute function count_new_tasks();
create trigger task_count_revived after update of deleted_at on task
  for each row when ((old.deleted_at is null) <> (new.deleted_at is null)) execute function sum_revived_task();
create trigger task_count_summed after update of deleted_at on task
  for each statement execute function count_revived_tasks();
alter table change_set force row level security;
alter table recompute_run force row level security;
alter table project force row level security;
alter table task force row level security;

-- A move is written with the row that moved, in one transaction: foreign keys would only look each row up again.
alter table date_move drop constraint date_move_run_id_fkey;
alter table date_move drop constraint date_move_task_id_fkey;
alter table date_move drop constraint date_move_pkey;
alter table date_move add primary key (project_id, revision, task_id);
create index date_move_task on date_move (task_id, revision);
-- `driver` is that of the start.
alter table date_move add column finish_driver jsonb;
drop index date_move_run;

-- Row-level security keeps ltree operators off this index, and every computed row had to be entered in it.
drop index task_path;
-- No index holds a column that runs write, and pages have room for a second version of each row: a run that moves all
-- dates rewrites the rows where they are (HOT). Rows that were computed since some revision are found by their project.
drop index task_project;
create index task_project on task (project_id, edited_revision);
alter table task set (fillfactor = 50);

-- The revision at which a row came, and the one at which it came back last: what a client that synchronises calls created.
alter table task add column created_revision bigint not null default 0, add column restored_revision bigint;
alter table link add column created_revision bigint not null default 0, add column restored_revision bigint;
alter table calendar add column created_revision bigint not null default 0, add column restored_revision bigint;
alter table resource add column created_revision bigint not null default 0, add column restored_revision bigint;
alter table assignment add column created_revision bigint not null default 0, add column restored_revision bigint;

-- The dates of a plan as they were when the baseline was captured.
create table baseline (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  name text not null,
  captured_at timestamptz not null default now(),
  captured_revision bigint not null,
  starts_at timestamp not null,
  finishes_at timestamp,
  revision bigint not null,
  created_revision bigint not null default 0,
  restored_revision bigint,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index baseline_project on baseline (project_id, revision);
-- Written with its baseline, in one statement: a foreign key would look the baseline up for each task.
create table baseline_task (
  organisation_id uuid not null,
  baseline_id uuid not null,
  task_id uuid not null,
  early_start timestamp not null,
  early_finish timestamp not null,
  -- Null for a summary: it follows from the dates.
  duration_minutes integer,
  primary key (baseline_id, task_id)
);
alter table project add column baseline_id uuid references baseline;

-- Who looks at a project, and at which task: one row a socket, true for as long as it is renewed.
create unlogged table presence (
  socket_id text primary key,
  organisation_id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  task_id uuid,
  since timestamptz not null default now(),
  looked_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
create index presence_project on presence (project_id);

-- Recomputes that run: a slot is taken for as long as it has not expired. The dispatcher takes slots, runs renew them and
-- results give them back; the row stays and tells when the organisation had its last turn.
create table recompute_slot (
  project_id uuid primary key,
  organisation_id uuid not null,
  taken_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index recompute_slot_turn on recompute_slot (organisation_id, taken_at);
create index recompute_slot_taken on recompute_slot (expires_at);

-- What the dispatcher does after each change, in one round trip and as the role that may.
grant create on schema public to throughline_dispatcher;

-- Gives slots to projects whose recompute is asked for and due, and answers how many have to wait. One dispatcher at a
-- time. Free slots go round, one at a time, to the organisation that has waited longest: since its oldest waiting request,
-- or since its last turn where that was later. A project that was granted one has ten seconds to begin.
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

create function finish_work(p_ids uuid[]) returns void
  language sql volatile security definer set search_path = public, pg_temp as
  $$ delete from work_request where id = any(p_ids) $$;

alter function grant_recompute_slots(integer, integer) owner to throughline_dispatcher;
alter function claim_work(integer, integer, integer, integer) owner to throughline_dispatcher;
alter function finish_work(uuid[]) owner to throughline_dispatcher;
revoke create on schema public from throughline_dispatcher;
revoke all on function grant_recompute_slots(integer, integer), claim_work(integer, integer, integer, integer),
  finish_work(uuid[]) from public;
grant execute on function claim_work(integer, integer, integer, integer), finish_work(uuid[]) to throughline_app;

-- Events up to the floor are gone: who has seen less loads anew.
alter table stream add column floor bigint not null default 0;
-- The deltas in events have columns from now on: who has seen older ones loads anew.
alter table stream no force row level security;
update stream set floor = head;
alter table stream force row level security;
alter table organisation add column viewers_may_watch boolean not null default false;
grant update (viewers_may_watch) on organisation to throughline_app;

do $$
declare t text;
begin
  foreach t in array array['baseline', 'baseline_task', 'presence', 'recompute_slot']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('grant select, insert, update, delete on %I to throughline_app', t);
  end loop;
end $$;
revoke delete on baseline, baseline_task, recompute_slot from throughline_app;
grant select, insert, update on recompute_slot to throughline_dispatcher;
create policy dispatcher on recompute_slot to throughline_dispatcher using (true) with check (true);
grant select, insert, update, delete on presence to throughline_dispatcher;
create policy dispatcher on presence to throughline_dispatcher using (true) with check (true);

-- Events that nobody will ask for any more; the floor says up to where they are gone. The head stays. A stream that is
-- being written is left for the next time, so nothing waits for this, and this for nothing.
create index event_created on event using brin (created_at) with (pages_per_range = 16);
grant select, delete on event to throughline_gatekeeper;
grant select, update on stream to throughline_gatekeeper;
create policy gatekeeper on event to throughline_gatekeeper using (true);
create policy gatekeeper on stream to throughline_gatekeeper using (true) with check (true);
grant create on schema public to throughline_gatekeeper;
create function purge_events(p_older_than interval, p_streams integer) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with old as (
    select e.stream_id, max(e.revision) as revision from event e
    where e.created_at < now() - p_older_than group by e.stream_id),
  due as (
    select s.id, least(o.revision, s.head - 1) as revision from stream s join old o on o.stream_id = s.id
    where o.revision > s.floor and s.floor < s.head - 1
    limit p_streams for update of s skip locked),
  raised as (
    update stream s set floor = d.revision from due d where s.id = d.id),
  gone as (
    delete from event e using due d where e.stream_id = d.id and e.revision <= d.revision returning 1)
  select count(*) from gone
$$;

-- Which of these pairs of a project and a person may watch at this moment, by the least roles that the caller names: the
-- gateway asks for all of its sockets at once, in whatever organisation they are.
grant select on project_member to throughline_gatekeeper;
create policy gatekeeper on project_member for select to throughline_gatekeeper using (true);
create function list_watchers(p_project_ids uuid[], p_person_ids uuid[], p_least smallint, p_least_when_opened smallint)
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

alter function purge_events(interval, integer) owner to throughline_gatekeeper;
alter function list_watchers(uuid[], uuid[], smallint, smallint) owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function purge_events(interval, integer), list_watchers(uuid[], uuid[], smallint, smallint) from public;
grant execute on function purge_events(interval, integer), list_watchers(uuid[], uuid[], smallint, smallint)
  to throughline_app;

-- A run that did not come to a good end is looked for by each receipt; those that did are many.
create index recompute_run_open on recompute_run (project_id, started_at desc) where state <> 'completed';

-- A plan that cannot be computed waits for its next change; yet when the request of that one got lost, it is asked for.
grant select on recompute_run to throughline_gatekeeper;
create policy gatekeeper on recompute_run for select to throughline_gatekeeper using (true);
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

-- Asked at each request and each event. PL/pgSQL keeps the plan on the connection, where a function in SQL is planned at
-- each call: a third of the time.
create or replace function find_session(p_token_hash bytea)
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
create or replace function find_api_token(p_token_id uuid)
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

-- Down Migration
create or replace function find_api_token(p_token_id uuid)
  returns table (person_id uuid, organisation_id uuid, organisation_role text, secret_hash bytea, expires_at timestamptz)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update api_token set last_used_at = now()
  where id = p_token_id and revoked_at is null and (last_used_at is null or last_used_at < now() - interval '1 minute');
  select t.person_id, t.organisation_id, m.role, t.secret_hash, t.expires_at
  from api_token t
  join person p on p.id = t.person_id and p.disabled_at is null
  join membership m on m.person_id = t.person_id and m.organisation_id = t.organisation_id
  where t.id = p_token_id and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
$$;
create or replace function find_session(p_token_hash bytea)
  returns table (session_id uuid, person_id uuid, organisation_id uuid, organisation_role text, expires_at timestamptz)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update session s set last_seen_at = now()
  where s.token_hash = p_token_hash and s.last_seen_at < now() - interval '1 minute' and s.revoked_at is null;
  select s.id, s.person_id, s.organisation_id, m.role, s.expires_at
  from session s
  join person p on p.id = s.person_id and p.disabled_at is null
  join membership m on m.person_id = s.person_id and m.organisation_id = s.organisation_id
  where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > now()
$$;
create or replace function request_lagging_recomputes(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with asked as (
    insert into work_request (id, organisation_id, kind, subject_id, revision)
    select gen_random_uuid(), p.organisation_id, 'recompute', p.id, p.input_revision
    from project p
    where p.input_revision > p.computed_revision and p.deleted_at is null and p.schedule_error is null
      and p.updated_at < now() - p_older_than
      and not exists (select from work_request w where w.subject_id = p.id and w.kind = 'recompute')
    returning 1)
  select count(*) from asked
$$;
drop policy gatekeeper on recompute_run;
revoke all on recompute_run from throughline_gatekeeper;
drop index recompute_run_open;
drop function list_watchers(uuid[], uuid[], smallint, smallint);
drop function purge_events(interval, integer);
drop index event_created;
drop policy gatekeeper on event;
drop policy gatekeeper on stream;
drop policy gatekeeper on project_member;
revoke all on event, stream, project_member from throughline_gatekeeper;
revoke update (viewers_may_watch) on organisation from throughline_app;
alter table organisation drop column viewers_may_watch;
alter table stream drop column floor;
drop function finish_work(uuid[]);
drop function claim_work(integer, integer, integer, integer);
drop function grant_recompute_slots(integer, integer);
drop table recompute_slot, presence;
alter table project drop column baseline_id;
drop table baseline_task, baseline;
alter table assignment drop column created_revision, drop column restored_revision;
alter table resource drop column created_revision, drop column restored_revision;
alter table calendar drop column created_revision, drop column restored_revision;
alter table link drop column created_revision, drop column restored_revision;
alter table task drop column created_revision, drop column restored_revision;
alter table task reset (fillfactor);
drop index task_project;
create index task_project on task (project_id, revision);
create index task_path on task using gist (path);
create index date_move_run on date_move (run_id);
alter table date_move drop column finish_driver;
drop index date_move_task;
alter table date_move drop constraint date_move_pkey;
alter table date_move add primary key (task_id, revision);
alter table date_move add foreign key (task_id) references task;
alter table date_move add foreign key (run_id) references recompute_run;
alter table project drop column result_id;
alter table project drop column run_count;
drop trigger task_count_summed on task;
drop trigger task_count_revived on task;
drop trigger task_count_new on task;
drop function count_revived_tasks();
drop function count_revived_tasks(text[]);
drop function sum_revived_task();
drop function count_new_tasks();
alter table project drop column task_count;
drop index recompute_run_number;
alter table recompute_run drop column number;
drop index change_set_run;
drop index change_set_reverts;
drop index change_set_act;
alter table change_set no force row level security;
update change_set set kind = 'undo' where kind = 'redo';
alter table change_set force row level security;
alter table change_set drop constraint change_set_kind_check;
alter table change_set add constraint change_set_kind_check check (kind in ('edit', 'import', 'seed', 'undo', 'sync'));
alter table change_set drop column reverts_act_id;
alter table change_set drop column act_id;
