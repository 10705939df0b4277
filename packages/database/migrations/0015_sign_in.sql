-- Up Migration
-- Passwords that people change; sessions that they see and end, and that end when they are not used; links that can be used
-- once: invitations, resets, new addresses; codes of an authenticator as second step of a sign-in.

-- Where a session was opened, and its limits: it ends `idle_hours` after it was last seen, and at `ends_at` however much
-- it is used. `expires_at` is the earlier of the two. Sessions of the version before this one have neither.
alter table session
  add column agent text,
  add column address text,
  add column idle_hours integer,
  add column ends_at timestamptz;

-- One that was not used in time stays over, whoever comes with it then.
create function prolong_session() returns trigger language plpgsql as $$
begin
  if old.expires_at > now() then
    new.expires_at := least(new.ends_at, new.last_seen_at + make_interval(hours => new.idle_hours));
  end if;
  return new;
end $$;
create trigger prolong before update of last_seen_at on session
  for each row when (old.idle_hours is not null) execute function prolong_session();

-- A link in a mail, which shows that whoever comes with its secret reads that address. The secret itself is nowhere here: it
-- is made from the id when the mail is written (decision 32). Without an organisation: a reset for an address that nobody
-- has, kept so that such a request writes as much as any other.
create table one_use_link (
  id uuid primary key,
  purpose text not null check (purpose in ('invitation', 'reset', 'email')),
  secret_hash bytea not null unique,
  organisation_id uuid references organisation,
  -- Whose account it is about; null for an invitation.
  person_id uuid references person,
  email citext not null,
  -- Of a new address: the one before it.
  former_email citext,
  -- Of an invitation: what the person will be.
  role text check (role in ('member', 'admin')),
  created_by uuid references person,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index one_use_link_email on one_use_link (email, created_at);
create index one_use_link_organisation on one_use_link (organisation_id, created_at);
create index one_use_link_person on one_use_link (person_id);
alter table one_use_link enable row level security;
alter table one_use_link force row level security;
create policy tenant on one_use_link to throughline_app using (organisation_id = (select current_organisation()));
create policy gatekeeper on one_use_link to throughline_gatekeeper using (true) with check (true);
grant select, insert, update on one_use_link to throughline_app;
grant select, insert, update, delete on one_use_link to throughline_gatekeeper;

-- Mails about links go to the address of the link.
alter table notification
  alter column person_id drop not null,
  add column link_id uuid references one_use_link on delete set null;
create index notification_link on notification (link_id) where link_id is not null;
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('task-assigned', 'import-ended', 'import-expiring', 'invitation', 'password-reset', 'email-change',
    'email-change-notice', 'webhook-disabled'));
grant insert on notification to throughline_gatekeeper;
create policy gatekeeper on notification for insert to throughline_gatekeeper with check (true);

-- The secret that an authenticator app makes codes from, sealed by the service (packages/platform/src/sealer.ts); it counts once a first code was given.
-- `last_step` is the last of the 30 seconds whose code was used: none is used twice.
create table second_step (
  person_id uuid primary key references person,
  secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);
