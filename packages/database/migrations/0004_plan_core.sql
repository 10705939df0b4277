-- Up Migration
-- Acts that can be undone, receipts by run number, baselines, presence, fair lanes, and a window of events.

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

-- Runs are counted per project, for people: "run 12". Null while the version before this one still serves.
alter table recompute_run add column number integer;
update recompute_run r set number = n.number
from (select id, row_number() over (partition by project_id order by started_at, id) as number from recompute_run) n
where n.id = r.id;
create unique index recompute_run_number on recompute_run (project_id, number);

-- last_run_id: the run whose result the stored dates are. What a worker remembers of a plan holds while it is its own.
alter table project add column run_count integer not null default 0;
alter table project add column last_run_id uuid;
update project p set run_count = (select count(*) from recompute_run r where r.project_id = p.id);

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

-- The revision at which a row came, or came back: what a client that synchronises calls created.
alter table task add column created_revision bigint not null default 0;
alter table link add column created_revision bigint not null default 0;
alter table calendar add column created_revision bigint not null default 0;
alter table resource add column created_revision bigint not null default 0;
alter table assignment add column created_revision bigint not null default 0;

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
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index baseline_project on baseline (project_id, revision);
create table baseline_task (
  organisation_id uuid not null,
  baseline_id uuid not null references baseline,
  task_id uuid not null,
  early_start timestamp not null,
  early_finish timestamp not null,
  duration_minutes integer not null,
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

-- Events up to the floor are gone: who has seen less loads anew.
alter table stream add column floor bigint not null default 0;
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
grant select, delete on presence to throughline_dispatcher;
create policy dispatcher on presence to throughline_dispatcher using (true);

-- Events that nobody will ask for any more; the floor says up to where they are gone.
grant select, delete on event to throughline_gatekeeper;
grant select, update on stream to throughline_gatekeeper;
create policy gatekeeper on event to throughline_gatekeeper using (true);
create policy gatekeeper on stream to throughline_gatekeeper using (true) with check (true);
grant create on schema public to throughline_gatekeeper;
create function purge_events(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with last as (
    select e.stream_id, max(e.revision) as revision from event e join stream s on s.id = e.stream_id
    where e.created_at < now() - p_older_than and e.revision < s.head
    group by e.stream_id),
  raised as (
    update stream s set floor = greatest(s.floor, l.revision) from last l where s.id = l.stream_id returning s.id),
  gone as (
    delete from event e using last l where e.stream_id = l.stream_id and e.revision <= l.revision returning 1)
  select count(*) from gone
$$;
alter function purge_events(interval) owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function purge_events(interval) from public;
grant execute on function purge_events(interval) to throughline_app;

-- Down Migration
drop function purge_events(interval);
drop policy gatekeeper on event;
drop policy gatekeeper on stream;
revoke all on event, stream from throughline_gatekeeper;
revoke update (viewers_may_watch) on organisation from throughline_app;
alter table organisation drop column viewers_may_watch;
alter table stream drop column floor;
drop table recompute_slot, presence;
alter table project drop column baseline_id;
drop table baseline_task, baseline;
alter table assignment drop column created_revision;
alter table resource drop column created_revision;
alter table calendar drop column created_revision;
alter table link drop column created_revision;
alter table task drop column created_revision;
create index task_path on task using gist (path);
create index date_move_run on date_move (run_id);
alter table date_move drop column finish_driver;
drop index date_move_task;
alter table date_move drop constraint date_move_pkey;
alter table date_move add primary key (task_id, revision);
alter table date_move add foreign key (task_id) references task;
alter table date_move add foreign key (run_id) references recompute_run;
alter table project drop column last_run_id;
alter table project drop column run_count;
drop index recompute_run_number;
alter table recompute_run drop column number;
drop index change_set_reverts;
drop index change_set_act;
update change_set set kind = 'undo' where kind = 'redo';
alter table change_set drop constraint change_set_kind_check;
alter table change_set add constraint change_set_kind_check check (kind in ('edit', 'import', 'seed', 'undo', 'sync'));
alter table change_set drop column reverts_act_id;
alter table change_set drop column act_id;
