/** Which bucket, and where: what `s3://BUCKET/PREFIX?region=REGION&endpoint=URL` says. */
export interface BucketAddress {
  readonly bucket: string
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string
  readonly region: string
  /** Address of a server that is not Amazon's, without a slash at its end. */
  readonly endpoint: string | null
}

const defaultRegion = 'us-east-1'
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
/** Characters that are the same in an address and in a signature. */
const prefixPath = /^(?:[\w-][\w.-]*(?:\/[\w-][\w.-]*)*)?$/
const regionName = /^[a-z0-9-]{1,64}$/

/** Null for what is no such address. Credentials have no place in it: it is kept with each import. */
export function parseBucketAddress(text: string): BucketAddress | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, port, username, password, pathname, hash, searchParams } = new URL(text)
  const bucket = hostname
  const prefix = pathname.replace(/^\/+|\/+$/g, '')
  const region = searchParams.get('region') ?? defaultRegion
  const endpoint = searchParams.get('endpoint')
  const isKnown = [...searchParams.keys()].every((name) => name === 'region' || name === 'endpoint')
  const isPlain = protocol === 's3:' && `${port}${username}${password}${hash}` === '' && isKnown
  if (!isPlain || !bucketName.test(bucket) || !prefixPath.test(prefix) || !regionName.test(region)) return null
  if (endpoint === null) return { bucket, prefix, region, endpoint }
  const server = serverOf(endpoint)
  return server === null ? null : { bucket, prefix, region, endpoint: server }
}

function serverOf(endpoint: string): string | null {
  if (!URL.canParse(endpoint)) return null
  const { protocol, origin, pathname, search, hash, username, password } = new URL(endpoint)
  const isPlain = /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === ''
  const path = pathname.replace(/\/+$/, '')
  return isPlain && /^(?:\/[\w-][\w.-]*)*$/.test(path) ? `${origin}${path}` : null
}

/** One text for each address, however it was written. */
export function formatBucketAddress({ bucket, prefix, region, endpoint }: BucketAddress): string {
  const query = new URLSearchParams({ region, ...(endpoint ? { endpoint } : {}) })
  return `s3://${bucket}${prefix ? `/${prefix}` : ''}?${query}`
}

/**
 * Where requests for a bucket go. Amazon knows buckets by the name of the host, except those whose name a certificate does
 * not cover; other servers by the beginning of the path.
 */
export function bucketUrl({ bucket, region, endpoint }: BucketAddress): string {
  if (endpoint) return `${endpoint}/${bucket}`
  return bucket.includes('.')
    ? `https://s3.${region}.amazonaws.com/${bucket}`
    : `https://${bucket}.s3.${region}.amazonaws.com`
}
