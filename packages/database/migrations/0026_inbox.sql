-- Up Migration
-- Notifications stand in the inbox of whom they are for, and people choose of what they are told, and how (decision 42).
-- The version before this one goes on telling everything by mail.

alter table notification add column read_at timestamptz;
-- What was told before there was an inbox is no news.
alter table notification no force row level security;
update notification set read_at = now() where person_id is not null;
alter table notification force row level security;
create index notification_inbox on notification (person_id, organisation_id, created_at desc, id desc)
  where person_id is not null;
create index notification_unread on notification (person_id, organisation_id) where read_at is null and person_id is not null;
-- The first covers what it was for.
drop index notification_person;

alter table email_delivery drop constraint email_delivery_state_check;
alter table email_delivery add constraint email_delivery_state_check
  check (state in ('claimed', 'sent', 'not-deliverable', 'not-wanted'));

-- No row: as the table of kinds says (packages/contract).
create table notification_preference (
  organisation_id uuid not null,
  person_id uuid not null,
  kind text not null,
  inbox boolean not null,
  mail text not null check (mail in ('at-once', 'off')),
  created_at timestamptz not null default now(),
  primary key (organisation_id, person_id, kind),
  foreign key (organisation_id, person_id) references membership (organisation_id, person_id)
);
alter table notification_preference enable row level security;
alter table notification_preference force row level security;
create policy tenant on notification_preference to throughline_app
  using (organisation_id = (select current_organisation()));
grant select, insert, update, delete on notification_preference to throughline_app;
select allow_purge('notification_preference');
create trigger audit after insert or update or delete on notification_preference
  for each row execute function audit_row('kind', '', 'created_at');

-- Down Migration
drop table notification_preference;
create index notification_person on notification (person_id) where person_id is not null;
drop index notification_unread;
drop index notification_inbox;
alter table notification drop column read_at;
alter table email_delivery no force row level security;
update email_delivery set state = 'not-deliverable' where state = 'not-wanted';
alter table email_delivery force row level security;
alter table email_delivery drop constraint email_delivery_state_check;
alter table email_delivery add constraint email_delivery_state_check check (state in ('claimed', 'sent', 'not-deliverable'));
