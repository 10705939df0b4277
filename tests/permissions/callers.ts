import { randomUUID } from 'node:crypto'
import { type Client, createClient } from '@throughline/client'
import { projectRoles, type TokenScope } from '@throughline/contract'
import type { TestOrganisation, TestPerson } from '../harness/index.ts'
import { clientOf } from '../harness/service/index.ts'
import type { CallerName } from './matrix.ts'
import { execute, type Place } from './place.ts'

/** Whoever makes a call, by a token. */
export interface Caller {
  personId: string
  token: string
  /** One of their own tokens, to be deleted. */
  spareTokenId: string
  /** One of their sessions, to be ended. */
  spareSessionId: string
  /** Of a token that is limited to projects: one of them, to be deleted. */
  spareProjectId?: string
}

export type Callers = Readonly<Record<CallerName, Caller | null>>

/** All who are looked at: what each is in the project and the program of the place, and in its organisation. */
export async function createCallers(
  url: string,
  place: Place,
  { ours, theirs, superuserUrl }: { ours: TestOrganisation; theirs: TestOrganisation; superuserUrl: string },
): Promise<Callers> {
  const { client, projectId, programId } = place
  const join = async (standing: Parameters<typeof putMember>[2]) => {
    const person = await ours.addPerson()
    const { personId } = person
    await putMember(client, { projectId, personId }, standing)
    await client.call('putProgramMember', { params: { programId, personId }, body: standing })
    return asCaller(url, person)
  }
  const custom = await client.call('createRole', {
    body: { name: 'Planner', acts: ['project.read', 'member.read', 'plan.change', 'task.progress'] },
  })
  const ranked = await Promise.all(projectRoles.map((role) => join({ role })))
  const [viewer, member, scheduler, manager, owner] = ranked as [Caller, Caller, Caller, Caller, Caller]
  const disabled = await join({ role: 'owner' })
  await client.call('patchPerson', { params: { personId: disabled.personId }, body: { isDisabled: true } })
  const scoped = async (scope: TokenScope, projectIds: string[] | null = null) => {
    const own = clientOf(url, ours.admin)
    const { secret } = await own.call('createToken', { body: { name: scope, scope, projectIds } })
    return asCaller(url, { ...ours.admin, token: secret }, own)
  }
  const newProject = async () => (await client.call('createProject', { body: { name: 'Spare' } })).id
  const [spareProjectId, elsewhere] = [await newProject(), await newProject()]
  return {
    // Cannot become a member of another project any more.
    disabled: { ...disabled, spareProjectId: projectId },
    ...{ anonymous: null, viewer, member, scheduler, manager, owner },
    outsider: await asCaller(url, await ours.addPerson()),
    custom: await join({ customRoleId: custom.id }),
    admin: await asCaller(url, await ours.addPerson('admin')),
    organisationOwner: await asCaller(url, await ours.addPerson('owner')),
    stranger: await asCaller(url, theirs.admin),
    readToken: await scoped('read'),
    writeToken: await scoped('write'),
    projectToken: { ...(await scoped('admin', [projectId, spareProjectId])), spareProjectId },
    otherProjectToken: await scoped('admin', [elsewhere]),
    operator: await asOperator(url, superuserUrl, await theirs.addPerson()),
  }
}

async function asOperator(url: string, superuserUrl: string, person: TestPerson): Promise<Caller> {
  await execute(superuserUrl, 'update person set is_operator = true where id = $1', [person.personId])
  return asCaller(url, person)
}

const putMember = (
  client: Client,
  params: { projectId: string; personId: string },
  body: { role: (typeof projectRoles)[number] } | { customRoleId: string },
) => client.call('putMember', { params, body })

async function asCaller(url: string, person: TestPerson, own?: Client): Promise<Caller> {
  const { personId, token, email, password } = person
  const client = own ?? clientOf(url, person)
  const spare = await client.call('createToken', { body: { name: `spare ${randomUUID()}` } })
  await createClient({ baseUrl: url }).call('signIn', { body: { email, password } })
  const [session] = (await client.call('listSessions')).items
  return { personId, token, spareTokenId: spare.id, spareSessionId: session?.id ?? '' }
}
