-- Up Migration
-- Checklists of tasks are rows of plans (decision 54), and people watch single tasks. The version before this one neither reads
-- nor writes them: of a task that it deletes its items stay.
create table checklist_item (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  task_id uuid not null references task,
  text text not null,
  is_done boolean not null,
  position double precision not null,
  revision bigint not null,
  created_revision bigint not null default 0,
  restored_revision bigint,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index checklist_item_project on checklist_item (project_id, revision);
create index checklist_item_task on checklist_item (task_id);
alter table checklist_item enable row level security;
alter table checklist_item force row level security;
create policy tenant on checklist_item to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, update on checklist_item to throughline_app;
select allow_purge('checklist_item');

create or replace function find_changed_since(p_project_id uuid, p_since bigint)
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
      'baseline', array(select t.id from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'comment', array(select t.id from comment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'checklistItem', array(select t.id from checklist_item t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null)),
    jsonb_build_object(
      'task', exists(select from task t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'link', exists(select from link t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'calendar', exists(select from calendar t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'resource', exists(select from resource t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'assignment', exists(select from assignment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'baseline', exists(select from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'comment', exists(select from comment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'checklistItem', exists(select from checklist_item t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null));
end $$;

-- Who wants to be told what those are told whom a task is assigned to.
create table task_watch (
  organisation_id uuid not null,
  task_id uuid not null references task,
  person_id uuid not null references person,
  created_at timestamptz not null default now(),
  primary key (task_id, person_id)
);
create index task_watch_person on task_watch (person_id);
alter table task_watch enable row level security;
alter table task_watch force row level security;
create policy tenant on task_watch to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, delete on task_watch to throughline_app;
select allow_purge('task_watch');
create trigger audit after insert or update or delete on task_watch
  for each row execute function audit_row('task_id', '', 'created_at');

-- Down Migration
drop table task_watch;

create or replace function find_changed_since(p_project_id uuid, p_since bigint)
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
      'baseline', array(select t.id from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null),
      'comment', array(select t.id from comment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null)),
    jsonb_build_object(
      'task', exists(select from task t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'link', exists(select from link t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'calendar', exists(select from calendar t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'resource', exists(select from resource t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'assignment', exists(select from assignment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'baseline', exists(select from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'comment', exists(select from comment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null));
end $$;
drop table checklist_item;
