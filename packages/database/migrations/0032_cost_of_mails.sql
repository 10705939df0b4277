-- Up Migration
-- What a mail costs. What its notification tells is read by a function, whose plan is kept: making it took longer than all
-- else that the database does for a mail. And claims look at no more mails than can be taken, however many wait.

create index work_request_mails on work_request (organisation_id, not_before, id) where kind = 'notify';
create index work_request_others on work_request (not_before, id) where kind <> 'notify';

create or replace function claim_work(p_per_organisation integer, p_in_all integer, p_spacing integer, p_limit integer,
    p_claim_seconds integer, out waiting bigint, out next_milliseconds integer, out requests jsonb)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c_mails_of_one constant integer := 10;
  c_mails_in_all constant integer := 40;
  v_granted uuid[];
  v_asleep uuid[];
  -- Unlike clock_timestamp() it can be looked for in an index.
  v_now timestamptz;
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
  v_now := clock_timestamp();
  with recursive organisations as (
    (select w.organisation_id from work_request w where w.kind = 'notify' order by w.organisation_id limit 1)
    union all
    select (select w.organisation_id from work_request w
      where w.kind = 'notify' and w.organisation_id > o.organisation_id order by w.organisation_id limit 1)
    from organisations o where o.organisation_id is not null),
  mails as materialized (
    select o.organisation_id, (select count(*) from work_request w
      where w.kind = 'notify' and w.organisation_id = o.organisation_id and w.attempts > 0
        and w.not_before > v_now) as count
    from organisations o where o.organisation_id is not null),
  admitted as (
    select r.id, r.is_mail, r.turn, row_number() over (partition by r.is_mail order by r.turn, r.id) as place
    from (
      select w.id, true as is_mail, w.turn
      from mails m cross join lateral (
        select l.id, row_number() over (order by l.not_before, l.id) as turn from work_request l
        where l.kind = 'notify' and l.organisation_id = m.organisation_id and l.not_before <= v_now
        order by l.not_before, l.id limit greatest(0, c_mails_of_one - m.count)) w
      union all
      select w.id, false, row_number() over (partition by w.organisation_id order by w.not_before, w.id)
      from work_request w
      where w.kind <> 'notify' and w.not_before <= v_now
        and (w.kind <> 'recompute' or w.subject_id = any(v_asleep))) r),
  due as (
    select w.id from work_request w join admitted a using (id)
    where w.not_before <= v_now
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
  perform from work_request w where w.kind = 'notify' and w.not_before <= v_now limit 1;
  if found then next_milliseconds := least(coalesce(next_milliseconds, 150), 150); end if;
end $$;

-- What notifications tell, looked up as it is now, in the order of their ids; those that are not there are left out. Of a
-- project and what is in it only to who belongs to the organisation still: a mail that waited may outlive that. Whether the
-- person may see the project (a role in it, or the administration) and the program is told beside it.
create function read_notifications(p_ids uuid[])
  returns table (id uuid, "organisationId" uuid, kind text, at timestamptz, "readAt" timestamptz, "timeZone" text,
    locale text, "personId" uuid, "actorId" uuid, "organisationName" text, "deletionAt" timestamptz, "personName" text,
    "personEmail" text, "actorName" text, "projectId" uuid, "projectName" text, "hasStanding" boolean,
    "scheduleError" jsonb, "taskId" uuid, "taskName" text, "taskStart" timestamp, "taskFinish" timestamp,
    "isTaskDone" boolean, "dueAt" timestamp, "importId" uuid, "fileName" text, "importExpiresAt" timestamptz,
    "importCancelWritten" text, "importState" text, "rowsDone" integer, "importError" jsonb, "webhookId" uuid,
    "webhookName" text, "webhookUrl" text, "webhookDisabledBecause" text, "commentId" uuid, "commentBody" text,
    "programId" uuid, "programName" text, "seesProgram" boolean, "roleIn" text, role text, "runId" uuid, "runKind" text,
    "movedFrom" timestamp, "movedTo" timestamp, cause text, device text, "linkId" uuid, "linkEmail" text,
    "linkFormerEmail" text, "linkExpiresAt" timestamptz, "linkIsLiving" boolean)
  language plpgsql stable rows 10
  -- By ids alone, so one plan does, made when there is little in the tables or much.
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  c_ranks constant text[] := array['viewer', 'member', 'scheduler', 'manager', 'owner'];
begin
  return query
  with given as (
    select n.*, case when n.kind = 'role-changed' then
        case when n.project_id is not null then 'project' when n.program_id is not null then 'program'
          else 'organisation' end end as role_in,
      s.role as project_rank, s.custom_role_id as project_role,
      exists (select from membership m where m.organisation_id = n.organisation_id and m.person_id = n.person_id
        and m.disabled_at is null) as belongs,
      exists (select from membership m where m.person_id = n.person_id and m.role = 'admin'
        and m.disabled_at is null) as administers
    from notification n
    left join lateral (
      select t.role, t.custom_role_id from project_standing t
      where t.project_id = n.project_id and t.person_id = n.person_id offset 0) s on true
    where n.id = any(p_ids))
  select n.id, n.organisation_id, n.kind, n.created_at, n.read_at, coalesce(nt.time_zone, 'UTC'),
    coalesce(nt.locale, 'en-GB'), n.person_id, n.actor_id, o.name, o.deletion_at, p.name, p.email::text, a.name,
    n.project_id, q.name, n.project_rank is not null or n.administers, q.schedule_error,
    n.task_id, t.name, t.early_start, t.early_finish, t.percent_complete = 100 or t.actual_finish is not null,
    case when n.kind in ('due-soon', 'overdue') then least(t.early_finish, t.deadline) end,
    i.id, i.file_name, i.expires_at, i.cancel_written, i.state, i.rows_done, i.error,
    w.id, w.name, w.url, w.disabled_because, m.id, m.body,
    g.id, g.name, n.administers or exists (select from program_standing s
      where s.program_id = n.program_id and s.person_id = n.person_id),
    n.role_in,
    case n.role_in
      when 'project' then coalesce((select c.name from custom_role c where c.id = n.project_role), c_ranks[n.project_rank + 1])
      when 'program' then (
        select coalesce(c.name, c_ranks[s.role + 1]) from program_standing s
        left join custom_role c on c.id = s.custom_role_id
        where s.program_id = n.program_id and s.person_id = n.person_id)
      when 'organisation' then (
        select case when b.is_owner then 'owner' else b.role end from membership b
        where b.organisation_id = n.organisation_id and b.person_id = n.person_id and b.disabled_at is null)
    end,
    n.run_id, n.run_kind, n.moved_from, n.moved_to,
    case when n.run_kind = 'recompute' then (
      select c.summary from change_set c where c.run_id = n.run_id order by c.revision desc limit 1) end,
    n.device, l.id, l.email::text, l.former_email::text, l.expires_at,
    l.used_at is null and l.revoked_at is null and l.expires_at > now()
  from given n
  join organisation o on o.id = n.organisation_id
  left join person p on p.id = n.person_id and p.disabled_at is null
  left join notification_times nt on nt.person_id = n.person_id and nt.organisation_id = n.organisation_id
  left join person a on a.id = n.actor_id
  left join project q on q.id = n.project_id and q.deleted_at is null and n.belongs
  left join task t on t.id = n.task_id and t.project_id = q.id and t.deleted_at is null
  left join import_job i on i.id = n.import_id
  left join webhook w on w.id = n.webhook_id
  left join comment m on m.id = n.comment_id and m.task_id = t.id and m.deleted_at is null
    and p.id is not null and (n.project_rank is not null or n.administers)
  left join program g on g.id = n.program_id
  left join one_use_link l on l.id = n.link_id
  order by array_position(p_ids, n.id);
end $$;

-- Down Migration
drop function read_notifications(uuid[]);
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
drop index work_request_mails, work_request_others;
