import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** `generate-types [--verify]`: writes schema.ts from the migrated database at DATABASE_DIRECT_URL, or fails when it differs. */
const url = process.env.DATABASE_DIRECT_URL
if (!url) throw new Error('DATABASE_DIRECT_URL is missing: a migrated database to read the types from')

const types = {
  int8: 'number',
  timestamp: 'string',
  timestamptz: 'string',
  jsonb: 'unknown',
  ltree: 'string',
  citext: 'string',
}
const options = {
  dialect: 'postgres',
  url,
  'out-file': fileURLToPath(new URL('../schema.ts', import.meta.url)),
  'exclude-pattern': 'migration',
  'type-mapping': JSON.stringify(types),
}
const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
execFileSync('npx', ['kysely-codegen', ...flags, ...process.argv.slice(2)], { stdio: 'inherit' })
