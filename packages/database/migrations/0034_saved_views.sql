-- Up Migration
-- How somebody looks at the tasks of a project, kept under a name (decision 53). The version before this one does not know it.
create table saved_view (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  owner_id uuid not null references person,
  name text not null,
  is_shared boolean not null default false,
  settings jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index saved_view_project on saved_view (project_id);
create index saved_view_owner on saved_view (owner_id);
alter table saved_view enable row level security;
alter table saved_view force row level security;
create policy tenant on saved_view to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, update, delete on saved_view to throughline_app;
select allow_purge('saved_view');
create trigger audit after insert or update or delete on saved_view
  for each row execute function audit_row('id', '', 'created_at,updated_at');

-- Down Migration
drop table saved_view;
