import { randomUUID } from 'node:crypto'
import { type TestOrganisation, testStack } from '../harness/index.ts'
import type { Caller } from './callers.ts'
import { execute, type Place } from './place.ts'

// What calls are made of: parameters and bodies, and things that are made for one call only.

/** A request as somebody would make it. */
export interface Given {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: unknown
  /** A file. */
  upload?: string
}

/** What a call is made for: the place that it is about, and who makes it, if anybody. */
export interface Scene {
  place: Place
  organisation: TestOrganisation
  caller: Caller | null
}

export type MakeCall = (scene: Scene) => Given | Promise<Given>

export const ofProject: MakeCall = ({ place: { projectId } }) => ({ params: { projectId } })
export const withBody =
  (body: unknown): MakeCall =>
  ({ place: { projectId } }) => ({ params: { projectId }, body })
export const ofTask: MakeCall = ({ place: { taskId } }) => ({ params: { taskId } })
export const ofRun: MakeCall = ({ place: { runId } }) => ({ params: { runId } })
export const ofImport: MakeCall = ({ place: { importId } }) => ({ params: { importId } })
export const nothing: MakeCall = () => ({})

export const newTask = async ({ client, projectId }: Place): Promise<string> => {
  const { created } = await client.call('createTask', { params: { projectId }, body: { name: 'To be deleted' } })
  return created[0] ?? ''
}
export const newAssignment = async (place: Place): Promise<string> => {
  const { client, projectId, resourceId } = place
  const body = { taskId: await newTask(place), resourceId }
  const { created } = await client.call('createAssignment', { params: { projectId }, body })
  return created[0] ?? ''
}
/** Of whoever asks. */
export const newComment = async ({ place: { client, projectId, taskId }, caller }: Scene): Promise<Given> => {
  const { created } = await client.call('createComment', { params: { projectId }, body: { taskId, body: 'Seen' } })
  const [commentId = ''] = created
  const text = 'update comment set author_id = $2 where id = $1'
  if (caller) await execute(testStack().superuserUrl, text, [commentId, caller.personId])
  return { params: { commentId } }
}
export const newChecklistItem: MakeCall = async ({ place: { client, projectId, taskId } }) => {
  const body = { taskId, text: 'Survey' }
  const { created } = await client.call('createChecklistItem', { params: { projectId }, body })
  return { params: { checklistItemId: created[0] ?? '' } }
}
export const viewValues = {
  name: 'Late tasks',
  settings: { columns: [], query: '', conditions: [{ op: 'late' as const }], sort: [], group: null },
}
/** Of whoever asks. */
export const newView = async ({ place: { client, projectId }, caller }: Scene): Promise<Given> => {
  const { id: viewId } = await client.call('createSavedView', { params: { projectId }, body: viewValues })
  const text = 'update saved_view set owner_id = $2 where id = $1'
  if (caller) await execute(testStack().superuserUrl, text, [viewId, caller.personId])
  return { params: { projectId, viewId } }
}
export const newMember = async ({ place: { client, projectId }, organisation }: Scene): Promise<string> => {
  const { personId } = await organisation.addPerson()
  await client.call('putMember', { params: { projectId, personId }, body: { role: 'viewer' } })
  return personId
}
/** In which the caller is what they are in the place. */
export const newProject = async ({ place: { client, projectId: placeId }, caller }: Scene): Promise<string> => {
  const { id: projectId } = await client.call('createProject', { body: { name: 'To be deleted' } })
  const { person } = await client.call('getSession')
  const { items } = await client.call('listMembers', { params: { projectId: placeId } })
  const member = items.find(({ personId }) => personId === caller?.personId && personId !== person.id)
  if (!member) return projectId
  const { personId, role, customRoleId } = member
  await client.call('putMember', { params: { projectId, personId }, body: customRoleId ? { customRoleId } : { role } })
  return projectId
}
export const newServiceAccount = async ({ client }: Place): Promise<string> => {
  const { id } = await client.call('createServiceAccount', { body: { name: 'Robot' } })
  return id
}
export const newRole = async ({ client }: Place): Promise<string> => {
  const { id } = await client.call('createRole', { body: { name: `Role ${randomUUID()}`, acts: ['project.read'] } })
  return id
}

