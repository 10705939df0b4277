-- Up Migration
-- Sign-in through providers (docs/decisions/0035): who somebody is elsewhere, and who that is here.

create table identity (
  id uuid primary key,
  person_id uuid not null references person,
  -- Of the settings.
  provider text not null,
  -- Whom the provider means: what it calls them may change, this does not.
  subject text not null,
  -- What the person knows it by, as it was when it was linked.
  label text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  unique (provider, subject)
);
create index identity_person on identity (person_id);

-- Public keys of authenticators that people sign in with (WebAuthn).
create table passkey (
  id uuid primary key,
  person_id uuid not null references person,
  credential_id text not null unique,
  public_key bytea not null,
  -- How often the authenticator says that it was used; 0 for those that do not count.
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_person on passkey (person_id);

-- Answers of providers and authenticators that were taken already, each until it would be too late for it anyway: none is taken twice.
create table sign_in_attempt (
  id uuid primary key,
  expires_at timestamptz not null
);
create index sign_in_attempt_expiry on sign_in_attempt (expires_at);

do $$
declare t text;
begin
  foreach t in array array['identity', 'passkey', 'sign_in_attempt']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy gatekeeper on %I to throughline_gatekeeper using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_gatekeeper', t);
  end loop;
end $$;

grant create on schema public to throughline_gatekeeper;

-- Who may sign in as whom, with the first of their organisations that has not put them off.
create function find_person_to_sign_in(p_person_id uuid)
  returns table (person_id uuid, email text, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.email::text, c.organisation_id from person p, find_credentials(p.email::text) c where p.id = p_person_id
$$;

create function find_identity(p_provider text, p_subject text)
  returns table (person_id uuid, email text, organisation_id uuid)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update identity set last_used_at = now() where provider = p_provider and subject = p_subject;
  select f.person_id, f.email, f.organisation_id
  from identity i, find_person_to_sign_in(i.person_id) f where i.provider = p_provider and i.subject = p_subject
$$;

-- False when it is somebody else's.
create function link_identity(p_id uuid, p_person_id uuid, p_provider text, p_subject text, p_label text) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  insert into identity (id, person_id, provider, subject, label) values (p_id, p_person_id, p_provider, p_subject, p_label)
  on conflict (provider, subject) do nothing;
  select i.person_id = p_person_id from identity i where i.provider = p_provider and i.subject = p_subject
$$;

create function list_identities(p_person_id uuid)
  returns table (id uuid, provider text, label text, created_at timestamptz, last_used_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.provider, i.label, i.created_at, i.last_used_at from identity i
  where i.person_id = p_person_id order by i.created_at, i.id
$$;

-- Whether somebody could still sign in without one of their identities or passkeys.
create function has_another_way(p_person_id uuid, p_without uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from person where id = p_person_id and password_hash is not null)
    or exists (select from identity where person_id = p_person_id and id <> p_without)
    or exists (select from passkey where person_id = p_person_id and id <> p_without)
$$;

-- `last` when nothing would be left to sign in with.
create function unlink_identity(p_person_id uuid, p_id uuid) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform from person where id = p_person_id for update;
  if not exists (select from identity where id = p_id and person_id = p_person_id) then return 'absent'; end if;
  if not has_another_way(p_person_id, p_id) then return 'last'; end if;
  delete from identity where id = p_id;
  return 'done';
end $$;

-- False when it is there already.
create function add_passkey(p_id uuid, p_person_id uuid, p_credential_id text, p_public_key bytea, p_counter bigint,
    p_transports text[], p_name text) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with added as (
    insert into passkey (id, person_id, credential_id, public_key, counter, transports, name)
    values (p_id, p_person_id, p_credential_id, p_public_key, p_counter, p_transports, p_name)
    on conflict (credential_id) do nothing returning 1)
  select exists (select from added)
$$;

create function list_passkeys(p_person_id uuid)
  returns table (id uuid, credential_id text, transports text[], name text, created_at timestamptz, last_used_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.credential_id, k.transports, k.name, k.created_at, k.last_used_at from passkey k
  where k.person_id = p_person_id order by k.created_at, k.id
$$;

create function find_passkey(p_credential_id text)
  returns table (id uuid, person_id uuid, public_key bytea, counter bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.person_id, k.public_key, k.counter from passkey k where k.credential_id = p_credential_id
$$;

-- False for a counter that does not go on, which a copy of the authenticator would show.
create function use_passkey(p_id uuid, p_counter bigint) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with used as (
    update passkey set counter = p_counter, last_used_at = now()
    where id = p_id and (counter < p_counter or (counter = 0 and p_counter = 0))
    returning 1)
  select exists (select from used)
$$;

create function rename_passkey(p_person_id uuid, p_id uuid, p_name text) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with renamed as (update passkey set name = p_name where id = p_id and person_id = p_person_id returning 1)
  select exists (select from renamed)
$$;

create function remove_passkey(p_person_id uuid, p_id uuid) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform from person where id = p_person_id for update;
  if not exists (select from passkey where id = p_id and person_id = p_person_id) then return 'absent'; end if;
  if not has_another_way(p_person_id, p_id) then return 'last'; end if;
  delete from passkey where id = p_id;
  return 'done';
end $$;

-- Whoever shows that an address is theirs gets the account that has it, and nobody else keeps a way into it: no password,
-- session, link, identity or passkey that was there before.
create function hand_over_person(p_person_id uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  delete from identity where person_id = p_person_id;
  delete from passkey where person_id = p_person_id;
  select set_password(p_person_id, null, null)
$$;

-- True for one of those who come with it.
create function take_sign_in_attempt(p_id uuid, p_expires_at timestamptz) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  delete from sign_in_attempt where expires_at < now();
  with taken as (
    insert into sign_in_attempt (id, expires_at) values (p_id, p_expires_at) on conflict do nothing returning 1)
  select exists (select from taken)
$$;

-- A sign-in through a provider that was refused to somebody known, for each organisation of theirs.
create function audit_refused_identity(p_provider text, p_subject text) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  select audit(m.organisation_id, 'session', null, 'refused', i.person_id, null, null)
  from identity i join membership m on m.person_id = i.person_id where i.provider = p_provider and i.subject = p_subject
$$;

do $$
declare f text;
begin
  foreach f in array array['find_person_to_sign_in(uuid)', 'find_identity(text, text)',
    'link_identity(uuid, uuid, text, text, text)', 'list_identities(uuid)', 'has_another_way(uuid, uuid)',
    'unlink_identity(uuid, uuid)', 'add_passkey(uuid, uuid, text, bytea, bigint, text[], text)', 'list_passkeys(uuid)',
    'find_passkey(text)', 'use_passkey(uuid, bigint)', 'rename_passkey(uuid, uuid, text)', 'remove_passkey(uuid, uuid)',
    'hand_over_person(uuid)', 'take_sign_in_attempt(uuid, timestamptz)', 'audit_refused_identity(text, text)']
  loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;

create trigger audit after insert or update or delete on identity
  for each row execute function audit_person_row('person_id', '', 'created_at,last_used_at');
create trigger audit after insert or update or delete on passkey
  for each row execute function audit_person_row('person_id', 'public_key', 'created_at,last_used_at,counter');

-- Down Migration
drop function audit_refused_identity(text, text);
drop function take_sign_in_attempt(uuid, timestamptz);
drop function hand_over_person(uuid);
drop function remove_passkey(uuid, uuid);
drop function rename_passkey(uuid, uuid, text);
drop function use_passkey(uuid, bigint);
drop function find_passkey(text);
drop function list_passkeys(uuid);
drop function add_passkey(uuid, uuid, text, bytea, bigint, text[], text);
drop function unlink_identity(uuid, uuid);
drop function has_another_way(uuid, uuid);
drop function list_identities(uuid);
drop function link_identity(uuid, uuid, text, text, text);
drop function find_identity(text, text);
drop function find_person_to_sign_in(uuid);
drop table sign_in_attempt, passkey, identity;
