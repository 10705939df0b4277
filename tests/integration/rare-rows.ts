import type pg from 'pg'

/** What takes more than a small file to come about. */
export async function insertRest(
  superuser: pg.Client,
  organisationId: string,
  { taskId, heldId, personId }: { taskId: string; heldId: string; personId: string },
): Promise<void> {
  await superuser.query('insert into recompute_pause (organisation_id, project_id, person_id) values ($1, $2, $3)', [
    organisationId,
    heldId,
    personId,
  ])
  await superuser.query(
    `insert into table_mapping (organisation_id, header_hash, mapping) values ($1, '\\x0102', '{"columns": []}')`,
    [organisationId],
  )
  await superuser.query(
    `insert into import_date (import_id, organisation_id, number, task_id, name, field, stored, computed, rule)
     select id, organisation_id, 1, $2, 'Dig', 'earlyStart', '"2026-03-02T08:00"', '"2026-03-03T08:00"', 'calendar'
     from import_job where organisation_id = $1 limit 1`,
    [organisationId, taskId],
  )
  await superuser.query(
    `insert into row_origin (row_id, organisation_id, project_id, entity, import_id, key, guid, file_values, revision)
     select $2, organisation_id, project_id, 'task', gen_random_uuid(), '1', gen_random_uuid(), '{"name": "First"}', 1
     from task where id = $2 and organisation_id = $1`,
    [organisationId, taskId],
  )
}
