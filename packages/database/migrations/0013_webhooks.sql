-- Up Migration
-- Programs that are told of events by requests to their addresses: who wants what, what they were sent, and how that went.

create table webhook (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  name text not null,
  url text not null,
  event_types text[] not null,
  -- Null: those of all projects.
  project_ids uuid[],
  -- Sealed (packages/platform/src/sealer.ts): of no use to who has the database alone.
  secret text not null,
  -- The one before: deliveries are signed with both until then.
  previous_secret text,
  previous_until timestamptz,
  disabled_at timestamptz,
  disabled_because text check (disabled_because in ('person', 'gone', 'failing')),
  -- Since when every attempt has failed.
  failing_since timestamptz,
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((disabled_at is null) = (disabled_because is null)),
  check ((previous_secret is null) = (previous_until is null))
);
create index webhook_organisation on webhook (organisation_id, created_at, id);

-- What one webhook is told of one event. A replay is a row of its own with the same `message_id`.
create table webhook_delivery (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  webhook_id uuid not null references webhook on delete cascade,
  message_id uuid not null,
  event_type text not null,
  data jsonb not null,
  happened_at timestamptz not null default now(),
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'cancelled')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- Until then it counts as one that runs, whatever became of its worker.
  claimed_until timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index webhook_delivery_listed on webhook_delivery (webhook_id, created_at desc, id desc);
create index webhook_delivery_pending on webhook_delivery (webhook_id, next_attempt_at) where state = 'pending';
create index webhook_delivery_age on webhook_delivery (created_at);

create table webhook_attempt (
  delivery_id uuid not null references webhook_delivery on delete cascade,
  organisation_id uuid not null references organisation,
  number integer not null,
  started_at timestamptz not null default now(),
  milliseconds integer,
  -- What the endpoint answered, or why there is no answer; neither while it runs.
  status smallint,
  error text,
  primary key (delivery_id, number)
);

do $$
declare t text;
begin
  foreach t in array array['webhook', 'webhook_delivery', 'webhook_attempt']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('grant select, insert, update on %I to throughline_app', t);
  end loop;
end $$;
grant delete on webhook to throughline_app;

alter table work_request drop constraint work_request_kind_check;
alter table work_request add constraint work_request_kind_check
  check (kind in ('recompute', 'import', 'importCancel', 'importWake', 'seed', 'notify', 'webhook'));

alter table notification add column webhook_id uuid references webhook on delete set null;
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('task-assigned', 'import-ended', 'import-expiring', 'webhook-disabled'));

-- The one place where an event becomes deliveries: whoever inserts the event, in its transaction. The data is that of
-- `webhookEvent` of the contract: ids and numbers, since what they name can be asked for. An organisation without webhooks
-- pays for one look at an index.
create function ask_for_webhooks() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
create trigger event_webhooks after insert on event for each row execute function ask_for_webhooks();

grant select, delete on webhook_delivery to throughline_gatekeeper;
create policy gatekeeper on webhook_delivery to throughline_gatekeeper using (true);
grant create on schema public to throughline_gatekeeper;
create function purge_webhook_deliveries(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from webhook_delivery where created_at < now() - p_older_than returning 1)
  select count(*) from gone
$$;
alter function purge_webhook_deliveries(interval) owner to throughline_gatekeeper;
-- Deliveries that are long due and that nobody attempts: their workflows were lost with Temporal's state, or were never
-- started. Where one only waits for its turn, it is joined.
create function request_lagging_deliveries(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with asked as (
    insert into work_request (id, organisation_id, kind, subject_id)
    select gen_random_uuid(), d.organisation_id, 'webhook', d.id
    from webhook_delivery d
    where d.state = 'pending' and d.next_attempt_at < now() - p_older_than
      and (d.claimed_until is null or d.claimed_until < now())
      and not exists (select from work_request w where w.subject_id = d.id)
    order by d.next_attempt_at limit 1000
    returning 1)
  select count(*) from asked
$$;
alter function request_lagging_deliveries(interval) owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function purge_webhook_deliveries(interval), request_lagging_deliveries(interval) from public;
grant execute on function purge_webhook_deliveries(interval), request_lagging_deliveries(interval) to throughline_app;

-- People change webhooks; deliveries and attempts are what the service does.
create trigger audit after insert or update or delete on webhook
  for each row execute function audit_row('id', 'secret,previous_secret', 'created_at,updated_at,failing_since');

-- Down Migration
drop trigger event_webhooks on event;
drop function ask_for_webhooks();
drop function request_lagging_deliveries(interval);
drop function purge_webhook_deliveries(interval);
do $$
declare t text;
begin
  foreach t in array array['notification', 'email_delivery', 'work_request']
  loop
    execute format('alter table %I no force row level security', t);
  end loop;
end $$;
delete from email_delivery d using notification n where n.id = d.notification_id and n.kind = 'webhook-disabled';
delete from notification where kind = 'webhook-disabled';
delete from work_request where kind = 'webhook';
do $$
declare t text;
begin
  foreach t in array array['notification', 'email_delivery', 'work_request']
  loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('task-assigned', 'import-ended', 'import-expiring'));
alter table notification drop column webhook_id;
alter table work_request drop constraint work_request_kind_check;
alter table work_request add constraint work_request_kind_check
  check (kind in ('recompute', 'import', 'importCancel', 'importWake', 'seed', 'notify'));
drop table webhook_attempt, webhook_delivery, webhook;
