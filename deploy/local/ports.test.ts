import { createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { findHolder, listeningInodes } from './port-holder.ts'
import { checkPorts, findFreeLocalPorts, findFreePorts, isFree } from './ports.ts'

const servers: Server[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))))

function take(port: number): Promise<void> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', resolve)
    servers.push(server)
  })
}

it('finds ports that are free and all different', async () => {
  const ports = Object.values(await findFreeLocalPorts())
  expect(new Set(ports).size).toBe(ports.length)
  expect(await Promise.all(ports.map((port) => isFree(port)))).not.toContain(false)
})

it('finds ports that no connection which goes out is given', async () => {
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    servers.push(server)
  })
  expect(Math.max(...(await findFreePorts(50)))).toBeLessThan(port)
})

it('names a taken port, its holder and the setting that moves it', async () => {
  const ports = await findFreeLocalPorts()
  await checkPorts(ports, ['api', 'postgres'])
  await take(ports.postgres)
  await expect(checkPorts(ports, ['api', 'postgres'])).rejects.toThrow(
    new RegExp(`  ${ports.postgres} \\(PostgreSQL\\) is taken by .+ \\(process ${process.pid}\\).*POSTGRES_PORT=`),
  )
  await expect(checkPorts(ports, ['api', 'postgres'])).rejects.not.toThrow(`${ports.api}`)
})

it('names two settings with the same port', async () => {
  const ports = await findFreeLocalPorts()
  await expect(checkPorts({ ...ports, worker: ports.api }, ['api', 'worker'])).rejects.toThrow(
    `${ports.api} is given to both PORT and WORKER_HEALTH_PORT`,
  )
})

it('finds the process that listens', async () => {
  const { api } = await findFreeLocalPorts()
  expect(await findHolder(api)).toBeUndefined()
  await take(api)
  expect((await findHolder(api))?.pid).toBe(process.pid)
})

it('reads only listening sockets of exactly this port from /proc/net/tcp', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1
   1: 0100007F:1F40 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 222 1
   2: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1
`
  expect(listeningInodes(table, 8000)).toEqual(['111'])
})
