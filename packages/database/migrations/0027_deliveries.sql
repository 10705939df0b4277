-- Up Migration
-- Deliveries of notifications say what they wait for and what became of them, and people choose when they are told
-- (decision 43). The version before this one goes on sending each mail at once.

-- The table of kinds is the contract's; a list of them here would only say it again.
alter table notification drop constraint notification_kind_check;

-- A row is there from the notification on, and has its Message-ID when it is first sent. `claimed` and `not-deliverable`
-- are words of the version before, for `sending` and `failed`.
alter table email_delivery drop constraint email_delivery_state_check;
alter table email_delivery
  alter column message_id drop not null,
  add column person_id uuid references person,
  -- What a pending one waits for, and until when.
  add column waits_for text check (waits_for in ('window', 'quiet-hours', 'digest')),
  add column waits_until timestamptz,
  add column digest text check (digest in ('hourly', 'daily', 'weekly')),
  -- The notification whose mail tells of this one as well: a digest, or one on the same thing shortly before.
  add column carried_by uuid references notification,
  -- Asked for by a person: goes out whatever the hour.
  add column asked_at timestamptz,
  add column ended_at timestamptz,
  -- What the server said to the mail that it took.
  add column reply text,
  -- Attempts of which nobody knows whether the server took the mail.
  add column unanswered integer not null default 0;
alter table email_delivery no force row level security;
alter table notification no force row level security;
update email_delivery d set
  state = case d.state when 'claimed' then 'sending' when 'not-deliverable' then 'failed' else d.state end,
  ended_at = case when d.state <> 'claimed' then coalesce(d.sent_at, d.created_at) end,
  person_id = n.person_id
from notification n where n.id = d.notification_id;
alter table email_delivery force row level security;
alter table notification force row level security;
alter table email_delivery add constraint email_delivery_state_check check (state in ('pending', 'sending', 'sent', 'bounced',
  'failed', 'unknown', 'not-wanted', 'obsolete', 'cancelled', 'claimed', 'not-deliverable'));
create index email_delivery_time on email_delivery (organisation_id, created_at desc, notification_id desc);
create index email_delivery_waiting on email_delivery (organisation_id, created_at)
  where state in ('pending', 'sending', 'claimed', 'unknown');
create index email_delivery_pending on email_delivery (organisation_id, person_id)
  where state = 'pending' and waits_for is not null;
create index email_delivery_carried on email_delivery (carried_by) where carried_by is not null;
create index notification_actor on notification (organisation_id, actor_id, created_at desc) where actor_id is not null;

alter table notification_preference drop constraint notification_preference_mail_check;
alter table notification_preference add constraint notification_preference_mail_check
  check (mail in ('at-once', 'hourly', 'daily', 'weekly', 'off'));

