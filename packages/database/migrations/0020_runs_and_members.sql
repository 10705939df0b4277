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

-- Down Migration
drop trigger audit on organisation_run;
create trigger audit after insert or update or delete on organisation_run
  for each row execute function audit_row('id', 'given,sha256', 'created_at,started_at,rows_done,rows_total,position,file_expires_at,byte_count');
drop trigger tell_run on organisation_run;
drop trigger count_run on organisation_run;
alter table organisation_run drop column revision, drop column cancel_requested_at;
