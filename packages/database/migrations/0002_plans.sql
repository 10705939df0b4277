-- Up Migration
-- Streams, plans, change sets, recompute runs. Times of the plan are project-local wall time: timestamp without zone.

-- The one counter: head is the revision of a project or an import. Taking the next one locks the row until commit, so
-- revisions are gap-free and in commit order.
create table stream (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  kind text not null check (kind in ('project', 'import')),
  head bigint not null default 0
);

create table event (
  stream_id uuid not null references stream,
  revision bigint not null,
  organisation_id uuid not null,
  type text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  primary key (stream_id, revision)
);

create table project (
  id uuid primary key references stream,
  organisation_id uuid not null references organisation,
  name text not null,
  description text not null default '',
  starts_at timestamp not null,
  time_zone text not null default 'UTC',
  calendar_id uuid not null,
  input_revision bigint not null default 0,
  computed_revision bigint not null default 0,
  finishes_at timestamp,
  schedule_error jsonb,
  seed_key text,
  revision bigint not null default 0,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (organisation_id, seed_key)
);
create index project_organisation on project (organisation_id) where deleted_at is null;
create index project_lagging on project (id) where input_revision > computed_revision and deleted_at is null;

create table project_member (
  organisation_id uuid not null,
  project_id uuid not null references project,
  person_id uuid not null references person,
  role smallint not null check (role between 0 and 4),
  created_at timestamptz not null default now(),
  primary key (project_id, person_id)
);
create index project_member_person on project_member (organisation_id, person_id);

create table calendar (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  name text not null,
  week jsonb not null,
  exceptions jsonb not null default '[]',
  revision bigint not null,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index calendar_project on calendar (project_id, revision);

create table task (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  parent_id uuid references task,
  path ltree not null,
  position double precision not null,
  name text not null,
  notes text not null default '',
  kind text not null default 'task' check (kind in ('task', 'milestone')),
  duration_minutes integer not null default 480 check (duration_minutes >= 0),
  constraint_type text not null default 'asSoonAsPossible' check (constraint_type in ('asSoonAsPossible', 'startNoEarlierThan')),
  constraint_at timestamp,
  calendar_id uuid references calendar,
  percent_complete smallint not null default 0 check (percent_complete between 0 and 100),
  is_summary boolean not null default false,
  early_start timestamp,
  early_finish timestamp,
  late_start timestamp,
  late_finish timestamp,
  total_float_minutes integer,
  free_float_minutes integer,
  is_critical boolean not null default false,
  -- revision: last write of any kind; edited_revision: last write by a change set.
  revision bigint not null,
  edited_revision bigint not null,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (constraint_type = 'asSoonAsPossible' or constraint_at is not null)
);
create index task_project on task (project_id, revision);
create index task_path on task using gist (path);
create index task_parent on task (parent_id);

create table link (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  predecessor_id uuid not null references task,
  successor_id uuid not null references task,
  type text not null default 'FS' check (type in ('FS', 'SS', 'FF', 'SF')),
  lag_minutes integer not null default 0,
  revision bigint not null,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (predecessor_id <> successor_id)
);
create index link_project on link (project_id, revision);
create index link_predecessor on link (predecessor_id);
create index link_successor on link (successor_id);

create table resource (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  name text not null,
  kind text not null default 'work' check (kind in ('work', 'material', 'cost')),
  person_id uuid references person,
  calendar_id uuid references calendar,
  max_units double precision not null default 1,
  revision bigint not null,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index resource_project on resource (project_id, revision);

create table assignment (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  task_id uuid not null references task,
  resource_id uuid not null references resource,
  units double precision not null default 1,
  revision bigint not null,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index assignment_project on assignment (project_id, revision);
create index assignment_task on assignment (task_id);
create index assignment_resource on assignment (resource_id);
create unique index assignment_once on assignment (task_id, resource_id) where deleted_at is null;

create table recompute_run (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  state text not null check (state in ('running', 'completed', 'failed')),
  input_revision bigint not null,
  result_revision bigint,
  task_count integer,
  moved_count integer,
  change_set_count integer,
  load_milliseconds real,
  engine_milliseconds real,
  write_milliseconds real,
  error jsonb,
  workflow_id text not null,
  workflow_run_id text not null,
  activity_id text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create index recompute_run_project on recompute_run (project_id, started_at desc);

create table change_set (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  revision bigint not null,
  kind text not null check (kind in ('edit', 'import', 'seed', 'undo', 'sync')),
  actor_id uuid references person,
  summary text not null,
  operations jsonb not null,
  inverse jsonb not null,
  asks_recompute boolean not null,
  run_id uuid references recompute_run,
  covered_at timestamptz,
  created_at timestamptz not null default now(),
  unique (project_id, revision)
);
create index change_set_uncovered on change_set (project_id, revision) where asks_recompute and covered_at is null;

-- Each date that a run moved, and what drives the task's start since. The change sets that asked are those of the run.
create table date_move (
  organisation_id uuid not null,
  project_id uuid not null,
  run_id uuid not null references recompute_run,
  task_id uuid not null references task,
  revision bigint not null,
  early_start_before timestamp,
  early_finish_before timestamp,
  early_start_after timestamp not null,
  early_finish_after timestamp not null,
  driver jsonb not null,
  primary key (task_id, revision)
);
create index date_move_run on date_move (run_id);

-- Down Migration
drop table date_move, change_set, recompute_run, assignment, resource, link, task, calendar, project_member, project, event, stream;
