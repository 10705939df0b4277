import { ProblemError } from '@throughline/contract'
import type { Principal } from '@throughline/domain'
import { mostFiles } from '../compute/compute-pool.ts'
import { countedAddress } from './counted-address.ts'
import type { Counted, RateLimit, SharedCounts } from './shared-counts.ts'

/** Who a request counts for: each token, and a person's sessions together, have the limit; a person in all twice that. */
export type CountedPrincipal = Pick<Principal, 'kind' | 'id' | 'personId'>

/**
 * Rate limits, which hold over all api processes (shared-counts.ts), and places for what is large, of this process.
 * Requests without valid credentials count by address.
 */
export interface Limits {
  /** Throws `too-many-requests`; answers what is left. */
  countRequest(principal: CountedPrincipal): Promise<Counted>
  countAnonymous(address: string): Promise<Counted>
  /**
   * Ten in five minutes for one person from one address, which a success forgets; for all people from one address as many
   * as requests in ten seconds.
   */
  countSignIn(address: string, email: string): Promise<void>
  forgetSignIns(address: string, email: string): Promise<void>
  /** Ten in ten minutes for one person: each is a connection to a server that somebody gave. */
  countMailTrial(personId: string): Promise<void>
  /** One upload a person, four in all; answers what gives the place back. Throws `too-many-requests`. */
  takeUpload(personId: string): () => void
  /** Likewise twenty requests a person that wait for a run, and 500 in all. */
  takeWatch(personId: string): () => void
  /** Likewise two files a person, and `mostFiles` in all. */
  takeExport(personId: string): () => void
}

const mostUploads = 4
const mostExportsEach = 2
const mostWatches = { each: 20, inAll: 500 }

export function createLimits(perMinute: number, counts: SharedCounts): Limits {
  const perWindow = (name: string, points: number, seconds = 60): RateLimit => ({ name, points, seconds })
  const own = { session: perWindow('session', perMinute), token: perWindow('token', perMinute) }
  const person = perWindow('person', 2 * perMinute)
  const anonymous = perWindow('address', perMinute)
  const signIns = perWindow('sign-in', 10, 300)
  const signInsOfAddress = perWindow('sign-in-address', Math.max(10, Math.floor(perMinute / 6)), 300)
  const mailTrials = perWindow('mail-trial', 10, 600)
  const uploading = new Set<string>()
  const exporting: string[] = []
  const watching: string[] = []
  const consume = async (limit: RateLimit, of: string) => allow(await counts.count(limit, of))
  return {
    async countRequest({ kind, id, personId }) {
      const counted = await consume(own[kind], kind === 'token' ? id : personId)
      const inAll = await consume(person, personId)
      return inAll.remaining < counted.remaining ? inAll : counted
    },
    countAnonymous: (address) => consume(anonymous, countedAddress(address)),
    async countSignIn(address, email) {
      await consume(signInsOfAddress, countedAddress(address))
      await consume(signIns, signInOf(address, email))
    },
    forgetSignIns: (address, email) => counts.forget(signIns, signInOf(address, email)),
    async countMailTrial(personId) {
      await consume(mailTrials, personId)
    },
    takeUpload(personId) {
      if (uploading.has(personId) || uploading.size >= mostUploads)
        throw new ProblemError('too-many-requests', { detail: 'Other uploads are under way.', retryAfterSeconds: 5 })
      uploading.add(personId)
      return () => void uploading.delete(personId)
    },
    takeWatch(personId) {
      const own = watching.filter((each) => each === personId).length
      if (own >= mostWatches.each || watching.length >= mostWatches.inAll)
        throw new ProblemError('too-many-requests', { detail: 'Other requests wait for runs.', retryAfterSeconds: 5 })
      watching.push(personId)
      return () => void watching.splice(watching.indexOf(personId), 1)
    },
    takeExport(personId) {
      const own = exporting.filter((each) => each === personId).length
      if (own >= mostExportsEach || exporting.length >= mostFiles)
        throw new ProblemError('too-many-requests', { detail: 'Other files are being made.', retryAfterSeconds: 5 })
      exporting.push(personId)
      return () => void exporting.splice(exporting.indexOf(personId), 1)
    },
  }
}

const signInOf = (address: string, email: string): string => `${countedAddress(address)}/${email.toLowerCase()}`

function allow(counted: Counted): Counted {
  if (counted.isAllowed) return counted
  const retryAfterSeconds = Math.max(1, Math.ceil(counted.milliseconds / 1000))
  throw new ProblemError('too-many-requests', { detail: `Try again in ${retryAfterSeconds} s.`, retryAfterSeconds })
}