create table recovery_code (
  person_id uuid not null references second_step on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
do $$
declare t text;
begin
  foreach t in array array['second_step', 'recovery_code']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy gatekeeper on %I to throughline_gatekeeper using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to throughline_gatekeeper', t);
  end loop;
end $$;

grant create on schema public to throughline_gatekeeper;

-- In place of `create_session`, which is the version's before this one. Answers until when it lasts if it is not used.
create function open_session(p_id uuid, p_token_hash bytea, p_person_id uuid, p_organisation_id uuid,
    p_idle_hours integer, p_ends_at timestamptz, p_agent text, p_address text)
  returns timestamptz language sql volatile security definer set search_path = public, pg_temp as $$
  insert into session (id, token_hash, person_id, organisation_id, expires_at, idle_hours, ends_at, agent, address)
  select p_id, p_token_hash, p_person_id, m.organisation_id,
    least(p_ends_at, now() + make_interval(hours => p_idle_hours)), p_idle_hours,
    p_ends_at, p_agent, p_address
  from membership m
  where m.person_id = p_person_id and m.organisation_id = p_organisation_id and m.disabled_at is null
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

-- A new password; all sessions of the person end but the one that it was changed in, and links that wait are of no use.
create function set_password(p_person_id uuid, p_password_hash text, p_kept_session uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  update person set password_hash = p_password_hash where id = p_person_id;
  update one_use_link set revoked_at = now() where person_id = p_person_id and used_at is null and revoked_at is null;
  select revoke_sessions(p_person_id, null, p_kept_session)
$$;

-- A link to a new password, and the mail with it, where somebody has the address. Both ways it is one call that writes and
-- commits; it does nothing when the address was given too often.
create function request_reset(p_id uuid, p_secret_hash bytea, p_email text, p_expires_at timestamptz, p_most_a_day integer)
  returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_person uuid;
  v_organisation uuid;
  v_notification uuid := gen_random_uuid();
begin
  if (select count(*) from one_use_link where email = p_email::citext and purpose = 'reset'
      and created_at > now() - interval '1 day') >= p_most_a_day then
    return;
  end if;
  select c.person_id, c.organisation_id into v_person, v_organisation from find_credentials(p_email) c;
  insert into one_use_link (id, purpose, secret_hash, organisation_id, person_id, email, expires_at)
  values (p_id, 'reset', p_secret_hash, v_organisation, v_person, p_email::citext, p_expires_at);
  if v_person is not null then
    insert into notification (id, organisation_id, person_id, kind, link_id, effect_key)
    values (v_notification, v_organisation, v_person, 'password-reset', p_id, 'password-reset/' || p_id);
    insert into work_request (id, organisation_id, kind, subject_id)
    values (gen_random_uuid(), v_organisation, 'notify', v_notification);
  end if;
end $$;

create function find_link(p_secret_hash bytea, p_purpose text)
  returns table (id uuid, organisation_id uuid, organisation_name text, person_id uuid, person_name text, email text,
    role text, is_known boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, l.organisation_id, o.name, l.person_id, p.name, l.email::text, l.role,
    exists (select from person known where known.email = l.email)
  from one_use_link l
  join organisation o on o.id = l.organisation_id
  left join person p on p.id = l.person_id
  where l.secret_hash = p_secret_hash and l.purpose = p_purpose and l.used_at is null and l.revoked_at is null
    and l.expires_at > now() and p.disabled_at is null
$$;

-- True for one of those who come with a link, however many come at once.
create function use_link(p_id uuid) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with used as (
    update one_use_link set used_at = now()
    where id = p_id and used_at is null and revoked_at is null and expires_at > now()
    returning 1)
  select exists (select from used)
$$;

-- False when somebody else has the address.
create function set_email(p_person_id uuid, p_email text) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update person set email = p_email::citext where id = p_person_id;
  return true;
exception when unique_violation then
  return false;
end $$;

create function purge_links() returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (delete from one_use_link where expires_at < now() - interval '30 days' returning 1)
  select count(*) from gone
$$;

create function find_second_step(p_person_id uuid)
  returns table (secret text, is_confirmed boolean, codes_left integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.secret, s.confirmed_at is not null,
    (select count(*)::int from recovery_code c where c.person_id = s.person_id and c.used_at is null)
  from second_step s where s.person_id = p_person_id
$$;

-- Begins anew until it is confirmed; false when there is one that is.
create function begin_second_step(p_person_id uuid, p_secret text) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with begun as (
    insert into second_step as s (person_id, secret) values (p_person_id, p_secret)
    on conflict (person_id) do update set secret = excluded.secret, last_step = 0 where s.confirmed_at is null
    returning 1)
  select exists (select from begun)
$$;

-- True for one of those who come with the code of these 30 seconds.
create function take_code_step(p_person_id uuid, p_step bigint) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with taken as (
    update second_step set last_step = p_step, confirmed_at = coalesce(confirmed_at, now())
    where person_id = p_person_id and last_step < p_step
    returning 1)
  select exists (select from taken)
$$;

create function replace_recovery_codes(p_person_id uuid, p_hashes bytea[]) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  delete from recovery_code where person_id = p_person_id;
  insert into recovery_code (person_id, code_hash) select p_person_id, unnest(p_hashes)
$$;

create function take_recovery_code(p_person_id uuid, p_hash bytea) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with taken as (
    update recovery_code set used_at = now() where person_id = p_person_id and code_hash = p_hash and used_at is null
    returning 1)
  select exists (select from taken)
$$;

create function remove_second_step(p_person_id uuid) returns boolean
  language sql volatile security definer set search_path = public, pg_temp as $$
  with removed as (delete from second_step where person_id = p_person_id returning 1)
  select exists (select from removed)
$$;

-- Who is disabled, and enabled again later, begins anew.
create function end_credentials() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update session set revoked_at = now() where person_id = new.id and revoked_at is null;
  update api_token set revoked_at = now() where person_id = new.id and revoked_at is null;
  return null;
end $$;

-- What changed about a person, in the trail of each organisation that they are in.
create function audit_person_row() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_secret constant text[] := string_to_array(tg_argv[1], ',');
  v_noise constant text[] := string_to_array(tg_argv[2], ',');
  v_old jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - v_noise end;
  v_new jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - v_noise end;
  v_row jsonb := coalesce(v_new, v_old);
  v_person uuid := (v_row ->> tg_argv[0])::uuid;
  v_before jsonb := v_old - v_secret;
  v_after jsonb := v_new - v_secret;
begin
  if v_old = v_new then return null; end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, case when o.key = any(v_secret) then '"…"' else o.value end),
      jsonb_object_agg(o.key, case when o.key = any(v_secret) then '"… (another)"' else n.value end)
    into v_before, v_after
    from jsonb_each(v_old) o join jsonb_each(v_new) n using (key) where o.value is distinct from n.value;
  end if;
  perform audit(m.organisation_id, tg_table_name, v_person::text,
    case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'deleted' end, v_person, v_before, v_after)
  from membership m where m.person_id = v_person;
  return null;
end $$;

do $$
declare f text;
begin
  foreach f in array array['audit_person_row()', 'open_session(uuid, bytea, uuid, uuid, integer, timestamptz, text, text)',
    'list_sessions(uuid)', 'revoke_sessions(uuid, uuid, uuid)', 'set_password(uuid, text, uuid)', 'end_credentials()',
    'request_reset(uuid, bytea, text, timestamptz, integer)', 'find_link(bytea, text)', 'use_link(uuid)',
    'set_email(uuid, text)', 'purge_links()', 'find_second_step(uuid)', 'begin_second_step(uuid, text)',
    'take_code_step(uuid, bigint)', 'replace_recovery_codes(uuid, bytea[])', 'take_recovery_code(uuid, bytea)',
    'remove_second_step(uuid)']
  loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;
create trigger disabled after update of disabled_at on person
  for each row when (old.disabled_at is null and new.disabled_at is not null) execute function end_credentials();

create trigger audit after update on person
  for each row execute function audit_person_row('id', 'password_hash', 'created_at');
create trigger audit after insert or update or delete on second_step
  for each row execute function audit_person_row('person_id', 'secret', 'created_at,last_step');
create trigger audit after insert or update on one_use_link
  for each row when (new.organisation_id is not null) execute function audit_row('id', 'secret_hash', 'created_at');

-- Down Migration
drop trigger audit on person;
drop trigger audit on second_step;
drop function audit_person_row();
drop trigger disabled on person;
drop function end_credentials();
drop function remove_second_step(uuid);
drop function take_recovery_code(uuid, bytea);
drop function replace_recovery_codes(uuid, bytea[]);
drop function take_code_step(uuid, bigint);
drop function begin_second_step(uuid, text);
drop function find_second_step(uuid);
drop table recovery_code, second_step;
drop function purge_links();
drop function set_email(uuid, text);
drop function use_link(uuid);
drop function find_link(bytea, text);
drop function request_reset(uuid, bytea, text, timestamptz, integer);
drop function set_password(uuid, text, uuid);
drop function revoke_sessions(uuid, uuid, uuid);
drop function list_sessions(uuid);
drop function open_session(uuid, bytea, uuid, uuid, integer, timestamptz, text, text);
drop trigger prolong on session;
drop function prolong_session();
drop policy gatekeeper on notification;
revoke insert on notification from throughline_gatekeeper;
do $$
declare t text;
begin
  foreach t in array array['notification', 'email_delivery']
  loop
    execute format('alter table %I no force row level security', t);
  end loop;
end $$;
delete from email_delivery d using notification n where n.id = d.notification_id
  and n.kind in ('invitation', 'password-reset', 'email-change', 'email-change-notice');
delete from notification where kind in ('invitation', 'password-reset', 'email-change', 'email-change-notice');
do $$
declare t text;
begin
  foreach t in array array['notification', 'email_delivery']
  loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('task-assigned', 'import-ended', 'import-expiring', 'webhook-disabled'));
alter table notification drop column link_id, alter column person_id set not null;
drop table one_use_link;
alter table session drop column agent, drop column address, drop column idle_hours, drop column ends_at;
