import { writeFileSync } from 'node:fs'
import type { BenchContext } from '../bench-context.ts'
import { generatedSet, type InstanceSet, publishedSet, type SetName } from '../instances.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { meanOf } from '../statistics.ts'

const BOUNDS = {
  j30: { search: { must: 0.5, aim: 0.1 }, onePass: { must: 4.3, aim: 4.3 } },
  j60: { search: { must: 12.7, aim: 11.3 }, onePass: { must: 17.4, aim: 17.4 } },
  j120: { search: { must: 38, aim: 33.5 }, onePass: { must: 43.7, aim: 43.7 } },
} as const
const SCHEDULES = 1_000
const CP_SAT_SECONDS = { j30: 2, j60: 1, j120: 1 } as const
const CP_SAT_THREADS = 2

interface Leveled {
  readonly makespan: number
  readonly lowerBound: number
  readonly milliseconds: number
  readonly fault: string | null
}

interface TheirSolution {
  readonly makespan: number | null
  readonly isOptimal: boolean
  readonly milliseconds: number
}

/** Averages over sets like PSPLIB's: over the optimum for j30, over the length of the critical path for the others. */
export async function levelingRows(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const name of ['j30', 'j60', 'j120'] as const) {
    const set = shortened(context.psplib === null ? generatedSet(name) : publishedSet(context.psplib, name), context)
    const file = context.fileOf(`${name}.json`)
    writeFileSync(file, JSON.stringify(set.instances))
    const output = await solvedByPeer(context, set, file)
    const theirs = output
      ?.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TheirSolution)
    const search = await measure<Leveled[]>('level', file, SCHEDULES)
    const onePass = await measure<Leveled[]>('level', file, 1)
    rows.push(searchRow(set, search, theirs), onePassRow(set, onePass, theirs))
  }
  return rows
}

/** The published sets are long: CP-SAT solves them only where it is asked for the optima. */
async function solvedByPeer(context: BenchContext, set: InstanceSet, file: string): Promise<string | undefined> {
  if (set.isPublished && (set.name !== 'j30' || set.optima !== null)) return undefined
  return context.peers.python?.('cp_sat', file, CP_SAT_SECONDS[set.name], CP_SAT_THREADS)
}

/** Quick trials take every eighth instance. */
function shortened(set: InstanceSet, { quick }: BenchContext): InstanceSet {
  if (!quick) return set
  const isTaken = (_: unknown, index: number) => index % 8 === 0
  return { ...set, instances: set.instances.filter(isTaken), optima: set.optima?.filter(isTaken) ?? null }
}

function searchRow(set: InstanceSet, ours: readonly Leveled[], theirs: readonly TheirSolution[] | undefined): BenchRow {
  const reference = referenceOf(set, ours, theirs)
  const makespans = theirs?.map(({ makespan }) => makespan ?? Number.POSITIVE_INFINITY)
  const seconds = CP_SAT_SECONDS[set.name]
  return {
    name: `${titleOf(set)}, ${SCHEDULES} schedules, ${basisOf(set.name)}`,
    unit: '%',
    ours: reference && excess(ours, reference),
    peer: {
      name: `CP-SAT, up to ${seconds} s`,
      value:
        reference && makespans
          ? excess(
              makespans.map((makespan) => ({ makespan })),
              reference,
            )
          : null,
    },
    ...boundsOf(set, BOUNDS[set.name].search),
    remark: [`${ours.length} instances`, timesText(ours, theirs), ...faults(ours), ...unproven(set, theirs)].join(', '),
  }
}

function onePassRow(
  set: InstanceSet,
  ours: readonly Leveled[],
  theirs: readonly TheirSolution[] | undefined,
): BenchRow {
  const reference = referenceOf(set, ours, theirs)
  return {
    name: `${titleOf(set)}, one pass, ${basisOf(set.name)}`,
    unit: '%',
    ours: reference && excess(ours, reference),
    ...boundsOf(set, BOUNDS[set.name].onePass),
    remark: [timesText(ours, undefined), ...faults(ours)].join(', '),
  }
}

const titleOf = ({ name, isPublished }: InstanceSet): string =>
  `leveling ${isPublished ? 'PSPLIB' : 'generated'} ${name}`

/** What is to be reached is about the published sets. */
function boundsOf({ isPublished }: InstanceSet, bounds: { must: number; aim: number }): Pick<BenchRow, 'bounds'> {
  return isPublished ? { bounds: { of: 'value', ...bounds } } : {}
}

const basisOf = (name: SetName): string => (name === 'j30' ? 'over optimum' : 'over critical path')

/** What 0 % is, by instance; null when optima are needed and not known. */
function referenceOf(
  { name, optima, instances }: InstanceSet,
  ours: readonly Leveled[],
  theirs: readonly TheirSolution[] | undefined,
): readonly number[] | null {
  if (name !== 'j30')
    return instances.map((_, index) =>
      criticalPath(instances[index]?.durations ?? [], instances[index]?.successors ?? []),
    )
  if (optima !== null) return optima
  return (
    theirs?.map(({ makespan }, index) => Math.min(makespan ?? Number.POSITIVE_INFINITY, ours[index]?.makespan ?? 0)) ??
    null
  )
}

/** Longest path by definition, each activity as often as a longer path to it is found. */
function criticalPath(durations: readonly number[], successors: readonly (readonly number[])[]): number {
  const starts = durations.map(() => 0)
  const waiting = durations.map((_, job) => job)
  for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) {
    const finish = (starts[job] ?? 0) + (durations[job] ?? 0)
    for (const next of successors[job] ?? []) {
      if ((starts[next] ?? 0) >= finish) continue
      starts[next] = finish
      waiting.push(next)
    }
  }
  return Math.max(...starts.map((start, job) => start + (durations[job] ?? 0)))
}

/** Mean of how much longer than the reference, in percent. */
function excess(schedules: readonly { makespan: number }[], reference: readonly number[]): number {
  return meanOf(schedules.map(({ makespan }, index) => (makespan / (reference[index] ?? Number.NaN) - 1) * 100))
}

function timesText(ours: readonly Leveled[], theirs: readonly TheirSolution[] | undefined): string {
  const mean = (list: readonly { milliseconds: number }[]) => meanOf(list.map(({ milliseconds }) => milliseconds))
  const text = `${mean(ours).toFixed(mean(ours) < 10 ? 2 : 0)} ms each`
  return theirs === undefined ? text : `${text}, CP-SAT ${mean(theirs).toFixed(0)} ms each`
}

function faults(ours: readonly Leveled[]): string[] {
  const found = ours.flatMap(({ fault }) => (fault === null ? [] : [fault]))
  return found.length === 0 ? ['all feasible'] : [`${found.length} INFEASIBLE: ${found[0]}`]
}

function unproven({ name, optima }: InstanceSet, theirs: readonly TheirSolution[] | undefined): string[] {
  if (name !== 'j30' || optima !== null || theirs === undefined) return []
  const count = theirs.filter(({ isOptimal }) => !isOptimal).length
  return count === 0 ? ['optima proven'] : [`${count} optima not proven`]
}
