import type { PlanDocument } from '../plan-document.ts'
import { calendarRemark, remarkText } from './calendar-remark.ts'
import { extraNodes, keptRows, NOBODY, nodesIn, ownNodes, PROJECT_TASK, uidsOf, WHOLE_ASSIGNMENT } from './kept-rows.ts'
import { isStill, saidNodes, withExtra, wordsInstead, wordsOf } from './record-kind.ts'
import { ASSIGNMENT, needsNobody, workOfNobody, writtenAssignment } from './write/assignment-record.ts'
import { assignmentUids, withoutUids } from './write/assignment-uids.ts'
import { CALENDAR } from './write/calendar-record.ts'
import { LINK } from './write/link-record.ts'
import { inOutlineOrder } from './write/outline-places.ts'
import { PROJECT, PROJECT_ROW, standardCalendar } from './write/project-record.ts'
import { RESOURCE } from './write/resource-record.ts'
import { TASK } from './write/task-record.ts'
import { type WriteContext, writeContext } from './write/write-context.ts'
import { markupOf, type XmlNode } from './xml-node.ts'

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n'
const PIECE = 65_536

/**
 * The XML of Microsoft Project (MSPDI), in pieces that are made as they are asked for. What a reader of this format has kept
 * of a file in `extra` is written back where it stood.
 */
