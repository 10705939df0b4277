import { checkPlan } from '../plan/check-plan.ts'
import type { Finding } from '../plan/finding.ts'
import { assessSchedule } from '../quality/dcma/assess-schedule.ts'
import type { DcmaCheck } from '../quality/dcma/dcma-types.ts'
import { schedule } from '../schedule/schedule.ts'
import type { Arguments } from './arguments.ts'
import { FileError } from './describe-error.ts'
import { type LoadedPlan, loadPlan } from './load-file.ts'
import { tableOf } from './table.ts'

/** What reading, checking and scheduling found; no checks of quality where the plan has errors. */
interface Report {
  readonly loaded: LoadedPlan
  readonly findings: readonly Finding[]
  readonly dcma: readonly DcmaCheck[] | null
}

/** `check FILE`: what the file says that cannot be kept, what is wrong with the plan, and the DCMA checks. */
export async function checkCommand(args: Arguments): Promise<number> {
  const file = args.files[0] ?? ''
  const loaded = await loadPlan(file, args.command)
  const report = reportOf(file, loaded)
  process.stdout.write(args.json ? `${JSON.stringify(jsonOf(report))}\n` : textOf(report))
  return countOf(report, 'error') > 0 ? 1 : 0
}

function reportOf(file: string, loaded: LoadedPlan): Report {
  const { plan, baseline, minutesPerDay } = loaded
  const findings = checkPlan(plan)
  if (findings.some(({ severity }) => severity === 'error')) return { loaded, findings, dcma: null }
  try {
    return {
      loaded,
      findings,
      dcma: assessSchedule({ plan, schedule: schedule(plan), baseline, minutesPerDay }, schedule),
    }
  } catch (error) {
    throw new FileError(file, error)
  }
}

function countOf({ findings }: Report, severity: Finding['severity']): number {
  return findings.filter((finding) => finding.severity === severity).length
}

function jsonOf(report: Report): object {
  const { loaded, findings, dcma } = report
  return {
    errors: countOf(report, 'error'),
    warnings: countOf(report, 'warning') + loaded.warnings.length,
    input: loaded.warnings,
    findings: findings.map(({ severity, code, message, taskIds, linkIds, calendarIds, resourceIds }) => ({
      severity,
      code,
      message,
      tasks: taskIds,
      links: linkIds,
      calendars: calendarIds,
      resources: resourceIds,
    })),
    dcma: dcma?.map(({ taskIds, linkIds, ...check }) => ({ ...check, tasks: taskIds, links: linkIds })) ?? null,
  }
}

function textOf(report: Report): string {
  const { loaded, findings, dcma } = report
  const { plan, name } = loaded
  const input = loaded.warnings.map(({ line, message }) => `line ${line}: ${message}\n`)
  const found = findings.map(({ severity, message }) => `${severity}: ${message}\n`)
  const summary = `${name}: ${plan.tasks.length} tasks, ${plan.links.length} links, ${countOf(report, 'error')} errors, ${countOf(report, 'warning') + input.length} warnings\n`
  if (dcma === null) return [...input, ...found, summary, 'The DCMA checks need a plan without errors.\n'].join('')
  return [...input, ...found, '\n', dcmaTable(dcma), '\n', summary].join('')
}

function dcmaTable(checks: readonly DcmaCheck[]): string {
  return tableOf(checks, [
    { title: '#', text: ({ number }) => String(number), align: 'right' },
    { title: 'DCMA check', text: ({ name }) => name },
    { title: 'Value', text: (check) => amountText(check, check.value), align: 'right' },
    { title: 'Threshold', text: thresholdText, align: 'right' },
    {
      title: 'Of',
      text: ({ unit, count, population }) => (unit === 'share' && population > 0 ? `${count} / ${population}` : ''),
      align: 'right',
    },
    { title: 'Result', text: ({ status }) => status.replace('-', ' ') },
    {
      title: 'Such as',
      text: ({ reason, taskIds, linkIds }) => reason ?? [...taskIds, ...linkIds].slice(0, 5).join(', '),
      most: 60,
    },
  ])
}

function thresholdText(check: DcmaCheck): string {
  return `${check.comparison === 'at-most' ? '<=' : '>='} ${amountText(check, check.threshold)}`
}

function amountText({ unit }: DcmaCheck, value: number | null): string {
  if (value === null) return ''
  if (unit === 'share') return `${(value * 100).toFixed(1)} %`
  if (unit === 'index') return value.toFixed(2)
  return unit === 'days' ? `${Math.round(value * 100) / 100} d` : String(value)
}
