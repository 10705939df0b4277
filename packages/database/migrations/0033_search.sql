-- Up Migration
-- Search by parts of names (decision 51).

create extension if not exists pg_trgm;

create index task_name_parts on task using gin (name gin_trgm_ops) where deleted_at is null;
create index resource_name_parts on resource using gin (name gin_trgm_ops) where deleted_at is null;
create index comment_body_parts on comment using gin (body gin_trgm_ops) where deleted_at is null;

do $$
declare t text;
begin
  foreach t in array array['task', 'resource', 'comment'] loop
    execute format('create policy gatekeeper on %I for select to throughline_gatekeeper using (true)', t);
  end loop;
end $$;

-- Rows of some projects whose text has all of the patterns, and one of `p_probe` unless that is null: for words that are too
-- short for the index it says how it is to be asked. Under row-level security no index answers `ilike`, which is not
-- leakproof: so this passes over it, and asks for the organisation of the transaction itself. No more than `p_read` of each
-- kind are looked at, of which the best `p_limit` are told: 0 is the whole text, 1 its beginning, 2 the beginning of a word,
-- 3 elsewhere.
create function search_plans(p_project_ids uuid[], p_text text, p_patterns text[], p_probe text[], p_limit integer, p_read integer)
  returns table (kind text, id uuid, project_id uuid, task_id uuid, title text, body text, rank integer)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_has text := (select string_agg(format('r.said ilike $3[%s]', n), ' and ') from generate_subscripts(p_patterns, 1) n)
    || case when p_probe is null then '' else ' and (r.said ilike $4[1] or r.said ilike $4[2])' end;
  v_of text := 'r.deleted_at is null and r.organisation_id = current_organisation() and r.project_id = any($1) and ' || v_has;
begin
  -- As text, so that it is planned for the words that are asked for.
  return query execute format($query$
    with found as (
      (select 'task' as kind, r.id, r.project_id, r.id as task_id, r.name as title, null::text as body, r.name as said
      from task r where %s limit $6)
      union all
      (select 'resource', r.id, r.project_id, null, r.name, null, r.name from resource r where %s limit $6)
      union all
      (select 'comment', r.id, r.project_id, r.task_id, (select t.name from task t where t.id = r.task_id), r.body, r.body
      from comment r where %s limit $6)),
    ranked as (
      select f.*, case when lower(said) = lower($2) then 0 when starts_with(lower(said), lower($2)) then 1
        when strpos(lower(said), ' ' || lower($2)) > 0 then 2 else 3 end as rank
      from found f)
    select kind, id, project_id, task_id, title, body, rank from (
      select r.*, row_number() over (partition by kind order by rank, length(said), said, id) as place from ranked r) p
    where place <= $5
    order by rank, length(said), said, id
  $query$, replace(v_of, 'r.said', 'r.name'), replace(v_of, 'r.said', 'r.name'), replace(v_of, 'r.said', 'r.body'))
  using p_project_ids, p_text, p_patterns, p_probe, p_limit, p_read;
end $$;
grant create on schema public to throughline_gatekeeper;
alter function search_plans(uuid[], text, text[], text[], integer, integer) owner to throughline_gatekeeper;
revoke all on function search_plans(uuid[], text, text[], text[], integer, integer) from public;
grant execute on function search_plans(uuid[], text, text[], text[], integer, integer) to throughline_app;
revoke create on schema public from throughline_gatekeeper;

-- Down Migration
drop function search_plans(uuid[], text, text[], text[], integer, integer);
drop policy gatekeeper on comment;
drop policy gatekeeper on resource;
drop policy gatekeeper on task;
drop index comment_body_parts, resource_name_parts, task_name_parts;
