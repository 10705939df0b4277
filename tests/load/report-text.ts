import type { ProcessorShare } from './processor-time.ts'
import type { LoadReport, Times } from './report.ts'
import type { StatementTime } from './statement-times.ts'

const rowsOf = ({ times, delivery, lateness }: LoadReport): Times[] => [...times, delivery, lateness]
const ms = (value: number) => value.toFixed(1)
const headOf = ({ options, requestsPerSecond, editsPerSecond, node, cpu, threads }: LoadReport) =>
  `${options.sockets} sockets in 20 rooms, ${requestsPerSecond.toFixed(1)} requests/s of which ${editsPerSecond.toFixed(1)} edits, ` +
  `${(options.seconds / 60).toFixed(1)} minutes; ${options.apis} api, Temporal: ${options.temporal}; Node ${node}, ${threads} threads of ${cpu}`

export function textOf(report: LoadReport): string {
  const rows = rowsOf(report).map(
    ({ operation, count, p50, p95, p99, max }) =>
      `  ${operation.padEnd(48)} ${String(count).padStart(8)} ${[p50, p95, p99, max].map((value) => ms(value).padStart(8)).join(' ')}`,
  )
  const goals = report.goals.map(({ name, holds, figure }) => `${holds ? '✓' : '✗'} ${name}: ${figure}`)
  const errors = report.errors.map(({ operation, status, detail }) => `  ${operation} ${status} ${detail}`)
  const header = `  ${'milliseconds'.padEnd(48)} ${['count', 'p50', 'p95', 'p99', 'max'].map((name) => name.padStart(8)).join(' ')}`
  return [
    headOf(report),
    header,
    ...rows,
    ...errors,
    ...processorLines(report),
    ...statementLines(report),
    ...goals,
    '',
  ].join('\n')
}

export function markdownOf(report: LoadReport): string {
  const rows = rowsOf(report).map(
    ({ operation, count, p50, p95, p99, max }) =>
      `| ${operation} | ${count} | ${[p50, p95, p99, max].map(ms).join(' | ')} |`,
  )
  const goals = report.goals.map(
    ({ name, holds, figure }) => `| ${name} | ${figure} | ${holds ? 'holds' : 'does not hold'} |`,
  )
  return [
    `${headOf(report)}.`,
    '',
    '| milliseconds | count | p50 | p95 | p99 | max |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    '| goal | figure | |',
    '|---|---|---|',
    ...goals,
    '',
    ...processorTable(report),
    ...statementTable(report),
  ].join('\n')
}

const shareOf = ({ part, percent }: ProcessorShare) => `${part} ${percent.toFixed(0)}`
const secondly = ({ callsPerSecond, planning, execution }: StatementTime) =>
  [callsPerSecond, planning, execution].map((value) => value.toFixed(1))

function processorLines({ processors }: LoadReport): string[] {
  if (processors.length === 0) return []
  return [`  where the processors' time goes, percent of one core: ${processors.map(shareOf).join(', ')}`]
}

function statementLines({ statements }: LoadReport): string[] {
  if (statements.length === 0) return []
  const head = ['calls/s', 'plan ms/s', 'exec ms/s'].map((name) => name.padStart(10)).join(' ')
  const rows = statements.map(
    (one) =>
      `  ${secondly(one)
        .map((value) => value.padStart(10))
        .join(' ')}  ${one.text}`,
  )
  return [`  ${head}  statement`, ...rows]
}

function processorTable({ processors }: LoadReport): string[] {
  if (processors.length === 0) return []
  const rows = processors.map(({ part, percent }) => `| ${part} | ${percent.toFixed(0)} |`)
  return ["| where the processors' time goes | percent of one core |", '|---|--:|', ...rows, '']
}

function statementTable({ statements }: LoadReport): string[] {
  if (statements.length === 0) return []
  const rows = statements.map(
    (one) => `| ${secondly(one).join(' | ')} | \`${one.text.replaceAll('|', '\\|').replaceAll('`', "'")}\` |`,
  )
  return ['| calls/s | planning, ms/s | execution, ms/s | statement |', '|--:|--:|--:|---|', ...rows, '']
}
