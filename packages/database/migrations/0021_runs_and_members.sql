-- Up Migration
-- Work on whole organisations is listed, watched and cancelled as runs are (decision 37). The version before this one writes
-- rows of it as before, and asks nobody to stop.

alter table organisation_run
  add column cancel_requested_at timestamptz,
  add column revision bigint not null default 1;
create trigger count_run before update on organisation_run for each row execute function count_run();
create trigger tell_run after update on organisation_run for each row execute function tell_run();

-- As before (0017); each step of the work counts, and is nothing that somebody did.
drop trigger audit on organisation_run;
create trigger audit after insert or update or delete on organisation_run
  for each row execute function audit_row('id', 'given,sha256',
    'created_at,started_at,rows_done,rows_total,position,file_expires_at,byte_count,revision');

-- As before (0013); programs outside hear of changed members as well.
create or replace function ask_for_webhooks() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  v_type text;
  v_project_id uuid;
  v_data jsonb;
begin
  perform from webhook w where w.organisation_id = new.organisation_id and w.disabled_at is null limit 1;
  if not found then
    return null;
  end if;
  if new.type = 'import.progressed' then
    if new.payload #>> '{import,state}' not in ('completed', 'failed', 'cancelled', 'expired', 'undone') then
      return null;
    end if;
    v_type := 'import.' || (new.payload #>> '{import,state}');
    v_project_id := (new.payload #>> '{import,projectId}')::uuid;
    v_data := jsonb_build_object('importId', new.stream_id, 'projectId', v_project_id, 'revision', new.revision);
  else
    v_project_id := new.stream_id;
    v_data := jsonb_build_object('projectId', new.stream_id, 'revision', new.revision);
    case new.type
      when 'plan.changed' then
        v_type := 'project.changed';
        v_data := v_data || jsonb_build_object('changeSetId', new.payload -> 'changeSetId');
      when 'plan.computed' then
        v_type := 'project.recomputed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision',
          'movedCount', new.payload -> 'movedCount');
      when 'plan.compute-failed' then
        v_type := 'project.recompute-failed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision');
      when 'project.members-changed' then
        v_type := 'project.members-changed';
        v_data := v_data || jsonb_build_object('personId', new.payload -> 'personId', 'teamId', new.payload -> 'teamId');
      when 'project.deleted' then
        v_type := 'project.deleted';
      else
        return null;
    end case;
  end if;
  with wanted as (
    select gen_random_uuid() as id, w.id as webhook_id from webhook w
    where w.organisation_id = new.organisation_id and w.disabled_at is null and v_type = any(w.event_types)
      and (w.project_ids is null or v_project_id = any(w.project_ids))),
  told as (
    insert into webhook_delivery (id, organisation_id, webhook_id, message_id, event_type, data)
    select id, new.organisation_id, webhook_id, id, v_type, v_data from wanted
    returning id)
  insert into work_request (id, organisation_id, kind, subject_id)
  select gen_random_uuid(), new.organisation_id, 'webhook', id from told;
  if found then
    perform pg_notify('throughline_work', '');
  end if;
  return null;
end $$;

-- Down Migration
-- As it was.
create or replace function ask_for_webhooks() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  v_type text;
  v_project_id uuid;
  v_data jsonb;
begin
  perform from webhook w where w.organisation_id = new.organisation_id and w.disabled_at is null limit 1;
  if not found then
    return null;
  end if;
  if new.type = 'import.progressed' then
    if new.payload #>> '{import,state}' not in ('completed', 'failed', 'cancelled', 'expired', 'undone') then
      return null;
    end if;
    v_type := 'import.' || (new.payload #>> '{import,state}');
    v_project_id := (new.payload #>> '{import,projectId}')::uuid;
    v_data := jsonb_build_object('importId', new.stream_id, 'projectId', v_project_id, 'revision', new.revision);
  else
    v_project_id := new.stream_id;
    v_data := jsonb_build_object('projectId', new.stream_id, 'revision', new.revision);
    case new.type
      when 'plan.changed' then
        v_type := 'project.changed';
        v_data := v_data || jsonb_build_object('changeSetId', new.payload -> 'changeSetId');
      when 'plan.computed' then
        v_type := 'project.recomputed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision',
          'movedCount', new.payload -> 'movedCount');
      when 'plan.compute-failed' then
        v_type := 'project.recompute-failed';
        v_data := v_data || jsonb_build_object('runId', new.payload -> 'runId', 'inputRevision', new.payload -> 'inputRevision');
      when 'project.deleted' then
        v_type := 'project.deleted';
      else
        return null;
    end case;
  end if;
  with wanted as (
    select gen_random_uuid() as id, w.id as webhook_id from webhook w
    where w.organisation_id = new.organisation_id and w.disabled_at is null and v_type = any(w.event_types)
      and (w.project_ids is null or v_project_id = any(w.project_ids))),
  told as (
    insert into webhook_delivery (id, organisation_id, webhook_id, message_id, event_type, data)
    select id, new.organisation_id, webhook_id, id, v_type, v_data from wanted
    returning id)
  insert into work_request (id, organisation_id, kind, subject_id)
  select gen_random_uuid(), new.organisation_id, 'webhook', id from told;
  if found then
    perform pg_notify('throughline_work', '');
  end if;
  return null;
end $$;
drop trigger audit on organisation_run;
create trigger audit after insert or update or delete on organisation_run
  for each row execute function audit_row('id', 'given,sha256', 'created_at,started_at,rows_done,rows_total,position,file_expires_at,byte_count');
drop trigger tell_run on organisation_run;
drop trigger count_run on organisation_run;
alter table organisation_run drop column revision, drop column cancel_requested_at;
