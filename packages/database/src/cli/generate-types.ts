import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { loadSettings } from '@throughline/platform'

/** `generate-types [--verify]`: writes schema.ts from the migrated database at DATABASE_DIRECT_URL, or fails when it differs. */
const url = loadSettings(undefined, ['DATABASE_DIRECT_URL']).database.directUrl

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
