-- Up Migration
-- Uploaded files may be kept in a bucket, whose address then stands with the import, so that files are found also when the
-- setting has changed since; null: the file is in import_chunk.
alter table import_job add column file_store text;

-- What the purge of buckets asks, across tenants: which buckets had files lately, and which imports still need theirs.
grant create on schema public to throughline_gatekeeper;
create function import_file_stores(p_ended_within interval) returns setof text
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct file_store from import_job
  where file_store is not null and (ended_at is null or ended_at > now() - p_ended_within)
$$;
create function imports_under_way(p_imports uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select id from import_job where id = any (p_imports) and ended_at is null
$$;
alter function import_file_stores(interval) owner to throughline_gatekeeper;
alter function imports_under_way(uuid[]) owner to throughline_gatekeeper;
revoke create on schema public from throughline_gatekeeper;
revoke all on function import_file_stores(interval), imports_under_way(uuid[]) from public;
grant execute on function import_file_stores(interval), imports_under_way(uuid[]) to throughline_app;

-- Down Migration
drop function imports_under_way(uuid[]);
drop function import_file_stores(interval);
alter table import_job drop column file_store;
