-- Up Migration
-- Where a row came from is told by the rows of imports, and copied nowhere; and an import tells by one number how far it is
-- written, instead of marking each of its rows. `row_origin` stays for the version before this one, and goes with the next.

-- A row that was released behind `written_to` waits as `mended`.
alter table import_row drop constraint import_row_state_check;
alter table import_row add constraint import_row_state_check
  check (state in ('planned', 'parked', 'held', 'mended', 'written'));
drop index import_row_planned;
create index import_row_mended on import_row (import_id, number) where state = 'mended';
create index import_row_stuck on import_row (import_id, number) where state in ('parked', 'held');

alter table import_job
  -- Rows up to this number that were planned are written.
  add column written_to integer not null default 0,
  -- When rows of it that are of no use any more were last taken away.
  add column purged_at timestamptz,
  -- Who wants it taken back.
  add column undo_asked_by uuid references person,
  -- What an undo or a roll-back left as it was, because somebody has changed it since.
  add column kept jsonb,
  drop constraint import_job_state_check,
  add constraint import_job_state_check check (state in ('uploaded', 'parsing', 'waiting', 'writing', 'paused', 'parked',
    'recomputing', 'completed', 'failed', 'cancelled', 'expired', 'undoing', 'undone'));
create index import_job_project on import_job (project_id) where next_batch > 0;

-- Large values are written once and read seldom: lz4 takes a fraction of the time. A server that is built without it keeps
-- its own way.
do $$
begin
  alter table change_set alter column operations set compression lz4, alter column inverse set compression lz4;
  alter table event alter column payload set compression lz4;
  alter table import_chunk alter column bytes set compression lz4;
exception when feature_not_supported then null;
end $$;

-- A connection that has written a few small results keeps a plan for all of them, which looks through the array for each row:
-- a result of 50,000 tasks then takes seven seconds instead of half a one.
alter function write_computed_values(uuid, bigint, uuid[], boolean[], integer[], integer[], integer[], integer[], integer[], integer[],
  boolean[]) set plan_cache_mode = force_custom_plan;

-- Rows whose import has been purged since: what the file said of them stands there again.
alter table import_row no force row level security;
alter table row_origin no force row level security;
insert into import_row (import_id, organisation_id, number, entity, row_id, key, guid, name, action, file_values, extra)
select o.import_id, o.organisation_id,
  coalesce((select max(number) from import_row r where r.import_id = o.import_id), 0)
    + row_number() over (partition by o.import_id order by o.row_id),
  o.entity, o.row_id, o.key, o.guid, '', 'unchanged', o.file_values, o.extra
from row_origin o
where not exists (select from import_row r where r.import_id = o.import_id and r.row_id = o.row_id);
alter table import_row force row level security;
alter table row_origin force row level security;

grant update (purged_at) on import_job to throughline_gatekeeper;
create policy gatekeeper_update on import_job for update to throughline_gatekeeper using (true) with check (true);

-- Rows of imports that ended long ago, but for those that tell of a row what a file said of it last: a later version of the
-- file is compared with them, and exports write back what they hold. A later import of the project leaves more without use.
create or replace function purge_import_rows(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with old as (
    update import_job j set purged_at = now()
    where j.ended_at < now() - p_older_than
      and (j.purged_at is null or exists (
        select from import_job n where n.project_id = j.project_id and n.next_batch > 0 and n.ended_at >= j.purged_at))
    returning j.id, j.project_id, j.created_at, j.written_to, j.next_batch > 0 and j.state not in ('failed', 'undone') as stands),
  gone as (
    delete from import_row r using old j
    where r.import_id = j.id
      and (not j.stands or r.action = 'delete'
        or not (r.action = 'unchanged' or r.state = 'written'
          or (r.state = 'planned' and r.chosen and r.number <= j.written_to))
        or (r.import_id, r.number) in (
          select former.import_id, former.number
          from old o
            join import_row former on former.import_id = o.id
            join import_job later on later.project_id = o.project_id and later.created_at > o.created_at
              and later.next_batch > 0 and later.state not in ('failed', 'undone')
            join import_row again on again.import_id = later.id and again.row_id = former.row_id))
    returning 1)
  select count(*) from gone
$$;

-- Down Migration
alter function write_computed_values(uuid, bigint, uuid[], boolean[], integer[], integer[], integer[], integer[], integer[], integer[],
  boolean[]) reset plan_cache_mode;
alter table change_set alter column operations set compression default, alter column inverse set compression default;
alter table event alter column payload set compression default;
alter table import_chunk alter column bytes set compression default;
create or replace function purge_import_rows(p_older_than interval) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from import_row r using import_job j
    where j.id = r.import_id and j.ended_at < now() - p_older_than
    returning 1)
  select count(*) from gone
$$;
drop policy gatekeeper_update on import_job;
revoke update (purged_at) on import_job from throughline_gatekeeper;
alter table import_job no force row level security;
alter table import_row no force row level security;
update import_row r set state = 'written' from import_job j
where j.id = r.import_id and r.state = 'planned' and r.chosen and r.action <> 'unchanged' and r.number <= j.written_to;
update import_row set state = 'planned' where state = 'mended';
update import_job set state = case cancel_written when 'keep' then 'cancelled' else 'completed' end where state = 'undoing';
alter table import_job force row level security;
alter table import_row force row level security;
drop index import_job_project;
alter table import_job
  drop constraint import_job_state_check,
  drop column written_to, drop column purged_at, drop column undo_asked_by, drop column kept;
alter table import_job add constraint import_job_state_check check (state in ('uploaded', 'parsing', 'waiting', 'writing',
  'paused', 'parked', 'recomputing', 'completed', 'failed', 'cancelled', 'expired', 'undone'));
drop index import_row_stuck;
drop index import_row_mended;
create index import_row_planned on import_row (import_id, number)
  where state = 'planned' and chosen and action <> 'unchanged';
alter table import_row drop constraint import_row_state_check;
alter table import_row add constraint import_row_state_check check (state in ('planned', 'parked', 'held', 'written'));
