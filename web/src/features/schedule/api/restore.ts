import { client } from '../../../lib/service.ts'

/** Takes the act back that a change set belongs to, with all that it deleted. */
export async function undoChangeSet(projectId: string, changeSetId: string): Promise<void> {
  const { actId } = await client.call('getChangeSet', { params: { projectId, changeSetId } })
  await client.call('undo', { params: { projectId }, body: { scope: 'project', actId } })
}
