// throughline COMMAND …: the service from a shell (see help.ts)
import { readEnvironment } from './environment.ts'
import { main } from './main.ts'
import { openTerminal } from './terminal.ts'

// A reader that has seen enough, such as head, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())
process.exitCode = await main(process.argv.slice(2), {
  environment: readEnvironment(),
  terminal: openTerminal(),
  signal: interrupt.signal,
})
