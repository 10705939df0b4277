import { z } from 'zod'
import { memberValues } from './entities/project.ts'
import { projectAct, projectRole } from './permission-schemas.ts'
import { id, instant, label, revision, text } from './primitives.ts'

const fields = z.strictObject({
  name: label(200),
  description: text(20_000),
  isArchived: z.boolean().meta({ description: 'It takes in no more projects; the roles in it stay' }),
})

/** Projects of an organisation that belong together. A role in a program counts in each of its projects. */
export const program = z
  .object({
    id,
    ...fields.shape,
    revision: revision.meta({ description: 'Grows with each change of its fields; also its ETag' }),
    projectCount: z.int(),
    role: projectRole.meta({ description: 'Role of the caller' }),
    acts: z
      .array(projectAct)
      .nullable()
      .meta({ description: 'What the caller may, where a custom role says it; null: what the role may' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Program' })
export const programValues = fields
  .omit({ isArchived: true })
  .partial({ description: true })
  .meta({ id: 'ProgramValues' })
export const programPatch = fields.partial().meta({ id: 'ProgramPatch' })

export const programMember = z
  .object({
    personId: id,
    name: z.string(),
    email: z.string(),
    role: projectRole,
    customRoleId: id.nullable().meta({ description: 'Says what they may, instead of the role' }),
  })
  .meta({ id: 'ProgramMember' })

/** What a team is in a program. A role that one of its people has there themselves counts before it. */
export const programTeam = z
  .object({
    teamId: id,
    name: z.string(),
    role: projectRole,
    customRoleId: id.nullable().meta({ description: 'Says what they may, instead of the role' }),
  })
  .meta({ id: 'ProgramTeam' })
export const programStandingValues = memberValues

/** Which program a project is in; one at most. */
export const programOfProject = z
  .strictObject({ programId: id.nullable().meta({ description: 'Null: in none' }) })
  .meta({ id: 'ProgramOfProject' })

/** What somebody is in a project when all is counted, and by what: by a team, by a program, by a team in a program, or by themselves. */
export const projectStanding = programMember
  .extend({
    teamId: id.nullable(),
    teamName: z.string().nullable(),
    programId: id.nullable(),
    programName: z.string().nullable(),
  })
  .meta({ id: 'ProjectStanding' })

export type Program = z.infer<typeof program>
export type ProgramValues = z.infer<typeof programValues>
export type ProgramPatch = z.infer<typeof programPatch>
export type ProgramMember = z.infer<typeof programMember>
export type ProgramTeam = z.infer<typeof programTeam>
export type ProgramOfProject = z.infer<typeof programOfProject>
export type CountedStanding = z.infer<typeof projectStanding>
