-- Up Migration
-- The audit trail: who did what, from where, to what, before and after (docs/decisions/0030). Triggers write it with each
-- change, so that no code can forget it; the role of the application can only read it; a sealer chains it by hash.

create table audit_event (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references organisation,
  at timestamptz not null default clock_timestamp(),
  -- The operation of the API, or what a workflow did.
  act text not null,
  entity text not null,
  entity_id text,
  change text not null check (change in ('created', 'changed', 'deleted', 'refused')),
  person_id uuid,
  credential_kind text,
  credential_id uuid,
  address text,
  agent text,
  request_id text,
  before jsonb,
  after jsonb,
  -- Its place in the chain of the organisation, once it is sealed.
  sequence bigint,
  hash bytea,
  check ((sequence is null) = (hash is null)),
  unique (organisation_id, sequence)
);
create index audit_event_time on audit_event (organisation_id, id desc);
create index audit_event_unsealed on audit_event (id) where hash is null;
create table audit_head (
  organisation_id uuid primary key references organisation,
  sequence bigint not null,
  hash bytea not null
);

do $$
declare t text;
begin
  foreach t in array array['audit_event', 'audit_head'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I for select to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('create policy gatekeeper on %I to throughline_gatekeeper using (true) with check (true)', t);
    execute format('grant select on %I to throughline_app', t);
  end loop;
end $$;
grant select, insert, update (sequence, hash) on audit_event to throughline_gatekeeper;
grant select, insert, update on audit_head to throughline_gatekeeper;

grant create on schema public to throughline_gatekeeper;

-- One row of the trail. `app.caller` says who acts, where a request does; work in the background says it by `p_person_id`.
create function audit(p_organisation_id uuid, p_entity text, p_entity_id text, p_change text, p_person_id uuid, p_before jsonb, p_after jsonb)
  returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_caller jsonb := nullif(current_setting('app.caller', true), '')::jsonb;
begin
  insert into audit_event (organisation_id, act, entity, entity_id, change, person_id, credential_kind, credential_id,
    address, agent, request_id, before, after)
  values (p_organisation_id, coalesce(v_caller ->> 'act', 'background'), p_entity, p_entity_id, p_change,
    coalesce((v_caller ->> 'personId')::uuid, p_person_id), v_caller ->> 'kind', (v_caller ->> 'id')::uuid,
    v_caller ->> 'address', v_caller ->> 'agent', v_caller ->> 'requestId', p_before, p_after);
end $$;

-- For any table with an organisation. Arguments: how a row is named (a column), columns that are secrets, whose values are
-- never told, only that they changed, and columns whose changes are no news.
create function audit_row() returns trigger language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_secret constant text[] := string_to_array(tg_argv[1], ',');
  v_noise constant text[] := string_to_array(tg_argv[2], ',');
  v_old jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - v_noise end;
  v_new jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - v_noise end;
  v_row jsonb := coalesce(v_new, v_old);
  v_before jsonb;
  v_after jsonb;
begin
  if v_old = v_new then return null; end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, case when o.key = any(v_secret) then '"…"' else o.value end),
      jsonb_object_agg(o.key, case when o.key = any(v_secret) then '"… (another)"' else n.value end)
    into v_before, v_after
    from jsonb_each(v_old) o join jsonb_each(v_new) n using (key) where o.value is distinct from n.value;
  else
    v_before := v_old - v_secret;
    v_after := v_new - v_secret;
  end if;
  perform audit((v_row ->> case tg_table_name when 'organisation' then 'id' else 'organisation_id' end)::uuid,
    tg_table_name, v_row ->> tg_argv[0], case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'deleted' end,
    null, v_before, v_after);
  return null;
end $$;

-- What a change set did stands in its operations and their inverse; the trail keeps what they are told by, and, but for
-- imports and seeds, whose file is kept, a hash of them.
create function audit_change_set() returns trigger language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform audit(new.organisation_id, 'change_set', new.id::text, 'created', new.actor_id, null, jsonb_build_object(
    'projectId', new.project_id, 'revision', new.revision, 'kind', new.kind, 'summary', new.summary,
    'content', case when new.kind not in ('import', 'seed') then
      encode(sha256(convert_to(new.operations::text || new.inverse::text, 'UTF8')), 'hex') end));
  return null;
end $$;

