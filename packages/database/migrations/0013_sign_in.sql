-- Up Migration
-- Passwords that people change.

grant create on schema public to throughline_gatekeeper;

-- A new password; all sessions of the person end but the one that it was changed in.
create function set_password(p_person_id uuid, p_password_hash text, p_kept_session uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  update person set password_hash = p_password_hash where id = p_person_id;
  update session set revoked_at = now()
  where person_id = p_person_id and revoked_at is null and id is distinct from p_kept_session
$$;

do $$
declare f text;
begin
  foreach f in array array['set_password(uuid, text, uuid)']
  loop
    execute format('alter function %s owner to throughline_gatekeeper', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to throughline_app', f);
  end loop;
end $$;
revoke create on schema public from throughline_gatekeeper;

-- Down Migration
drop function set_password(uuid, text, uuid);
