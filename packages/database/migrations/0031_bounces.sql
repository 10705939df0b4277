-- Up Migration
-- What is known of an attempt at a mail, and of addresses that take none (decision 44).

alter table email_delivery
  -- The whole mail is with the server, or about to be, and what it answered is not recorded.
  add column answer_awaited boolean not null default false,
  -- Refusals for now, one after another: the next pause is longer.
  add column postponements integer not null default 0;

-- An address at which mails to somebody bounce. It is of an organisation, which may have a mail server of its own: what that
-- says of an address is nothing to others. It counts for as long as it is the person's.
create table mail_suspension (
  organisation_id uuid not null,
  person_id uuid not null,
  email citext not null,
  -- What the server said.
  reply text not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, person_id),
  foreign key (organisation_id, person_id) references membership (organisation_id, person_id)
);
alter table mail_suspension enable row level security;
alter table mail_suspension force row level security;
create policy tenant on mail_suspension to throughline_app using (organisation_id = (select current_organisation()));
grant select, insert, update, delete on mail_suspension to throughline_app;
select allow_purge('mail_suspension');

-- Whose a mail was, by its Message-ID: reports of bounces name nothing else.
grant create on schema public to throughline_gatekeeper;
create function find_mail(p_message_id text) returns table (organisation_id uuid, notification_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select d.organisation_id, d.notification_id from email_delivery d where d.message_id = p_message_id
$$;
create policy gatekeeper on email_delivery for select to throughline_gatekeeper using (true);
alter function find_mail(text) owner to throughline_gatekeeper;
revoke all on function find_mail(text) from public;
grant execute on function find_mail(text) to throughline_app;
revoke create on schema public from throughline_gatekeeper;
create index email_delivery_message on email_delivery (message_id) where message_id is not null;

-- Down Migration
drop index email_delivery_message;
drop policy gatekeeper on email_delivery;
drop function find_mail(text);
drop table mail_suspension;
alter table email_delivery drop column answer_awaited, drop column postponements;
