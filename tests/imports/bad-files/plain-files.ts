// Small files that are right, into which mistakes are put.
import { readMspdi, writeJson } from '@throughline/formats'
import { linkXml, projectXml, taskXml, type XmlTask } from '../../../packages/formats/test-support/mspdi.ts'
import { projectText, type XerTable } from '../../../packages/formats/test-support/xer.ts'
import { utf8 } from './bad-file.ts'

export const mspdi = projectXml
export const mspdiTask = (task: XmlTask): string => taskXml(task)
export const mspdiLink = linkXml

const FIRST = { task_id: 1, task_code: 'A', task_name: 'Dig', target_drtn_hr_cnt: 8, remain_drtn_hr_cnt: 8 }

/** Two tasks, one after the other; `first` changes the one. */
export function xer(first: Readonly<Record<string, string | number>> = {}, links?: XerTable): string {
  const second = { ...FIRST, task_id: 2, task_code: 'B', task_name: 'Pour' }
  return projectText([{ ...FIRST, ...first }, second], links ?? [{ task_id: 2, pred_task_id: 1, lag_hr_cnt: 0 }])
}

export const activity = (id: number, more = '', name = `Activity ${id}`): string =>
  `<Activity><ObjectId>${id}</ObjectId><ProjectObjectId>1</ProjectObjectId><Id>A${id}</Id><Name>${name}</Name>
<PlannedDuration>8</PlannedDuration><RemainingDuration>8</RemainingDuration><Status>Not Started</Status>${more}</Activity>`

export const relationship = (from: number | string, to: number | string): string =>
  `<Relationship><ObjectId>${from}</ObjectId><PredecessorActivityObjectId>${from}</PredecessorActivityObjectId>
<SuccessorActivityObjectId>${to}</SuccessorActivityObjectId><SuccessorProjectObjectId>1</SuccessorProjectObjectId>
<PredecessorProjectObjectId>1</PredecessorProjectObjectId><Type>Finish to Start</Type><Lag>0</Lag></Relationship>`

export const pmxml = (content: string, before = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}
<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V19.12/API/BusinessObjects">
<Project><ObjectId>1</ObjectId><Id>PLANT</Id><Name>New plant</Name>
<PlannedStartDate>2026-03-02T08:00:00</PlannedStartDate>
${content}
</Project></APIBusinessObjects>
`

/** Two tasks, one after the other, as we write them. */
export async function json(): Promise<string> {
  const plan = mspdi([
    { uid: 1, name: 'Dig' },
    { uid: 2, name: 'Pour', more: linkXml(1) },
  ])
  return [...writeJson(await readMspdi(oneChunk(utf8(plan))))].join('')
}

export async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
