-- Up Migration
-- Channels of chats that are told of events (decision 47).

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

-- Down Migration
drop trigger chat on webhook_delivery;
drop function gather_for_chats();
alter table webhook drop column format;
