import { z } from 'zod'
import { memberValues } from './entities/project.ts'
import { projectRole } from './permission-schemas.ts'
import { id, label } from './primitives.ts'

/** People of an organisation who have roles in projects together. */
export const team = z.object({ id, name: z.string(), personIds: z.array(id) }).meta({ id: 'Team' })
export const teamValues = z.strictObject({ name: label(80) }).meta({ id: 'TeamValues' })

/** What a team is in a project. A role that one of its people has there themselves counts before it. */
export const projectTeam = z
  .object({
    teamId: id,
    name: z.string(),
    role: projectRole,
    customRoleId: id.nullable().meta({ description: 'Says what they may, instead of the role' }),
  })
  .meta({ id: 'ProjectTeam' })
export const projectTeamValues = memberValues

export type Team = z.infer<typeof team>
export type TeamValues = z.infer<typeof teamValues>
export type ProjectTeam = z.infer<typeof projectTeam>
