import { exportTypes } from '@throughline/contract'
import { listOwnTasks } from '@throughline/domain'
import { writeCalendar } from '@throughline/formats/outgoing'
import type { FileWriter } from '../file-call.ts'
import { entryOf } from './calendar-entry.ts'
import { fileNameOf } from './file-name.ts'

export const exportOwnTasks: FileWriter<'exportOwnTasks'> = async ({ settings: { publicUrl }, actor, read }) => {
  const tasks = await read((transaction) => listOwnTasks(transaction, actor))
  const name = 'My tasks'
  const head = { name, host: new URL(publicUrl).host, timeZone: null, writtenAt: new Date() }
  return {
    fileName: fileNameOf(name, 'ics'),
    contentType: exportTypes.ics,
    pieces: writeCalendar(
      head,
      tasks.map((task) => entryOf(task, publicUrl)),
    ),
  }
}