create function audit_project_end() returns trigger language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform audit(new.organisation_id, 'project', new.id::text, 'deleted', null, jsonb_build_object('name', old.name), null);
  return null;
end $$;

-- A sign-in that was refused, for each organisation of the person; of strangers nobody would read it.
create function audit_refused_sign_in(p_email text) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  select audit(m.organisation_id, 'session', null, 'refused', p.id, null, null)
  from person p join membership m on m.person_id = p.id where p.email = p_email::citext
$$;

-- What a hash covers: all that a row of the trail says, and its place.
create function audit_content(e audit_event) returns text language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object('id', e.id, 'organisation', e.organisation_id, 'at', (extract(epoch from e.at) * 1000000)::bigint,
    'act', e.act, 'entity', e.entity, 'entityId', e.entity_id, 'change', e.change, 'person', e.person_id,
    'credential', array[e.credential_kind, e.credential_id::text], 'address', e.address, 'agent', e.agent,
    'request', e.request_id, 'before', e.before, 'after', e.after, 'sequence', e.sequence)::text
$$;

-- Chains what is not sealed yet to what is: the hash of each row is that of the row before it and its own content. One at
-- a time; rows that were committed late come behind those that are sealed.
create function seal_audit(p_limit integer) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  e audit_event;
  v_head audit_head;
  v_count integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('seal_audit')) then return 0; end if;
  for e in select * from audit_event where hash is null order by id limit p_limit loop
    select * into v_head from audit_head h where h.organisation_id = e.organisation_id;
    e.sequence := coalesce(v_head.sequence, 0) + 1;
    e.hash := sha256(coalesce(v_head.hash, ''::bytea) || convert_to(audit_content(e), 'UTF8'));
    update audit_event set sequence = e.sequence, hash = e.hash where id = e.id;
    insert into audit_head values (e.organisation_id, e.sequence, e.hash)
    on conflict (organisation_id) do update set sequence = excluded.sequence, hash = excluded.hash;
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;

create function list_audited_organisations() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as
  $$ select id from organisation order by id $$;

do $$
declare f text;
begin
  foreach f in array array['audit(uuid, text, text, text, uuid, jsonb, jsonb)', 'audit_row()', 'audit_change_set()',
    'audit_project_end()', 'audit_refused_sign_in(text)', 'seal_audit(integer)', 'list_audited_organisations()'] loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function audit_refused_sign_in(text), seal_audit(integer), list_audited_organisations() to throughline_app;
revoke create on schema public from throughline_gatekeeper;

create trigger audit after insert or update or delete on membership
  for each row execute function audit_row('person_id', '', 'created_at,standing');
create trigger audit after insert or update or delete on api_token
  for each row execute function audit_row('id', 'secret_hash', 'created_at,last_used_at');
create trigger audit after insert or update on session
  for each row execute function audit_row('id', 'token_hash', 'created_at,last_seen_at');
create trigger audit after insert or update or delete on organisation
  for each row execute function audit_row('id', '', 'created_at');
create trigger audit after insert or update or delete on project_member
  for each row execute function audit_row('person_id', '', 'created_at');
create trigger audit after insert or update or delete on custom_role
  for each row execute function audit_row('id', '', 'created_at');
create trigger audit after insert or update or delete on table_mapping
  for each row execute function audit_row('header_hash', '', 'created_at,updated_at');
create trigger audit after insert on import_job
  for each row execute function audit_row('id', 'sha256', 'revision,created_at,progressed_at,phase_started_at');
create trigger audit after insert on change_set for each row execute function audit_change_set();
create trigger audit after update on project for each row
  when (old.deleted_at is null and new.deleted_at is not null) execute function audit_project_end();

-- Down Migration
drop trigger audit on project;
drop trigger audit on change_set;
drop trigger audit on import_job;
drop trigger audit on table_mapping;
drop trigger audit on custom_role;
drop trigger audit on project_member;
drop trigger audit on organisation;
drop trigger audit on session;
drop trigger audit on api_token;
drop trigger audit on membership;
drop function list_audited_organisations();
drop function seal_audit(integer);
drop function audit_content(audit_event);
drop function audit_refused_sign_in(text);
drop function audit_project_end();
drop function audit_change_set();
drop function audit_row();
drop function audit(uuid, text, text, text, uuid, jsonb, jsonb);
drop table audit_head, audit_event;