export function* writeMspdi(document: PlanDocument): Generator<string, void, undefined> {
  let piece = HEAD
  for (const text of textsOf(writable(document))) {
    piece += text
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

/** With its tasks in order, and with a calendar, which Microsoft Project cannot do without. */
function writable(document: PlanDocument): PlanDocument {
  const tasks = inOutlineOrder(document.tasks)
  if (document.defaultCalendarKey !== null) return { ...document, tasks }
  const keys = new Set(document.calendars.map(({ key }) => key))
  let key = 'standard'
  while (keys.has(key)) key += '+'
  return { ...document, tasks, calendars: [...document.calendars, standardCalendar(key)], defaultCalendarKey: key }
}

function* textsOf(document: PlanDocument): Generator<string> {
  const context = writeContext(document, reservedUids(document))
  yield* projectTexts(context)
  yield* listTexts('Calendars', calendarTexts(context))
  yield* listTexts('Tasks', taskTexts(context))
  yield* listTexts('Resources', resourceTexts(context))
  yield* listTexts('Assignments', assignmentTexts(context))
  yield '</Project>\n'
  yield* remarkTexts(context)
}

function reservedUids({ tasks, extra }: PlanDocument) {
  const nodes = extraNodes(extra)
  return {
    tasks: () => [
      0,
      ...[extra, ...tasks.map((task) => task.extra)].flatMap((each) => uidsOf(keptRows(extraNodes(each), 'Task'))),
    ],
    calendars: () => uidsOf(keptRows(nodes, 'Calendar')),
    resources: () => uidsOf(keptRows(nodes, 'Resource')),
  }
}

function* listTexts(name: string, rows: Iterable<string>): Generator<string> {
  yield `<${name}>\n`
  for (const row of rows) yield `${row}\n`
  yield `</${name}>\n`
}

const rowText = (name: string, nodes: readonly XmlNode[]): string => markupOf([[name, nodes]])

function* projectTexts(context: WriteContext): Generator<string> {
  const nodes = projectWithExtra(context)
  const isDefinition = ([name]: XmlNode) => /^<?ExtendedAttribute\b/.test(name)
  const definitions = nodes.filter(isDefinition)
  for (const node of nodes) if (!isDefinition(node)) yield `${markupOf([node])}\n`
  if (definitions.length > 0) yield `${rowText('ExtendedAttributes', definitions)}\n`
}

/** Who does not write masks means the flag as it is called: see `project-row.ts`. */
function projectWithExtra(context: WriteContext): readonly XmlNode[] {
  const nodes = withExtra(PROJECT, context, ownNodes(extraNodes(context.document.extra)))
  const flag = nodes.find(([name]) => name === 'HonorConstraints')?.[1]
  const isTheirs = flag !== PROJECT.says.get('HonorConstraints')?.(context)
  return isTheirs ? nodes.filter(([name]) => name !== 'WBSMasks') : nodes
}

function* calendarTexts(context: WriteContext): Generator<string> {
  const { calendars, extra } = context.document
  for (const calendar of calendars) {
    yield rowText('Calendar', withExtra(CALENDAR, { calendar, context }, extraNodes(calendar.extra)))
  }
  for (const kept of keptRows(extraNodes(extra), 'Calendar')) yield markupOf([kept])
}

function* taskTexts(context: WriteContext): Generator<string> {
  const { tasks, extra } = context.document
  const ofProject = extraNodes(extra)
  if (tasks.every(({ key }) => context.taskUid(key) !== 0)) {
    yield rowText('Task', withExtra(PROJECT_ROW, context, nodesIn(ofProject, PROJECT_TASK) ?? []))
  }
  const first = keptRows(ofProject, 'Task')
  for (const kept of first) yield markupOf([kept])
  let id = first.length
  for (const [index, task] of tasks.entries()) {
    const nodes = extraNodes(task.extra)
    id += 1
    const written = { task, index, id, links: linksOf(task.key, context), context }
    yield rowText('Task', withExtra(TASK, written, ownNodes(nodes)))
    const rows = keptRows(nodes, 'Task')
    for (const kept of rows) yield markupOf([kept])
    id += rows.length
  }
}

function* remarkTexts(context: WriteContext): Generator<string> {
  for (const calendar of context.document.calendars) {
    const remark = calendarRemark(context.lineageOf(calendar), context.calendarUid(calendar.key))
    if (remark !== null) yield `${remarkText(remark)}\n`
  }
}

function linksOf(taskKey: string, context: WriteContext): readonly XmlNode[] {
  return context
    .linksOf(taskKey)
    .map((link) => ['PredecessorLink', withExtra(LINK, { link, context }, extraNodes(link.extra))])
}

function* resourceTexts(context: WriteContext): Generator<string> {
  const { resources, extra } = context.document
  const kept = keptRows(extraNodes(extra), 'Resource')
  for (const row of kept) yield markupOf([row])
  for (const [index, resource] of resources.entries()) {
    const written = { resource, id: index + 1, context }
    yield rowText('Resource', withExtra(RESOURCE, written, extraNodes(resource.extra)))
  }
}

function* assignmentTexts(context: WriteContext): Generator<string> {
  const { tasks, assignments, extra } = context.document
  const uids = assignmentUids(context.document)
  for (const [index, assignment] of assignments.entries()) {
    const nodes = extraNodes(assignment.extra)
    const whole = nodesIn(nodes, WHOLE_ASSIGNMENT)
    const said = whole === null ? [] : saidNodes(ASSIGNMENT, writtenAssignment(assignment, 0, context))
    if (whole !== null && isStill(whole, wordsOf(said))) yield wordsInstead(whole)
    else {
      const written = writtenAssignment(assignment, uids.of(nodes, index + 1), context)
      yield rowText('Assignment', withExtra(ASSIGNMENT, written, withoutUids(nodes)))
    }
  }
  let place = assignments.length
  for (const [index, task] of tasks.entries()) {
    const nodes = extraNodes(task.extra)
    const kept = nodesIn(nodes, NOBODY)
    if (kept !== null || needsNobody(task, context.outline.isSummary(index), context)) {
      place += 1
      const written = workOfNobody(task, uids.of(kept ?? [], place), context)
      yield rowText('Assignment', withExtra(ASSIGNMENT, written, withoutUids(kept ?? [])))
    }
    for (const row of keptRows(nodes, 'Assignment')) yield markupOf([row])
  }
  for (const row of keptRows(extraNodes(extra), 'Assignment')) yield markupOf([row])
}
