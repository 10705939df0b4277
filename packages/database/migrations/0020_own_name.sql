-- Up Migration
-- The name that a person gives themselves: the service may read people, and changes them by narrow functions only.

grant create on schema public to throughline_gatekeeper;

create function set_person_name(p_person_id uuid, p_name text) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  update person set name = p_name where id = p_person_id
$$;

alter function set_person_name(uuid, text) owner to throughline_gatekeeper;
revoke all on function set_person_name(uuid, text) from public;
grant execute on function set_person_name(uuid, text) to throughline_app;
revoke create on schema public from throughline_gatekeeper;

-- Down Migration
drop function set_person_name(uuid, text);
