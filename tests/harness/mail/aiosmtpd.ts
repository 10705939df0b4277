import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type MailServers, type Manner, manners, smallSize, type TakenMail } from './manners.ts'
import { mailProgram } from './python-packages.ts'

type Line = { ports: Record<Manner, number> } | TakenMail

/** aiosmtpd, from PyPI. */
export async function startAiosmtpd(): Promise<MailServers> {
  const program = fileURLToPath(new URL('mail_servers.py', import.meta.url))
  const child = spawn(await mailProgram('python'), [program, String(smallSize), ...manners], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const mails: TakenMail[] = []
  const ports = await new Promise<Record<Manner, number>>((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => reject(new Error(`aiosmtpd ended with ${code}`)))
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line
      if ('ports' in line) resolve(line.ports)
      else mails.push(line)
    })
  })
  return {
    port: (manner) => ports[manner],
    taken: (manner) => mails.filter((mail) => mail.manner === manner),
    close: async () => {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}
