import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../harness/root.ts'
import type { Cell } from '../cell.ts'
import { listAllCells } from '../matrix.ts'
import type { CellResult } from '../result.ts'
import { goalOf } from './goals.ts'
import type { Report } from './report.ts'

const page = 'docs/reliability.md'
const marks = { begin: '<!-- cells: begin -->', end: '<!-- cells: end -->' } as const

/** Writes the table of all results between its marks on the page. */
export function writeTables(report: Report): void {
  const file = join(root, page)
  const text = readFileSync(file, 'utf8')
  const [before, after] = [text.indexOf(marks.begin), text.indexOf(marks.end)]
  if (before < 0 || after < 0) throw new Error(`${page} has no place for the table: ${marks.begin} … ${marks.end}`)
  writeFileSync(file, `${text.slice(0, before + marks.begin.length)}\n${tableOf(report)}\n${text.slice(after)}`)
}

export function tableOf({ seed, at, results }: Report): string {
  const cells = new Map(listAllCells().map((cell) => [cell.id, cell]))
  const rows = results.flatMap((result) => {
    const cell = cells.get(result.id)
    return cell ? [rowOf(cell, result)] : []
  })
  return [
    '',
    `${summaryOf(results)} Of ${at.slice(0, 10)}, seed ${seed}.`,
    '',
    '| at | what happened | goes on after | goal | all holds after | verdict |',
    '|---|---|--:|--:|--:|---|',
    ...rows,
    '',
  ].join('\n')
}

function rowOf(cell: Cell, { held, outcome, message, milliseconds }: CellResult): string {
  const place = `${cell.world === 'real-temporal' ? 'real Temporal, ' : ''}${cell.point ?? cell.flow}`
  const where = `${place}${contextOf(cell)}`
  const verdict = held ? 'holds' : `broken: ${message?.split('\n')[0] ?? ''}`
  const repeated = outcome?.repeatedMails ? `, mail came ${outcome.repeatedMails + 1} times` : ''
  const time = (value: number | undefined) => (value === undefined ? '–' : `${(value / 1_000).toFixed(1)} s`)
  const goal = `${goalOf(cell) / 1_000} s`
  return `| ${where} | ${wordsOf({ ...cell, milliseconds })} | ${time(outcome?.recovery)} | ${goal} | ${time(outcome?.settled)} | ${verdict}${repeated} |`
}

function contextOf({ flow, point, count }: Cell): string {
  if (flow === 'webhook' && count > 1) return ' of the second attempt'
  if (flow === 'digest') return count > 1 ? ', at its hour' : ', before its hour'
  if (flow === 'session') return ' by a worker that stayed'
  return flow === 'sync' && point?.startsWith('edit') ? ' of a sync push' : ''
}

function wordsOf({ target, action, milliseconds }: Cell): string {
  const time = `${milliseconds / 1_000} s`
  const ways = target.split('-').join(' and ')
  switch (action) {
    case 'kill':
      return `${target} killed`
    case 'term':
      return `${target} asked to stop`
    case 'freeze':
      return `${target} frozen for ${time}`
    case 'zombie':
      return `${target} frozen for ${time}, another takes over, it comes back`
    case 'down':
      return `${target} down for ${time}`
    case 'full':
      return `no room on the disk of ${target} for ${time}`
    case 'full-log':
      return `no room for the log of ${target} for ${time}`
    case 'clock':
      return `the clock of ${target} an hour ahead for ${time}, then back`
    case 'lose-250':
      return 'the mail server takes the mail and goes without an answer'
    case 'cut-reply':
      return `between ${ways}: the answer cut off`
    case 'slow':
      return `between ${ways}: 150 ± 100 ms each way`
    case 'hole':
      return `between ${ways}: nothing arrives for ${time}`
    case 'half-open':
      return `between ${ways}: answers are lost for ${time}`
    default:
      return `between ${ways}: connections reset for ${time}`
  }
}

function summaryOf(results: readonly CellResult[]): string {
  const cells = new Map(listAllCells().map((cell) => [cell.id, cell]))
  const held = results.filter((result) => result.held).length
  const late = results.filter(({ id, outcome }) => {
    const cell = cells.get(id)
    return cell && outcome && outcome.recovery > goalOf(cell)
  }).length
  return `${held} of ${results.length} cells hold; ${late} went on later than their goal.`
}

/** For the end of a run: its verdict, and what broke. */
export function describeReport(report: Report, results: readonly CellResult[]): string {
  const broken = results.filter((result) => !result.held)
  const lines = broken.map(({ id, message }) => `✗ ${id}\n    ${message?.split('\n').join('\n    ')}`)
  const whole = report.results.length > results.length ? `\nIn the report: ${summaryOf(report.results)}` : ''
  return ['', ...lines, summaryOf(results), whole].join('\n').trimEnd()
}
