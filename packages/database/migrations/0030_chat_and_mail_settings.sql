-- Up Migration
-- Channels of chats that are told of events (decision 47), and how an organisation sends its mail (decision 48).

-- A worker of the version before this one would send a chat what programs are sent: workers go first.
alter table webhook add column format text not null default 'standard' check (format in ('standard', 'slack', 'teams'));

-- A chat is told of the changes of a project, and of its new dates, by one message for all that came while one waited: no
-- delivery is made where one waits that nobody has attempted. Its row is locked until the event is committed, so that an
-- attempt which begins meanwhile waits, and tells of this one too.
create function gather_for_chats() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform from webhook w where w.id = new.webhook_id and w.format <> 'standard';
  if not found then
    return new;
  end if;
  perform from webhook_delivery d
  where d.webhook_id = new.webhook_id and d.state = 'pending' and d.attempts = 0 and d.claimed_until is null
    and d.message_id = d.id and d.event_type = new.event_type and d.data ->> 'projectId' = new.data ->> 'projectId'
  for no key update;
  if found then
    return null;
  end if;
  return new;
end $$;
create trigger chat before insert on webhook_delivery for each row
  when (new.event_type in ('project.changed', 'project.recomputed') and new.message_id = new.id)
  execute function gather_for_chats();

-- No row: as the instance sends it.
create table mail_settings (
  organisation_id uuid primary key references organisation,
  sender_name text,
  reply_to text,
  -- The organisation's own server; all null: that of the instance.
  host text,
  port integer check (port between 1 and 65535),
  tls text check (tls in ('implicit', 'starttls', 'none')),
  username text,
  -- Sealed (packages/platform/src/sealer.ts).
  password text,
  from_address text,
  updated_at timestamptz not null default now(),
  check ((host is null) = (port is null) and (host is null) = (tls is null) and (host is null) = (from_address is null)),
  check (host is not null or username is null),
  check ((username is null) = (password is null))
);
alter table mail_settings enable row level security;
alter table mail_settings force row level security;
create policy tenant on mail_settings to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, update, delete on mail_settings to throughline_app;
select allow_purge('mail_settings');
create trigger audit after insert or update or delete on mail_settings
  for each row execute function audit_row('organisation_id', 'password', 'updated_at');

-- Down Migration
drop table mail_settings;
drop trigger chat on webhook_delivery;
drop function gather_for_chats();
alter table webhook drop column format;
