import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createBuckets, type FileStorage, type LocalPorts } from '@throughline/platform'
import pg from 'pg'
import { canConnect, canFetch } from './mail.ts'
import { healthAddress, type ServiceName } from './services.ts'

export interface Finding {
  /** True when well. */
  ok: boolean
  /** What was seen. */
  detail: string
}

export interface Check {
  name: string
  look: () => Promise<Finding>
  /** What to do when it is not well. */
  advice: string
}

const leastFreeBytes = 1024 ** 3
const well = (detail: string): Finding => ({ ok: true, detail })
const bad = (detail: string): Finding => ({ ok: false, detail })

export function postgresCheck(url: string, advice: string): Check {
  return {
    name: 'PostgreSQL',
    advice,
    look: async () => {
      const [row] = await query(
        url,
        "select current_setting('server_version') as version, pg_database_size(current_database()) as size",
      )
      return well(`version ${row?.version}, data ${Math.round(Number(row?.size) / 1024 ** 2)} MB`)
    },
  }
}

/** The way of the services; `monitorUrl` leads to the pooler's own counters, where it is ours. */
export function pgbouncerCheck(url: string, monitorUrl: string | undefined, advice: string): Check {
  return {
    name: 'PgBouncer',
    advice,
    look: async () => {
      await query(url, 'select 1')
      if (!monitorUrl) return well('queries pass')
      const pools = (await query(monitorUrl, 'show pools')).filter((pool) => pool.database !== 'pgbouncer')
      const sum = (column: string) => pools.reduce((total, pool) => total + Number(pool[column]), 0)
      const waiting = sum('cl_waiting')
      const detail = `${sum('cl_active')} clients active, ${waiting} waiting, ${sum('sv_active') + sum('sv_idle')} server connections`
      return waiting > 0 && sum('maxwait') > 5 ? bad(detail) : well(detail)
    },
  }
}

export function mailCheck(ports: LocalPorts): Check {
  return {
    name: 'mail inbox',
    advice: 'npm run stack -- logs mail',
    look: async () => {
      const problem =
        (await canConnect(ports.mailSmtp)) ?? (await canFetch(`http://127.0.0.1:${ports.mailWeb}/healthz`))
      return problem === null ? well(`http://localhost:${ports.mailWeb}`) : bad(problem)
    },
  }
}

/** The bucket of uploaded files, where there is one: the way of a piece there and back. */
export function fileStorageCheck(files: FileStorage): Check {
  return {
    name: 'file storage',
    advice:
      'Check IMPORT_STORAGE_URL, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: the key must be allowed to list the bucket, and to read, write and delete in it',
    look: async () => {
      await createBuckets(files).current?.tryOut()
      return well(files.place ?? '')
    },
  }
}

export function serviceCheck(name: ServiceName, ports: LocalPorts): Check {
  return {
    name,
    advice: `npm run stack -- logs ${name}`,
    look: async () => {
      const problem = await canFetch(healthAddress(name, ports))
      return problem === null ? well('healthy') : bad(problem)
    },
  }
}

/** The part of the api that announces events; its readiness names it. */
export function gatewayCheck(ports: LocalPorts): Check {
  return {
    name: 'gateway',
    advice: 'It needs PostgreSQL without a pooler in between (DATABASE_DIRECT_URL): npm run stack -- logs api',
    look: async () => {
      const response = await fetch(healthAddress('api', ports), { signal: AbortSignal.timeout(3_000) })
      const report: unknown = await response.json()
      const state = gatewayState(report)
      return state === undefined
        ? bad('/readyz does not name the gateway')
        : { ok: state, detail: state ? 'listening' : 'not listening' }
    },
  }
}

/** Whether the gateway is well, by the body of /readyz: `{ checks: { gateway: { ok } } }`. */
export function gatewayState(report: unknown): boolean | undefined {
  const checks = field(report, 'checks')
  const gateway = field(checks, 'gateway')
  const ok = field(gateway, 'ok') ?? gateway
  if (typeof ok === 'boolean') return ok
  return typeof ok === 'string' ? ok === 'ok' : undefined
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined
}

export function diskCheck(folder: string): Check {
  return {
    name: 'disk',
    advice: 'Free some space; npm run stack -- reset removes all data of the local stack',
    look: async () => {
      const { bavail, bsize } = await statfs(existsSync(folder) ? folder : '.')
      const free = bavail * bsize
      const detail = `${(free / 1024 ** 3).toFixed(1)} GB free`
      return free < leastFreeBytes ? bad(detail) : well(detail)
    },
  }
}

export function passwordFileCheck(file: string): Check {
  return {
    name: 'admin password',
    advice: `Only the owner should be able to read it: chmod 600 ${file}`,
    look: async () => {
      const mode = statSync(file).mode & 0o777
      return (mode & 0o077) === 0 ? well(file) : bad(`${file} can be read by others (mode ${mode.toString(8)})`)
    },
  }
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
