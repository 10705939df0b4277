import type { FaultPointName } from '@throughline/platform'
import { type Block, blocks, type Disturbance } from './blocks.ts'
import type { ActionName, Cell, RunLength, Target, WorldKind } from './cell.ts'
import { longBlocks } from './long-blocks.ts'

/** The short run: a cell a point, cheap ones, so chosen that each process, connection and kind of disturbance comes up. */
const smoke: ReadonlySet<string> = new Set([
  'edit:validated/postgres/kill',
  'edit:before-event/api-database/half-open',
  'edit:before-commit/api-database/cut-reply',
  'edit:after-commit/api/kill',
  'edit:after-reply/api/zombie',
  'dispatch:claimed/pgbouncer/kill',
  'dispatch:after-start/temporal/kill',
  'recompute:begun/temporal/kill',
  'recompute:rows-loaded/worker-database/reset',
  'recompute:engine-done/worker-temporal/hole',
  'recompute:in-write/worker/zombie',
  'session recompute:in-write/worker/term',
  'recompute:after-commit/worker/kill',
  'import:upload-half/client-api/reset',
  'import:stored/api/kill',
  'import:fetch-piece#2/worker-database/reset',
  'import:fetched/postgres/kill',
  'import:begun/pgbouncer/kill',
  'import:parsed/temporal/kill',
  'import:in-batch#2/postgres/kill',
  'import:batch-written#2/worker/kill',
  'import:rows-written/temporal/kill',
  'import:finalise/worker-database/reset',
  'notify:decided/worker-temporal/reset',
  'digest:decided/worker/kill',
  'email:claimed/email-smtp/half-open',
  'email:before-send/smtp/lose-250',
  'email:in-data/email-service/kill',
  'email:after-send/email-service/kill',
  'email:marked/email-temporal/reset',
  'webhook:claimed/worker-webhook/half-open',
  'webhook:sent/postgres/kill',
  'webhook:marked/temporal/kill',
  'live:after-read/postgres/kill',
  'live:before-emit/client-api/half-open',
  'live:backfill/api/kill',
  'sync:half/pgbouncer/kill',
  'seed:plan-written/temporal/kill',
  'purge:batch-done/postgres/kill',
  'paused/api/kill',
  'burst/pgbouncer/kill',
  'outage/temporal/down',
  'real recompute:engine-done/temporal/kill',
  'real dispatch:after-start/postgres/kill',
  'real outage/temporal/down',
])

/** The heartbeat of an activity is missed after five seconds: a worker that comes back later has been given up. */
const zombieMs = 7_000
const briefMs = 2_000
const outageMs: Record<RunLength, number> = { smoke: 8_000, whole: 60_000, long: 60_000 }
const prefixes: Record<WorldKind, string> = { plain: '', 'real-temporal': 'real ', equipped: '' }

/** All cells of a run, in the order of the flows. In the short run the outage of Temporal is shorter. */
export function listCells(run: RunLength): Cell[] {
  const cells = (run === 'long' ? longBlocks : blocks).flatMap((block) =>
    block.points.flatMap((point) => block.disturbances.map((disturbance) => toCell(block, point, disturbance, run))),
  )
  return run === 'smoke' ? cells.filter((cell) => cell.smoke) : cells
}

/** Of the whole run and the long one. */
export const listAllCells = (): Cell[] => [...listCells('whole'), ...listCells('long')]

function toCell(
  { flow, world = 'plain', longSeconds }: Block,
  place: Block['points'][number],
  disturbance: Disturbance,
  run: RunLength,
): Cell {
  const [target, action] = disturbance.split('/') as [Target, ActionName]
  const [point = null, count = '1'] = (place?.split('#') ?? []) as [FaultPointName?, string?]
  const isOfOther = place !== null && (flow === 'session' || (flow === 'sync' && !place.startsWith('sync')))
  const where = isOfOther ? `${flow} ${place}` : (place ?? flow)
  const id = `${longSeconds ? 'long ' : ''}${prefixes[world]}${where}/${disturbance}`
  const usual = action === 'down' ? outageMs[run] : action === 'zombie' && target !== 'api' ? zombieMs : briefMs
  const milliseconds = longSeconds ? longSeconds * 1_000 : usual
  return { id, flow, point, count: Number(count), target, action, world, milliseconds, smoke: smoke.has(id) }
}
