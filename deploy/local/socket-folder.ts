import { join } from 'node:path'

/** What a socket's path may have on macOS, which is less than Linux allows (107). */
const longestPath = 103
const longestName = '.s.PGSQL.65535'.length

/**
 * Where PostgreSQL and PgBouncer have their sockets: a folder that only the account of the stack may enter, so that
 * nobody else comes as far as the password. Undefined where the path is too long for a socket, or would have to be quoted
 * in one of the three places that name it: then all goes over the loopback.
 */
export function socketFolder(serviceData: string): string | undefined {
  const folder = join(serviceData, 'sockets')
  const length = Buffer.byteLength(join(folder, 'x')) - 1 + longestName
  return length <= longestPath && /^[\w./+-]+$/.test(folder) ? folder : undefined
}

/** What PostgreSQL keeps beside its socket to hold others off. */
export const socketLock = (folder: string, port: number): string => join(folder, `.s.PGSQL.${port}.lock`)
