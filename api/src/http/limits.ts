import { ProblemError } from '@throughline/contract'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { mostFiles } from '../compute/compute-pool.ts'

/**
 * Rate limits, counted in the memory of this process: with several api processes each allows its share anew.
 * Requests count by person; those without valid credentials by address.
 */
export interface Limits {
  /** Throws `too-many-requests`. */
  countRequest(principal: string): Promise<void>
  countAnonymous(address: string): Promise<void>
  /** Ten failures in five minutes for one person from one address; a success forgets them. */
  countSignIn(address: string, email: string): Promise<void>
  forgetSignIns(address: string, email: string): Promise<void>
  /** One upload a person, four in all; answers what gives the place back. Throws `too-many-requests`. */
  takeUpload(personId: string): () => void
  /** Likewise two files a person, and `mostFiles` in all. */
  takeExport(personId: string): () => void
}

const mostUploads = 4
const mostExportsEach = 2

export function createLimits(perMinute: number): Limits {
  const requests = new RateLimiterMemory({ keyPrefix: 'request', points: perMinute, duration: 60 })
  const anonymous = new RateLimiterMemory({ keyPrefix: 'anonymous', points: perMinute, duration: 60 })
  const signIns = new RateLimiterMemory({ keyPrefix: 'sign-in', points: 10, duration: 300 })
  const uploading = new Set<string>()
  const exporting: string[] = []
  return {
    countRequest: (principal) => consume(requests, principal),
    countAnonymous: (address) => consume(anonymous, address),
    countSignIn: (address, email) => consume(signIns, `${address}/${email}`),
    async forgetSignIns(address, email) {
      await signIns.delete(`${address}/${email}`)
    },
    takeUpload(personId) {
      if (uploading.has(personId) || uploading.size >= mostUploads)
        throw new ProblemError('too-many-requests', { detail: 'Other uploads are under way.', retryAfterSeconds: 5 })
      uploading.add(personId)
      return () => void uploading.delete(personId)
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

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new ProblemError('too-many-requests', { detail: `Try again in ${retryAfterSeconds} s.`, retryAfterSeconds })
  }
}
