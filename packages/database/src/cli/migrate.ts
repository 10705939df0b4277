import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadSettings } from '@throughline/platform'
import { migrate } from '../migrator.ts'

/** `migrate up|down [count]` on DATABASE_DIRECT_URL. Built, the migrations lie beside the command. */
const [direction = 'up', count] = process.argv.slice(2)
if (direction !== 'up' && direction !== 'down') throw new Error(`usage: migrate up|down [count], not ${direction}`)
const databaseUrl = loadSettings(undefined, ['DATABASE_DIRECT_URL']).database.directUrl

const beside = fileURLToPath(new URL('./migrations', import.meta.url))
const applied = await migrate({
  databaseUrl,
  direction,
  ...(count ? { count: Number(count) } : {}),
  ...(existsSync(beside) ? { directory: beside } : {}),
})
console.log(applied.length ? applied.map((name) => `${direction} ${name}`).join('\n') : 'nothing to migrate')
