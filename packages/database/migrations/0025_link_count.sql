-- Up Migration
-- Links are counted as tasks are (0004), so that a plan has a greatest size without anybody counting its rows at each edit.
-- The functions that counted tasks count both.

alter table project no force row level security;
alter table link no force row level security;
alter table project add column link_count integer not null default 0;
update project p set link_count = n.live
from (select project_id, count(*) as live from link where deleted_at is null group by project_id) n where p.id = n.project_id;
alter table link force row level security;
alter table project force row level security;

create function count_plan_rows(p_table text, p_project_id uuid, p_more integer) returns void
  language sql set search_path = public, pg_temp as $$
  update project set
    task_count = task_count + case p_table when 'task' then p_more else 0 end,
    link_count = link_count + case p_table when 'link' then p_more else 0 end
  where id = p_project_id
$$;
create function count_new_rows() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform count_plan_rows(tg_table_name, n.project_id, n.live::integer)
  from (select project_id, count(*) as live from fresh where deleted_at is null group by project_id) n;
  return null;
end $$;
-- As before (0004): rows that go or come back are summed up row by row and counted once a statement.
create function sum_revived_row() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  v_sum text := 'app.revived_' || tg_table_name;
  pending text[] := string_to_array(nullif(current_setting(v_sum, true), ''), ' ');
  step integer := case when new.deleted_at is null then 1 else -1 end;
begin
  if pending[1]::uuid <> new.project_id then
    perform count_plan_rows(tg_table_name, pending[1]::uuid, pending[2]::integer);
    pending := null;
  end if;
  perform set_config(v_sum, new.project_id || ' ' || coalesce(pending[2]::integer, 0) + step, true);
  return null;
end $$;
create function count_revived_rows() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  v_sum text := 'app.revived_' || tg_table_name;
  pending text[] := string_to_array(nullif(current_setting(v_sum, true), ''), ' ');
begin
  if pending is not null then
    perform count_plan_rows(tg_table_name, pending[1]::uuid, pending[2]::integer);
    perform set_config(v_sum, '', true);
  end if;
  return null;
end $$;

drop trigger task_count_summed on task;
drop trigger task_count_revived on task;
drop trigger task_count_new on task;
create trigger task_count_new after insert on task
  referencing new table as fresh for each statement execute function count_new_rows();
create trigger task_count_revived after update of deleted_at on task
  for each row when ((old.deleted_at is null) <> (new.deleted_at is null)) execute function sum_revived_row();
create trigger task_count_summed after update of deleted_at on task
  for each statement execute function count_revived_rows();
create trigger link_count_new after insert on link
  referencing new table as fresh for each statement execute function count_new_rows();
create trigger link_count_revived after update of deleted_at on link
  for each row when ((old.deleted_at is null) <> (new.deleted_at is null)) execute function sum_revived_row();
create trigger link_count_summed after update of deleted_at on link
  for each statement execute function count_revived_rows();
drop function count_revived_tasks();
drop function count_revived_tasks(text[]);
drop function sum_revived_task();
drop function count_new_tasks();

-- Down Migration
drop trigger link_count_summed on link;
drop trigger link_count_revived on link;
drop trigger link_count_new on link;
drop trigger task_count_summed on task;
drop trigger task_count_revived on task;
drop trigger task_count_new on task;
drop function count_revived_rows();
drop function sum_revived_row();
drop function count_new_rows();
drop function count_plan_rows(text, uuid, integer);
alter table project drop column link_count;
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
