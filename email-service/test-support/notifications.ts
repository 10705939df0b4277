import { randomUUID } from 'node:crypto'
import { type Database, insertNotifications, insertStream, withTransaction } from '@throughline/database'

interface Assignment {
  organisationId: string
  personId: string
  taskName: string
}

/** A project with one task, and the notification that it was assigned to a person. */
export async function insertAssignmentNotification(database: Database, assignment: Assignment) {
  const { organisationId, personId, taskName } = assignment
  const [projectId, taskId, notificationId] = [randomUUID(), randomUUID(), randomUUID()]
  const owned = { organisation_id: organisationId, revision: 1 }
  await withTransaction(database, { organisationId }, async (transaction) => {
    await insertStream(transaction, organisationId, 'project', projectId)
    await transaction
      .insertInto('project')
      .values({
        ...owned,
        id: projectId,
        name: 'Harbour House',
        starts_at: '2026-03-02T08:00',
        calendar_id: randomUUID(),
      })
      .execute()
    await transaction
      .insertInto('task')
      .values({
        ...owned,
        id: taskId,
        project_id: projectId,
        path: taskId.replaceAll('-', ''),
        position: 1,
        name: taskName,
        edited_revision: 1,
      })
      .execute()
    await insertNotifications(transaction, [
      {
        id: notificationId,
        organisationId,
        personId,
        kind: 'task-assigned',
        projectId,
        taskId,
        actorId: personId,
        effectKey: `assigned/${taskId}`,
      },
    ])
  })
  return { organisationId, notificationId, projectId, taskId }
}

export const deleteTask = (database: Database, subject: { organisationId: string; taskId: string }) =>
  withTransaction(database, subject, (transaction) =>
    transaction
      .updateTable('task')
      .set({ deleted_at: new Date().toISOString() })
      .where('id', '=', subject.taskId)
      .execute(),
  )

export const findDelivery = (database: Database, subject: { organisationId: string; notificationId: string }) =>
  withTransaction(database, subject, (transaction) =>
    transaction
      .selectFrom('email_delivery')
      .select(['state', 'attempts', 'unanswered', 'reply', 'last_error as error', 'answer_awaited as answerAwaited'])
      .select(['message_id as messageId', 'sent_at as sentAt'])
      .where('notification_id', '=', subject.notificationId)
      .executeTakeFirst(),
  )
