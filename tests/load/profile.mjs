import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { basename, join } from 'node:path'
import { threadId } from 'node:worker_threads'

/** Loaded into a service and its threads by `--import`, with the folder in the address: a profile from start to end. */
const folder = new URL(import.meta.url).searchParams.get('folder') ?? '.'
const name = `${basename(process.argv[1] ?? 'node', '.js')}-${process.pid}-${threadId}.cpuprofile`
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.setSamplingInterval', { interval: 1_000 })
session.post('Profiler.start')
process.once('exit', () => {
  session.post('Profiler.stop', (error, told) => {
    if (error) console.error(error)
    else writeFileSync(join(folder, name), JSON.stringify(told.profile))
  })
})
