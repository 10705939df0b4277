-- Up Migration
-- Comments on tasks are rows of plans (decision 45), and notifications tell of them. The version before this one neither reads
-- nor writes them: of a task that it deletes they stay.
create table comment (
  id uuid primary key,
  organisation_id uuid not null,
  project_id uuid not null references project,
  task_id uuid not null references task,
  author_id uuid not null references person,
  body text not null,
  -- Those who had a role in the project when it was written.
  mentions uuid[] not null default '{}',
  edited_at timestamptz,
  revision bigint not null,
  created_revision bigint not null default 0,
  restored_revision bigint,
  field_revisions jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index comment_project on comment (project_id, revision);
create index comment_task on comment (task_id);
create index comment_author on comment (author_id);
alter table comment enable row level security;
alter table comment force row level security;
create policy tenant on comment to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, update on comment to throughline_app;
select allow_purge('comment');

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

alter table notification add column comment_id uuid references comment on delete set null;
create index notification_comment on notification (comment_id) where comment_id is not null;

-- Down Migration
do $$
declare
  t text;
  v_tables text[] := array['notification', 'email_delivery', 'work_request', 'notification_preference', 'notification_default'];
begin
  foreach t in array v_tables
  loop
    execute format('alter table %I no force row level security', t);
  end loop;
  update email_delivery d set carried_by = null from notification n where n.id = d.carried_by and n.kind in ('mentioned', 'commented');
  delete from email_delivery d using notification n where n.id = d.notification_id and n.kind in ('mentioned', 'commented');
  delete from work_request w using notification n where n.id = w.subject_id and n.kind in ('mentioned', 'commented');
  delete from notification where kind in ('mentioned', 'commented');
  delete from notification_preference where kind in ('mentioned', 'commented');
  delete from notification_default where kind in ('mentioned', 'commented');
  foreach t in array v_tables
  loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
alter table notification drop column comment_id;

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
      'baseline', array(select t.id from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is not null)),
    jsonb_build_object(
      'task', exists(select from task t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'link', exists(select from link t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'calendar', exists(select from calendar t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'resource', exists(select from resource t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'assignment', exists(select from assignment t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null),
      'baseline', exists(select from baseline t where t.project_id = p_project_id and t.revision > p_since and t.deleted_at is null));
end $$;
drop table comment;
