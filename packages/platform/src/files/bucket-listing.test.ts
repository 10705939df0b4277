import { expect, it } from 'vitest'
import { readErrorCode, readListing } from './bucket-listing.ts'

const page = (more: string) => `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>plans</Name><Prefix>a%2Fb</Prefix>${more}
<Contents><Key>a/b/1%2B1</Key><LastModified>2026-03-01T10:00:00.000Z</LastModified><ETag>&quot;x&quot;</ETag><Size>5</Size></Contents>
<Contents><LastModified>2026-03-01T11:30:00Z</LastModified><Key>a/b/c+d</Key></Contents></ListBucketResult>`

it('reads keys, when they were stored, and where the next page begins', () => {
  const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>1&amp;2==</NextContinuationToken>'
  expect(readListing(page(more))).toEqual({
    objects: [
      { key: 'a/b/1+1', storedAt: new Date('2026-03-01T10:00:00Z') },
      { key: 'a/b/c d', storedAt: new Date('2026-03-01T11:30:00Z') },
    ],
    next: '1&2==',
  })
})

it('knows the last page, and an empty one', () => {
  expect(readListing(page('<IsTruncated>false</IsTruncated>')).next).toBeNull()
  expect(readListing('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>')).toEqual({
    objects: [],
    next: null,
  })
})

it('reads what kind of error it is, and nothing else', () => {
  expect(readErrorCode('<Error><Code>NoSuchBucket</Code><BucketName>plans</BucketName></Error>')).toBe('NoSuchBucket')
  expect(readErrorCode('<Error><Code>see https://plans</Code></Error>')).toBeNull()
  expect(readErrorCode('<html>Bad gateway</html>')).toBeNull()
})