export const notificationTimes = {
  ...{ timeZone: 'Europe/Berlin', locale: 'de-DE', quietFrom: '22:00', quietUntil: '07:00' },
  ...{ digestAt: '08:00', digestWeekday: 1 },
}
/** Of an invitation by somebody else. */
export const ofNewMail: MakeCall = async ({ place: { client } }) => {
  await client.call('createInvitation', { body: { email: newEmail() } })
  const { items } = await client.call('listDeliveries', { query: { kind: 'invitation', limit: 1 } })
  return { params: { deliveryId: items[0]?.id ?? '' } }
}

export const newTeam = async ({ client }: Place): Promise<string> => {
  const { id } = await client.call('createTeam', { body: { name: `Team ${randomUUID()}` } })
  return id
}
export const newTeamOfProject = async (place: Place) => {
  const params = { projectId: place.projectId, teamId: await newTeam(place) }
  await place.client.call('putProjectTeam', { params, body: { role: 'viewer' } })
  return params
}

export const ofProgram: MakeCall = ({ place: { programId } }) => ({ params: { programId } })
/** In which the caller is what they are in the place. */
export const newProgram = async ({ place: { client, programId: placeId }, caller }: Scene): Promise<string> => {
  const { id: programId } = await client.call('createProgram', { body: { name: 'To be deleted' } })
  const { person } = await client.call('getSession')
  const { items } = await client.call('listProgramMembers', { params: { programId: placeId } })
  const member = items.find(({ personId }) => personId === caller?.personId && personId !== person.id)
  if (!member) return programId
  const { personId, role, customRoleId } = member
  const body = customRoleId ? { customRoleId } : { role }
  // Who was put off is given nothing more.
  await client.call('putProgramMember', { params: { programId, personId }, body }).catch((error) => {
    if (error.status !== 404) throw error
  })
  return programId
}

export const newEmail = () => `${randomUUID()}@example.com`
/** As browsers send a passkey. */
export const ofCredential = { id: 'AA', rawId: 'AA', type: 'public-key', clientExtensionResults: {} }
/** As the secret of a link looks. */
export const noSecret = 'A'.repeat(43)
/** Of the right form, and made by nobody. */
export const noUnsubscribeSecret = `${randomUUID()}.${randomUUID()}.task-assigned.${noSecret}`
export const ofNewInvitation = async ({ place: { client } }: Scene) => {
  const { id: invitationId } = await client.call('createInvitation', { body: { email: newEmail() } })
  return { params: { invitationId } }
}

export const webhookValues = {
  name: 'Elsewhere',
  url: 'https://hooks.example.com/',
  eventTypes: ['project.changed' as const],
}
export const ofNewWebhook = async ({ place: { client } }: Scene) => {
  // An organisation has so many at most.
  const { items } = await client.call('listWebhooks')
  for (const { id } of items) await client.call('deleteWebhook', { params: { webhookId: id } })
  const { id: webhookId } = await client.call('createWebhook', { body: webhookValues })
  return { params: { webhookId } }
}
export const ofNewDelivery = async (scene: Scene) => {
  const { params } = await ofNewWebhook(scene)
  const { id: deliveryId } = await scene.place.client.call('testWebhook', { params })
  return { params: { ...params, deliveryId } }
}

export const mailServer = { host: 'mail.example.com', port: 587, tls: 'starttls', fromAddress: 'plans@example.com' }
export const mailSettings = { senderName: 'Harbour', replyTo: 'office@example.com', server: mailServer }

export const ofOrganisation: MakeCall = ({ place: { organisationId } }) => ({ params: { organisationId } })
/** Of one that nobody is in: being suspended does no harm there. */
export const ofNewOrganisation: MakeCall = async () => {
  const organisationId = randomUUID()
  const text = "insert into organisation (id, name) values ($1, 'Of nobody')"
  await execute(testStack().superuserUrl, text, [organisationId])
  return { params: { organisationId } }
}
