import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { join } from 'node:path'

/** Loaded into an api by `--import`, with the folder in the address: a processor profile from its start to its end. */
const folder = new URL(import.meta.url).searchParams.get('folder') ?? '.'
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.setSamplingInterval', { interval: 1_000 })
session.post('Profiler.start')
process.once('exit', () => {
  session.post('Profiler.stop', (error, told) => {
    if (error) console.error(error)
    else writeFileSync(join(folder, `api-${process.pid}.cpuprofile`), JSON.stringify(told.profile))
  })
})