-- How an organisation has its people told of a kind who have not chosen themselves.
create table notification_default (
  organisation_id uuid not null references organisation,
  kind text not null,
  inbox boolean not null,
  mail text not null check (mail in ('at-once', 'hourly', 'daily', 'weekly', 'off')),
  created_at timestamptz not null default now(),
  primary key (organisation_id, kind)
);
-- When somebody is told: their time zone, language of dates, quiet hours, and hour and day of digests, as wall times.
create table notification_times (
  organisation_id uuid not null,
  person_id uuid not null,
  time_zone text not null,
  locale text not null,
  quiet_from text check (quiet_from ~ '^[0-2][0-9]:[0-5][0-9]$'),
  quiet_until text check (quiet_until ~ '^[0-2][0-9]:[0-5][0-9]$'),
  digest_at text not null check (digest_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  digest_weekday smallint not null check (digest_weekday between 1 and 7),
  created_at timestamptz not null default now(),
  check ((quiet_from is null) = (quiet_until is null)),
  primary key (organisation_id, person_id),
  foreign key (organisation_id, person_id) references membership (organisation_id, person_id)
);
-- Projects of which somebody wants to be told nothing, or everything.
create table notification_choice (
  organisation_id uuid not null,
  person_id uuid not null,
  project_id uuid not null references project,
  choice text not null check (choice in ('mute', 'watch')),
  created_at timestamptz not null default now(),
  primary key (organisation_id, person_id, project_id),
  foreign key (organisation_id, person_id) references membership (organisation_id, person_id)
);
create index notification_choice_project on notification_choice (project_id);

do $$
declare t regclass;
begin
  foreach t in array array['notification_default', 'notification_times', 'notification_choice']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy tenant on %s to throughline_app using (organisation_id = (select current_organisation()))', t);
    execute format('grant select, insert, update, delete on %s to throughline_app', t);
    perform allow_purge(t);
  end loop;
end $$;
create trigger audit after insert or update or delete on notification_default
  for each row execute function audit_row('kind', '', 'created_at');
create trigger audit after insert or update or delete on notification_times
  for each row execute function audit_row('person_id', '', 'created_at');
create trigger audit after insert or update or delete on notification_choice
  for each row execute function audit_row('project_id', '', 'created_at');

-- Requests are claimed in turns of their organisations, and those for mails stay until it is known what became of the mail or
-- what it waits for: so many of an organisation, and of all, are at work at once. So ten thousand
-- mails of one organisation wait here, and keep no other waiting in Temporal.
create or replace function claim_work(p_per_organisation integer, p_in_all integer, p_spacing integer, p_limit integer,
    p_claim_seconds integer, out waiting bigint, out next_milliseconds integer, out requests jsonb)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c_mails_of_one constant integer := 10;
  c_mails_in_all constant integer := 40;
  v_granted uuid[];
  v_asleep uuid[];
begin
  select g.waiting, g.next_milliseconds, g.granted
  from grant_recompute_slots(p_per_organisation, p_in_all, p_spacing) g into waiting, next_milliseconds, v_granted;
  v_asleep := '{}';
  if cardinality(v_granted) > 0 then
    perform pg_notify('throughline_recompute', s.project_id::text)
    from recompute_slot s where s.project_id = any(v_granted) and s.session_until > clock_timestamp();
    select coalesce(array_agg(s.project_id), '{}') from recompute_slot s
    where s.project_id = any(v_granted) and (s.session_until > clock_timestamp()) is not true into v_asleep;
  end if;
  with mails as materialized (
    select w.organisation_id, count(*) as count from work_request w
    where w.kind = 'notify' and w.attempts > 0 and w.not_before > clock_timestamp() group by w.organisation_id),
  ranked as (
    select w.id, w.organisation_id, w.kind = 'notify' as is_mail,
      row_number() over (partition by w.organisation_id, w.kind = 'notify' order by w.not_before, w.id) as turn
    from work_request w
    where w.not_before <= clock_timestamp() and (w.kind <> 'recompute' or w.subject_id = any(v_asleep))),
  admitted as (
    select r.id, r.is_mail, r.turn, row_number() over (partition by r.is_mail order by r.turn, r.id) as place
    from ranked r left join mails m using (organisation_id)
    where not r.is_mail or r.turn + coalesce(m.count, 0) <= c_mails_of_one),
  due as (
    select w.id from work_request w join admitted a using (id)
    where w.not_before <= clock_timestamp()
      and (not a.is_mail or a.place <= c_mails_in_all - (select coalesce(sum(m.count), 0) from mails m))
    order by a.turn, w.not_before, w.id limit p_limit for update of w skip locked),
  claimed as (
    update work_request w
    set not_before = clock_timestamp() + p_claim_seconds * least(16, 2 ^ w.attempts) * interval '1 second',
      attempts = w.attempts + 1
    from due where w.id = due.id
    returning w.id, w.organisation_id, w.kind, w.subject_id, w.revision, w.attempts)
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'organisationId', c.organisation_id, 'kind', c.kind,
    'subjectId', c.subject_id, 'revision', c.revision, 'attempts', c.attempts)), '[]') from claimed c into requests;
  perform from work_request w where w.kind = 'notify' and w.not_before <= clock_timestamp() limit 1;
  if found then next_milliseconds := least(coalesce(next_milliseconds, 150), 150); end if;
end $$;

-- How the mails of all organisations stand, for whoever watches the instance.
grant select (state, waits_for, carried_by, created_at) on email_delivery to throughline_dispatcher;
create policy dispatcher on email_delivery for select to throughline_dispatcher using (true);
grant create on schema public to throughline_dispatcher;
create function mail_backlog(out due bigint, out oldest_seconds double precision, out unknown bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) filter (where d.state <> 'unknown'),
    coalesce(extract(epoch from now() - min(d.created_at) filter (where d.state <> 'unknown')), 0),
    count(*) filter (where d.state = 'unknown')
  from email_delivery d
  where d.state in ('pending', 'sending', 'claimed', 'unknown') and d.waits_for is null and d.carried_by is null
$$;
alter function mail_backlog() owner to throughline_dispatcher;
revoke create on schema public from throughline_dispatcher;
revoke all on function mail_backlog() from public;
grant execute on function mail_backlog() to throughline_app;

