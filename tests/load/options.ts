import { parseArgs } from 'node:util'

export const HELP = `npm run load [-- options]
  --minutes N   how long requests are sent; 10 unless given
  --rate N      requests a second, of which 33 in 167 are edits; 167 unless given
  --sockets N   live connections, shared out over 20 rooms; 1000 unless given
  --tasks N     tasks of each of the 20 plans; 250 unless given
  --apis N      api processes; 1 unless given
  --temporal K  development (unless given) or postgres: the server that carries the recomputes
  --profile DIR write processor profiles of each api and of the worker there
  --statements  list the statements that took the database the most time (needs pg_stat_statements)
  --json        print the report as JSON
  --markdown    print it as a table for docs/reliability.md
`

export interface LoadOptions {
  seconds: number
  rate: number
  sockets: number
  tasks: number
  apis: number
  temporal: 'development' | 'postgres'
  profile: string | undefined
  statements: boolean
  form: 'text' | 'json' | 'markdown'
}

/** Null: help was asked for. */
export function readOptions(args: readonly string[]): LoadOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      minutes: { type: 'string', default: '10' },
      rate: { type: 'string', default: '167' },
      sockets: { type: 'string', default: '1000' },
      tasks: { type: 'string', default: '250' },
      apis: { type: 'string', default: '1' },
      temporal: { type: 'string', default: 'development' },
      profile: { type: 'string' },
      statements: { type: 'boolean', default: false },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
    },
  })
  if (values.help) return null
  const { temporal } = values
  if (temporal !== 'development' && temporal !== 'postgres')
    throw new Error(`--temporal is development or postgres, not ${temporal}`)
  return {
    seconds: positive('minutes', values.minutes) * 60,
    rate: positive('rate', values.rate),
    sockets: Math.round(positive('sockets', values.sockets)),
    tasks: Math.round(positive('tasks', values.tasks)),
    apis: Math.round(positive('apis', values.apis)),
    temporal,
    profile: values.profile,
    statements: values.statements,
    form: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name} is a number above 0, not ${text}`)
  return value
}
