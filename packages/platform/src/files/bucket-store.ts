import { randomUUID } from 'node:crypto'
import { type BucketAddress, formatBucketAddress } from './bucket-address.ts'
import { readListing } from './bucket-listing.ts'
import { type BucketCredentials, createBucketRequests } from './bucket-requests.ts'
import { type FileStore, FileStoreError, type StoredFile } from './file-store.ts'

export interface StoredPiece extends StoredFile {
  readonly sequence: number
  readonly storedAt: Date
}

/** Files in a bucket: a piece is the object `PREFIX/<organisationId>/<importId>/<sequence>`. */
export interface BucketStore extends FileStore {
  /** Its address, as imports keep it. */
  readonly place: string
  /** Throws FileStoreError unless pieces can be listed. */
  reach(signal?: AbortSignal): Promise<void>
  /** Stores, reads and removes a piece; throws FileStoreError unless all of that goes. */
  tryOut(): Promise<void>
  /** All pieces of all files, in pages. Objects that are none of ours are left out. */
  pages(): AsyncGenerator<StoredPiece[]>
  /** Removes all files of an organisation. */
  removeAll(organisationId: string): Promise<void>
  removePieces(pieces: readonly Omit<StoredPiece, 'storedAt'>[], signal?: AbortSignal): Promise<void>
}

/** Requests for pieces that are under way at once. */
const atOnce = 8
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const pieceKey = new RegExp(`^(${uuid})/(${uuid})/(\\d{1,9})$`)
/** Whose pieces are nobody's: trials. The purge takes away what is left of one. */
const nobody = '00000000-0000-0000-0000-000000000000'

export function createBucketStore(address: BucketAddress, credentials: BucketCredentials): BucketStore {
  const send = createBucketRequests(address, credentials)
  const start = address.prefix ? `${address.prefix}/` : ''
  const folderOf = ({ organisationId, importId }: StoredFile) => `${start}${organisationId}/${importId}/`
  const keyOf = (file: StoredFile, sequence: number) => `${folderOf(file)}${sequence}`

  async function* listed(prefix: string, signal?: AbortSignal): AsyncGenerator<StoredPiece[]> {
    let token: string | null = null
    do {
      const query: Record<string, string> = {
        ...{ 'list-type': '2', 'encoding-type': 'url', prefix },
        ...(token ? { 'continuation-token': token } : {}),
      }
      const page = readListing(await text({ method: 'GET', query, signal }))
      yield page.objects.flatMap(({ key, storedAt }) => {
        const [, organisationId = '', importId = '', sequence] = pieceKey.exec(key.slice(start.length)) ?? []
        return sequence === undefined ? [] : [{ organisationId, importId, sequence: Number(sequence), storedAt }]
      })
      token = page.next
    } while (token !== null)
  }

  const text = async (request: Parameters<typeof send>[0]) =>
    new TextDecoder().decode((await send(request)) ?? new Uint8Array())

  const removePieces: BucketStore['removePieces'] = async (pieces, signal) => {
    for (let from = 0; from < pieces.length; from += atOnce)
      await Promise.all(
        pieces
          .slice(from, from + atOnce)
          .map(({ sequence, ...file }) => send({ method: 'DELETE', key: keyOf(file, sequence), signal })),
      )
  }

  const store: BucketStore = {
    place: formatBucketAddress(address),
    async put(file, sequence, bytes) {
      await send({ method: 'PUT', key: keyOf(file, sequence), body: bytes })
    },
    async list(file, sequence, limit) {
      const keys = Array.from({ length: limit }, (_, index) => keyOf(file, sequence + index))
      const found = await Promise.all(keys.map((key) => send({ method: 'GET', key })))
      const end = found.indexOf(null)
      return found.slice(0, end < 0 ? limit : end).flatMap((bytes) => bytes ?? [])
    },
    async remove(file, signal) {
      for await (const page of listed(folderOf(file), signal)) await removePieces(page, signal)
    },
    async removeAll(organisationId) {
      for await (const page of listed(`${start}${organisationId}/`)) await removePieces(page)
    },
    async reach(signal) {
      await send({ method: 'GET', query: { 'list-type': '2', 'max-keys': '1', prefix: start }, signal })
    },
    async tryOut() {
      const file = { organisationId: nobody, importId: randomUUID() }
      const written = new TextEncoder().encode(file.importId)
      await store.put(file, 0, written)
      const [read] = await store.list(file, 0, 1)
      await store.remove(file)
      const isSame = read !== undefined && Buffer.compare(read, written) === 0
      if (!isSame) throw new FileStoreError('the file storage does not give back what it took', { mayPass: false })
    },
    pages: () => listed(start),
    removePieces,
  }
  return store
}
