-- Up Migration
-- Accounts and tenancy. Roles, extensions and the database itself are made before migrations run (deploy, docs/operations.md).

create function current_organisation() returns uuid language sql stable as
  $$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;

create table organisation (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table person (
  id uuid primary key,
  email citext not null unique,
  name text not null,
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table membership (
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  role text not null check (role in ('admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (organisation_id, person_id)
);
create index membership_person on membership (person_id);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person,
  organisation_id uuid not null references organisation,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on session (person_id);

create table api_token (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  name text not null,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_token_person on api_token (organisation_id, person_id);

alter table organisation enable row level security;
alter table organisation force row level security;
create policy tenant on organisation using (id = current_organisation());
alter table membership enable row level security;
alter table membership force row level security;
create policy tenant on membership using (organisation_id = current_organisation());
alter table person enable row level security;
alter table person force row level security;
create policy colleague on person for select using (
  exists (select from membership m where m.person_id = person.id and m.organisation_id = current_organisation()));
alter table session enable row level security;
alter table session force row level security;
alter table api_token enable row level security;
alter table api_token force row level security;
create policy tenant on api_token using (organisation_id = current_organisation());

-- Row-level security is forced on owners too; what must see across tenants is done by `throughline_gatekeeper`, a role
-- without login that only owns the functions below.
grant select, insert, update on person, membership, session, api_token, organisation to throughline_gatekeeper;
create policy gatekeeper on organisation to throughline_gatekeeper using (true) with check (true);
create policy gatekeeper on person to throughline_gatekeeper using (true) with check (true);
create policy gatekeeper on membership to throughline_gatekeeper using (true) with check (true);
create policy gatekeeper on session to throughline_gatekeeper using (true) with check (true);
create policy gatekeeper on api_token to throughline_gatekeeper using (true) with check (true);
grant usage, create on schema public to throughline_gatekeeper;

-- Sign-in: the hash to verify, and the first organisation by age of membership.
create function find_credentials(p_email text)
  returns table (person_id uuid, password_hash text, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.password_hash, m.organisation_id
  from person p
  join lateral (select m.organisation_id from membership m where m.person_id = p.id order by m.created_at limit 1) m on true
  where p.email = p_email::citext and p.disabled_at is null
$$;

create function create_session(p_id uuid, p_token_hash bytea, p_person_id uuid, p_organisation_id uuid, p_expires_at timestamptz)
  returns void language sql volatile security definer set search_path = public, pg_temp as $$
  insert into session (id, token_hash, person_id, organisation_id, expires_at)
  select p_id, p_token_hash, p_person_id, m.organisation_id, p_expires_at
  from membership m where m.person_id = p_person_id and m.organisation_id = p_organisation_id
$$;

-- A living session; touched once a minute at most.
create function find_session(p_token_hash bytea)
  returns table (session_id uuid, person_id uuid, organisation_id uuid, organisation_role text, expires_at timestamptz)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update session s set last_seen_at = now()
  where s.token_hash = p_token_hash and s.last_seen_at < now() - interval '1 minute' and s.revoked_at is null;
  select s.id, s.person_id, s.organisation_id, m.role, s.expires_at
  from session s
  join person p on p.id = s.person_id and p.disabled_at is null
  join membership m on m.person_id = s.person_id and m.organisation_id = s.organisation_id
  where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > now()
$$;

create function revoke_session(p_session_id uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp as
  $$ update session set revoked_at = now() where id = p_session_id and revoked_at is null $$;

create function switch_session(p_session_id uuid, p_organisation_id uuid) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with switched as (
    update session s set organisation_id = m.organisation_id from membership m
    where s.id = p_session_id and m.person_id = s.person_id and m.organisation_id = p_organisation_id
    returning 1)
  select exists (select from switched)
$$;

create function find_api_token(p_token_id uuid)
  returns table (person_id uuid, organisation_id uuid, organisation_role text, secret_hash bytea, expires_at timestamptz)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update api_token set last_used_at = now()
  where id = p_token_id and revoked_at is null and (last_used_at is null or last_used_at < now() - interval '1 minute');
  select t.person_id, t.organisation_id, m.role, t.secret_hash, t.expires_at
  from api_token t
  join person p on p.id = t.person_id and p.disabled_at is null
  join membership m on m.person_id = t.person_id and m.organisation_id = t.organisation_id
  where t.id = p_token_id and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
$$;

-- Which of these sessions and tokens still live, and where each works now: the gateway cuts sockets of the others.
create function list_living_credentials(p_ids uuid[])
  returns table (id uuid, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.organisation_id
  from (
    select s.id, s.person_id, s.organisation_id from session s
    where s.id = any(p_ids) and s.revoked_at is null and s.expires_at > now()
    union all
    select t.id, t.person_id, t.organisation_id from api_token t
    where t.id = any(p_ids) and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())) c
  join person p on p.id = c.person_id and p.disabled_at is null
  join membership m on m.person_id = c.person_id and m.organisation_id = c.organisation_id
$$;

create function list_organisations(p_person_id uuid)
  returns table (id uuid, name text, role text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name, m.role from membership m join organisation o on o.id = m.organisation_id
  where m.person_id = p_person_id order by m.created_at
$$;

-- The one way to make a person, in an organisation. A known address joins with the password that it has.
create function create_person(p_id uuid, p_email text, p_name text, p_password_hash text, p_organisation_id uuid, p_role text)
  returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_person uuid;
begin
  insert into person (id, email, name, password_hash) values (p_id, p_email::citext, p_name, p_password_hash)
  on conflict (email) do nothing;
  select p.id into v_person from person p where p.email = p_email::citext;
  insert into membership (organisation_id, person_id, role) values (p_organisation_id, v_person, p_role);
  return v_person;
end $$;

-- First start: the organisation and its admin, once. Answers null when any person exists already.
create function bootstrap_organisation(p_organisation_id uuid, p_name text, p_person_id uuid, p_email text, p_person_name text, p_password_hash text)
  returns uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('bootstrap_organisation'));
  if exists (select from person) then return null; end if;
  insert into organisation (id, name) values (p_organisation_id, p_name);
  insert into person (id, email, name, password_hash) values (p_person_id, p_email::citext, p_person_name, p_password_hash);
  insert into membership (organisation_id, person_id, role) values (p_organisation_id, p_person_id, 'admin');
  return p_organisation_id;
end $$;

create function purge_sessions() returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from session where expires_at < now() - interval '7 days' or revoked_at < now() - interval '7 days' returning 1)
  select count(*) from gone
$$;
grant delete on session to throughline_gatekeeper;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prosecdef
  loop
    execute format('alter function %s owner to throughline_gatekeeper', f.signature);
    execute format('revoke all on function %s from public', f.signature);
    execute format('grant execute on function %s to throughline_app', f.signature);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;

grant usage on schema public to throughline_app, throughline_dispatcher;
grant select on organisation, person, membership to throughline_app;
grant update (name) on organisation to throughline_app;
grant select, insert, update on api_token to throughline_app;

-- Down Migration
drop function purge_sessions();
drop function bootstrap_organisation(uuid, text, uuid, text, text, text);
drop function create_person(uuid, text, text, text, uuid, text);
drop function list_organisations(uuid);
drop function list_living_credentials(uuid[]);
drop function find_api_token(uuid);
drop function switch_session(uuid, uuid);
drop function revoke_session(uuid);
drop function find_session(bytea);
drop function create_session(uuid, bytea, uuid, uuid, timestamptz);
drop function find_credentials(text);
drop table api_token, session, membership, person, organisation;
drop function current_organisation();
revoke usage on schema public from throughline_app, throughline_dispatcher, throughline_gatekeeper;
