-- Up Migration
-- Passwords that people change; sessions that they see and end, and that end when they are not used.

-- Where a session was opened, and its limits: it ends `idle_limit` after it was last seen, and at `ends_at` however much
-- it is used. `expires_at` is the earlier of the two. Sessions of the version before this one have neither.
alter table session
  add column agent text,
  add column address text,
  add column idle_limit interval,
  add column ends_at timestamptz;

-- One that was not used in time stays over, whoever comes with it then.
create function prolong_session() returns trigger language plpgsql as $$
begin
  if old.expires_at > now() then
    new.expires_at := least(new.ends_at, new.last_seen_at + new.idle_limit);
  end if;
  return new;
end $$;
create trigger prolong before update of last_seen_at on session
  for each row when (old.idle_limit is not null) execute function prolong_session();

grant create on schema public to throughline_gatekeeper;

-- In place of `create_session`, which is the version's before this one. Answers until when it lasts if it is not used.
create function open_session(p_id uuid, p_token_hash bytea, p_person_id uuid, p_organisation_id uuid,
    p_idle_limit interval, p_ends_at timestamptz, p_agent text, p_address text)
  returns timestamptz language sql volatile security definer set search_path = public, pg_temp as $$
  insert into session (id, token_hash, person_id, organisation_id, expires_at, idle_limit, ends_at, agent, address)
  select p_id, p_token_hash, p_person_id, m.organisation_id, least(p_ends_at, now() + p_idle_limit), p_idle_limit,
    p_ends_at, p_agent, p_address
  from membership m where m.person_id = p_person_id and m.organisation_id = p_organisation_id
  returning expires_at
$$;

create function list_sessions(p_person_id uuid)
  returns table (id uuid, agent text, address text, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.agent, s.address, s.created_at, s.last_seen_at, s.expires_at from session s
  where s.person_id = p_person_id and s.revoked_at is null and s.expires_at > now()
  order by s.last_seen_at desc, s.id
$$;

-- One session of a person, or all where none is named, but never the kept one. Answers how many ended by it.
create function revoke_sessions(p_person_id uuid, p_session_id uuid, p_kept_session uuid) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with ended as (
    update session set revoked_at = now()
    where person_id = p_person_id and revoked_at is null and expires_at > now()
      and (p_session_id is null or id = p_session_id) and id is distinct from p_kept_session
    returning 1)
  select count(*) from ended
$$;

-- A new password; all sessions of the person end but the one that it was changed in.
create function set_password(p_person_id uuid, p_password_hash text, p_kept_session uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  update person set password_hash = p_password_hash where id = p_person_id;
  select revoke_sessions(p_person_id, null, p_kept_session)
$$;

-- Who is disabled, and enabled again later, begins anew.
create function end_credentials() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update session set revoked_at = now() where person_id = new.id and revoked_at is null;
  update api_token set revoked_at = now() where person_id = new.id and revoked_at is null;
  return null;
end $$;

do $$
declare f text;
begin
  foreach f in array array['open_session(uuid, bytea, uuid, uuid, interval, timestamptz, text, text)',
    'list_sessions(uuid)', 'revoke_sessions(uuid, uuid, uuid)', 'set_password(uuid, text, uuid)', 'end_credentials()']
  loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;
create trigger disabled after update of disabled_at on person
  for each row when (old.disabled_at is null and new.disabled_at is not null) execute function end_credentials();

-- Down Migration
drop trigger disabled on person;
drop function end_credentials();
drop function set_password(uuid, text, uuid);
drop function revoke_sessions(uuid, uuid, uuid);
drop function list_sessions(uuid);
drop function open_session(uuid, bytea, uuid, uuid, interval, timestamptz, text, text);
drop trigger prolong on session;
drop function prolong_session();
alter table session drop column agent, drop column address, drop column idle_limit, drop column ends_at;