-- Down Migration
drop function mail_backlog();
drop policy dispatcher on email_delivery;
revoke select (state, waits_for, carried_by, created_at) on email_delivery from throughline_dispatcher;
create or replace function claim_work(p_per_organisation integer, p_in_all integer, p_spacing integer, p_limit integer,
    p_claim_seconds integer, out waiting bigint, out next_milliseconds integer, out requests jsonb)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_granted uuid[];
  v_asleep uuid[];
begin
  select g.waiting, g.next_milliseconds, g.granted
  from grant_recompute_slots(p_per_organisation, p_in_all, p_spacing) g into waiting, next_milliseconds, v_granted;
  v_asleep := '{}';
  if cardinality(v_granted) > 0 then
    perform pg_notify('throughline_recompute', s.project_id::text)
    from recompute_slot s where s.project_id = any(v_granted) and s.session_until > clock_timestamp();
    select coalesce(array_agg(s.project_id), '{}') from recompute_slot s
    where s.project_id = any(v_granted) and (s.session_until > clock_timestamp()) is not true into v_asleep;
  end if;
  with due as (
    select w.id from work_request w
    where w.not_before <= clock_timestamp() and (w.kind <> 'recompute' or w.subject_id = any(v_asleep))
    order by w.not_before, w.id limit p_limit for update of w skip locked),
  claimed as (
    update work_request w
    set not_before = clock_timestamp() + p_claim_seconds * least(16, 2 ^ w.attempts) * interval '1 second',
      attempts = w.attempts + 1
    from due where w.id = due.id
    returning w.id, w.organisation_id, w.kind, w.subject_id, w.revision, w.attempts)
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'organisationId', c.organisation_id, 'kind', c.kind,
    'subjectId', c.subject_id, 'revision', c.revision, 'attempts', c.attempts)), '[]') from claimed c into requests;
end $$;
drop table notification_choice, notification_times, notification_default;
do $$
declare t regclass;
begin
  foreach t in array array['notification', 'email_delivery', 'work_request', 'notification_preference']::regclass[] loop
    execute format('alter table %s no force row level security', t);
  end loop;
end $$;
update notification_preference set mail = 'at-once' where mail in ('hourly', 'daily', 'weekly');
alter table notification_preference drop constraint notification_preference_mail_check;
alter table notification_preference add constraint notification_preference_mail_check check (mail in ('at-once', 'off'));
update email_delivery set carried_by = null;
delete from work_request where kind like 'digest%' or subject_id in (select id from notification where kind = 'digest');
delete from email_delivery d using notification n where n.id = d.notification_id and n.kind = 'digest';
delete from notification where kind = 'digest';
drop index notification_actor, email_delivery_time, email_delivery_waiting, email_delivery_pending, email_delivery_carried;
-- What was told, or will not be, is told by no version again; the rest is sent by the version before.
update email_delivery set state = case
    when state in ('sending', 'pending', 'unknown') then 'claimed'
    when state in ('bounced', 'failed', 'obsolete', 'cancelled') then 'not-deliverable' else state end,
  message_id = coalesce(message_id, '');
alter table email_delivery drop constraint email_delivery_state_check;
alter table email_delivery drop column person_id, drop column waits_for, drop column waits_until, drop column digest,
  drop column carried_by, drop column asked_at, drop column ended_at, drop column reply, drop column unanswered;
delete from email_delivery where state = 'claimed' and attempts = 0;
alter table email_delivery alter column message_id set not null;
alter table email_delivery add constraint email_delivery_state_check
  check (state in ('claimed', 'sent', 'not-deliverable', 'not-wanted'));
alter table notification add constraint notification_kind_check check (kind in ('task-assigned', 'import-ended',
  'import-expiring', 'webhook-disabled', 'invitation', 'password-reset', 'email-change', 'email-change-notice',
  'deletion-scheduled', 'deletion-reminder'));
-- What 0017 puts back on its way down.
comment on constraint notification_kind_check on notification is
  'CHECK (kind in (''task-assigned'', ''import-ended'', ''import-expiring'', ''webhook-disabled'', ''invitation'',
    ''password-reset'', ''email-change'', ''email-change-notice''))';
do $$
declare t regclass;
begin
  foreach t in array array['notification', 'email_delivery', 'work_request', 'notification_preference']::regclass[] loop
    execute format('alter table %s force row level security', t);
  end loop;
end $$;
