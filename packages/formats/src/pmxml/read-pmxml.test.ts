import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { xerText } from '../../test-support/xer.ts'
import { FormatError } from '../format-error.ts'
import type { PlanDocument } from '../plan-document.ts'
import { readXer } from '../xer/read-xer.ts'
import { writeXer } from '../xer/write/write-xer.ts'
import { readPmxml } from './read-pmxml.ts'

const read = (text: string) => readPmxml(bytesOf(text, 100))
const file = (project: string, rest = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V19.12/API/BusinessObjects">
${rest}<Project><Id>PLANT</Id><Name>New plant</Name><ObjectId>1</ObjectId>${project}</Project></APIBusinessObjects>`

async function failure(text: string): Promise<FormatError> {
  const error = await read(text).catch((reason: unknown) => reason)
  if (error instanceof FormatError) return error
  throw new Error(`expected a FormatError, got ${error}`)
}

const time = (from: string, to: string) => `<WorkTime><Start>${from}:00</Start><Finish>${to}:00</Finish></WorkTime>`
const day = (name: string, times: string) =>
  `<StandardWorkHours><DayOfWeek>${name}</DayOfWeek>${times || '<WorkTime xsi:nil="true"/>'}</StandardWorkHours>`
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
  .map((name) => day(name, time('08:00', '11:59') + time('13:00', '16:59')))
  .join('')
const CALENDAR = `<Calendar xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><HoursPerDay>8</HoursPerDay>
<HoursPerWeek>40</HoursPerWeek><HoursPerMonth>160</HoursPerMonth><Name>Weekdays</Name><ObjectId>7</ObjectId>
<Type>Global</Type><StandardWorkWeek>${WEEKDAYS}${day('Saturday', '')}${day('Sunday', '')}</StandardWorkWeek>
<HolidayOrExceptions>
<HolidayOrException><Date>2026-03-06T00:00:00</Date><WorkTime/></HolidayOrException>
<HolidayOrException><Date>2026-03-07T00:00:00</Date>${time('09:00', '10:29')}</HolidayOrException>
<HolidayOrException><Date>2026-03-09T00:00:00</Date>${time('00:00', '23:59')}</HolidayOrException>
</HolidayOrExceptions></Calendar>`

const PMXML = file(
  `<ActivityDefaultCalendarObjectId>7</ActivityDefaultCalendarObjectId>
<CriticalActivityFloatLimit>8</CriticalActivityFloatLimit><CriticalActivityPathType>Longest Path</CriticalActivityPathType>
<DataDate>2026-03-03T08:00:00</DataDate><GUID>{03020100-0504-0706-0809-0A0B0C0D0E0F}</GUID>
<PlannedStartDate>2026-03-02T08:00:00</PlannedStartDate><MustFinishByDate>2026-06-30T17:00:00</MustFinishByDate>
<ScheduleOptions><ComputeTotalFloatType>Start Float = Late Start - Early Start</ComputeTotalFloatType>
<MakeOpenEndedActivitiesCritical>1</MakeOpenEndedActivitiesCritical>
<OutOfSequenceScheduleType>Progress Override</OutOfSequenceScheduleType>
<RelationshipLagCalendar>24 Hour Calendar</RelationshipLagCalendar></ScheduleOptions>
<WBS><Code>G</Code><GUID>{03020100-0504-0706-0809-0A0B0C0D0E10}</GUID><Name>Ground</Name><ObjectId>11</ObjectId>
<ProjectObjectId>1</ProjectObjectId><SequenceNumber>2</SequenceNumber></WBS>
<Activity><ActualStartDate>2026-03-02T08:00:00</ActualStartDate><CalendarObjectId>7</CalendarObjectId>
<DurationType>Fixed Units/Time</DurationType><GUID>{03020100-0504-0706-0809-0A0B0C0D0E11}</GUID><Id>A10</Id>
<LevelingPriority>High</LevelingPriority><Name>Dig</Name><ObjectId>1</ObjectId>
<PercentCompleteType>Physical</PercentCompleteType><PhysicalPercentComplete>0.35</PhysicalPercentComplete>
<PlannedDuration>40</PlannedDuration><PrimaryConstraintDate>2026-03-02T08:00:00</PrimaryConstraintDate>
<PrimaryConstraintType>Start On or After</PrimaryConstraintType><ProjectObjectId>1</ProjectObjectId>
<RemainingDuration>30</RemainingDuration><RemainingEarlyFinishDate>2026-03-11T17:00:00</RemainingEarlyFinishDate>
<RemainingEarlyStartDate>2026-03-03T08:00:00</RemainingEarlyStartDate>
<SecondaryConstraintDate>2026-03-13T17:00:00</SecondaryConstraintDate>
<SecondaryConstraintType>Finish On or Before</SecondaryConstraintType><Status>In Progress</Status>
<Type>Resource Dependent</Type><WBSObjectId>11</WBSObjectId><Code><TypeObjectId>3</TypeObjectId></Code>
<UDF><TypeObjectId>9</TypeObjectId><TextValue>North</TextValue></UDF>
<UDF><TypeObjectId>10</TypeObjectId><CostValue>12.5</CostValue></UDF></Activity>
<Activity><Id>A20</Id><Name>Dug</Name><ObjectId>2</ObjectId><PlannedDuration>0</PlannedDuration><ProjectObjectId>1</ProjectObjectId>
<RemainingDuration>0</RemainingDuration><Status>Not Started</Status><Type>Finish Milestone</Type></Activity>
<ActivityNote><ActivityObjectId>1</ActivityObjectId><Note>&lt;p&gt;Two&lt;/p&gt;&lt;p&gt;pits&lt;/p&gt;</Note><ObjectId>1</ObjectId>
<NotebookTopicObjectId>1</NotebookTopicObjectId><ProjectObjectId>1</ProjectObjectId></ActivityNote>
<Relationship><Lag>-4</Lag><ObjectId>1</ObjectId><PredecessorActivityObjectId>1</PredecessorActivityObjectId>
<PredecessorProjectObjectId>1</PredecessorProjectObjectId><SuccessorActivityObjectId>2</SuccessorActivityObjectId>
<SuccessorProjectObjectId>1</SuccessorProjectObjectId><Type>Finish to Finish</Type></Relationship>
<ResourceAssignment><ActivityObjectId>1</ActivityObjectId><ActualOvertimeUnits>1</ActualOvertimeUnits>
<ActualRegularUnits>3</ActualRegularUnits><ObjectId>1</ObjectId><PlannedUnits>20</PlannedUnits><PlannedUnitsPerTime>0.5</PlannedUnitsPerTime>
<ProjectObjectId>1</ProjectObjectId><RemainingUnits>16</RemainingUnits><ResourceObjectId>5</ResourceObjectId></ResourceAssignment>`,
  `<Currency><Id>EUR</Id><ObjectId>1</ObjectId></Currency>${CALENDAR}
<Resource><EmailAddress>ann@example.org</EmailAddress><Name>Ann</Name><ObjectId>5</ObjectId><ResourceType>Labor</ResourceType>
<CalendarObjectId>7</CalendarObjectId></Resource>
<ResourceRate><EffectiveDate>2026-01-01T00:00:00</EffectiveDate><MaxUnitsPerTime>0.5</MaxUnitsPerTime><ObjectId>1</ObjectId>
<PricePerUnit>40.25</PricePerUnit><ResourceObjectId>5</ResourceObjectId></ResourceRate>
<UDFType><DataType>Text</DataType><ObjectId>9</ObjectId><SubjectArea>Activity</SubjectArea><Title>Zone</Title></UDFType>
<UDFType><DataType>Cost</DataType><ObjectId>10</ObjectId><SubjectArea>Activity</SubjectArea><Title>Fee</Title></UDFType>
<BaselineProject><ObjectId>99</ObjectId><Activity><ObjectId>77</ObjectId></Activity></BaselineProject>`,
)

const shifts = '(0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())'
/** The same as XER. */
const XER = xerText({
  PROJECT: [
    {
      ...{
        proj_id: 1,
        proj_short_name: 'PLANT',
        clndr_id: 7,
        critical_drtn_hr_cnt: 8,
        critical_path_type: 'CT_DrivPath',
      },
      ...{
        last_recalc_date: '2026-03-03 08:00',
        plan_start_date: '2026-03-02 08:00',
        plan_end_date: '2026-06-30 17:00',
      },
      ...{ export_flag: 'Y', guid: 'AAECAwQFBgcICQoLDA0ODw' },
    },
  ],
  CALENDAR: [
    {
      ...{
        clndr_id: 7,
        clndr_name: 'Weekdays',
        clndr_type: 'CA_Base',
        day_hr_cnt: 8,
        week_hr_cnt: 40,
        month_hr_cnt: 160,
      },
      clndr_data: `(0||CalendarData()((0||DaysOfWeek()((0||1()())${[2, 3, 4, 5, 6].map((each) => `(0||${each}()(${shifts}))`).join('')}(0||7()())))(0||Exceptions()((0||0(d|46087)())(0||1(d|46088)((0||0(s|09:00|f|10:30)())))(0||2(d|46090)())))))`,
    },
  ],
  SCHEDOPTIONS: [
    {
      ...{ proj_id: 1, sched_open_critical_flag: 'Y', sched_float_type: 'FT_SS', sched_progress_override: 'Y' },
      sched_calendar_on_relationship_lag: 'rcal_24Hour',
    },
  ],
  PROJWBS: [
    { wbs_id: 10, proj_id: 1, proj_node_flag: 'Y', wbs_name: 'New plant' },
    {
      wbs_id: 11,
      proj_id: 1,
      seq_num: 2,
      wbs_short_name: 'G',
      wbs_name: 'Ground',
      parent_wbs_id: 10,
      guid: 'AAECAwQFBgcICQoLDA0OEA',
    },
  ],
  RSRC: [{ rsrc_id: 5, clndr_id: 7, email_addr: 'ann@example.org', rsrc_name: 'Ann', rsrc_type: 'RT_Labor' }],
  RSRCRATE: [{ rsrc_rate_id: 1, rsrc_id: 5, max_qty_per_hr: 0.5, cost_per_qty: 40.25, start_date: '2026-01-01 00:00' }],
  TASK: [
    {
      ...{
        task_id: 1,
        proj_id: 1,
        wbs_id: 11,
        clndr_id: 7,
        phys_complete_pct: 35,
        complete_pct_type: 'CP_Phys',
        task_type: 'TT_Rsrc',
      },
      ...{
        duration_type: 'DT_FixedRate',
        status_code: 'TK_Active',
        task_code: 'A10',
        task_name: 'Dig',
        priority_type: 'PT_High',
      },
      ...{ target_drtn_hr_cnt: 40, remain_drtn_hr_cnt: 30, cstr_type: 'CS_MSOA', cstr_date: '2026-03-02 08:00' },
      ...{ cstr_type2: 'CS_MEOB', cstr_date2: '2026-03-13 17:00', act_start_date: '2026-03-02 08:00' },
      ...{ restart_date: '2026-03-03 08:00', reend_date: '2026-03-11 17:00', guid: 'AAECAwQFBgcICQoLDA0OEQ' },
      ...{ early_start_date: '2026-03-03 08:00', early_end_date: '2026-03-11 17:00' },
    },
    {
      ...{
        task_id: 2,
        proj_id: 1,
        task_type: 'TT_FinMile',
        status_code: 'TK_NotStart',
        task_code: 'A20',
        task_name: 'Dug',
      },
      ...{ target_drtn_hr_cnt: 0, remain_drtn_hr_cnt: 0 },
    },
  ],
  TASKMEMO: [{ memo_id: 1, task_id: 1, memo_type_id: 1, proj_id: 1, task_memo: '<p>Two</p><p>pits</p>' }],
  TASKPRED: [
    { task_pred_id: 1, task_id: 2, pred_task_id: 1, proj_id: 1, pred_proj_id: 1, pred_type: 'PR_FF', lag_hr_cnt: -4 },
  ],
  TASKRSRC: [
    {
      ...{ taskrsrc_id: 1, task_id: 1, proj_id: 1, rsrc_id: 5, remain_qty: 16, target_qty: 20, target_qty_per_hr: 0.5 },
      ...{ act_ot_qty: 1, act_reg_qty: 3 },
    },
  ],
  UDFTYPE: [
    {
      udf_type_id: 9,
      table_name: 'TASK',
      udf_type_name: 'udf_9',
      udf_type_label: 'Zone',
      logical_data_type: 'FT_TEXT',
    },
    {
      udf_type_id: 10,
      table_name: 'TASK',
      udf_type_name: 'udf_10',
      udf_type_label: 'Fee',
      logical_data_type: 'FT_MONEY',
    },
  ],
  UDFVALUE: [
    { udf_type_id: 9, fk_id: 1, proj_id: 1, udf_text: 'North' },
    { udf_type_id: 10, fk_id: 1, proj_id: 1, udf_number: 12.5 },
  ],
})

/** Without lines, and without what is kept for a file of the same form. */
function bare(document: PlanDocument): unknown {
  return JSON.parse(
    JSON.stringify(document, (key, value) => (['line', 'extra', 'warnings'].includes(key) ? undefined : value)),
  )
}

describe('a file of Primavera in XML', () => {
  it('says the same as its twin in XER', async () => {
    const document = await read(PMXML)
    expect(document.tasks.map(({ name, notes, customFields }) => ({ name, notes, customFields }))).toEqual([
      { name: 'Dug', notes: '', customFields: {} },
      { name: 'Ground', notes: '', customFields: {} },
      { name: 'Dig', notes: 'Two\npits', customFields: { udf_9: 'North', udf_10: 1_250 } },
    ])
    expect(document.calendars[0]?.exceptions).toHaveLength(3)
    expect(bare(document)).toEqual(bare(await readXer(bytesOf(XER, 5_000))))
  })

  it('can be written as XER, with what a plan does not hold', async () => {
    const content = Buffer.concat([...writeXer(await read(PMXML))])
    expect(bare(await readXer(bytesOf(content, 5_000)))).toEqual(bare(await read(PMXML)))
    expect(content.toString('latin1')).toContain('CS_MEOB')
  })

  it('may have an element that stands for the project', async () => {
    const wbs = (id: number, name: string, parent: string) =>
      `<WBS><Name>${name}</Name><ObjectId>${id}</ObjectId>${parent}<ProjectObjectId>1</ProjectObjectId></WBS>`
    const activity =
      '<Activity><Name>Dig</Name><ObjectId>1</ObjectId><ProjectObjectId>1</ProjectObjectId><WBSObjectId>4</WBSObjectId></Activity>'
    const below = (name: string) => wbs(3, name, '') + wbs(4, 'Ground', '<ParentObjectId>3</ParentObjectId>') + activity
    expect((await read(file(below('New plant')))).tasks.map(({ name }) => name)).toEqual(['Ground', 'Dig'])
    expect((await read(file(below('Part 1')))).tasks.map(({ name }) => name)).toEqual(['Part 1', 'Ground', 'Dig'])
    const said = `<WBSObjectId>3</WBSObjectId>${below('Part 1')}`
    expect(await read(file(said))).toMatchObject({ name: 'Part 1', tasks: [{ name: 'Ground' }, { name: 'Dig' }] })
  })

  it('of several projects has its biggest one read', async () => {
    const other = '<Project><Name>Other</Name><ObjectId>2</ObjectId></Project>'
    const activity = '<Activity><Name>Dig</Name><ObjectId>1</ObjectId><ProjectObjectId>1</ProjectObjectId></Activity>'
    const document = await read(file(activity, other))
    expect(document).toMatchObject({ name: 'New plant', tasks: [{ name: 'Dig' }] })
    expect(document.warnings[0]?.message).toBe('The file has 2 projects; only “PLANT” is read.')
  })
})

describe('a file that is not right', () => {
  it.each([
    ['is another', '<Project/>', /not a Primavera XML file: it starts with <Project>, not <APIBusinessObjects>/],
    ['has no project', '<APIBusinessObjects/>', /no project/],
    [
      'has a bad number',
      file('<Activity><ObjectId>1</ObjectId><PlannedDuration>long</PlannedDuration></Activity>'),
      /PlannedDuration should be a number, but is “long”/,
    ],
    ['has a bad date', file('<DataDate>soon</DataDate>'), /DataDate should be a date/],
    [
      'has a task without a number',
      file('<Activity><ProjectObjectId>1</ProjectObjectId></Activity>'),
      /ObjectId is missing/,
    ],
    ['has a document type', '<!DOCTYPE x []><APIBusinessObjects/>', /document type/],
  ])('%s', async (_what, text, message) => {
    expect((await failure(text)).message).toMatch(message)
  })
})
