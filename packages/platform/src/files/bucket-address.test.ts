import { describe, expect, it } from 'vitest'
import { bucketUrl, formatBucketAddress, parseBucketAddress } from './bucket-address.ts'

const whole = 's3://plans/throughline/files?region=eu-central-1&endpoint=https://objects.example:9000/'

describe('the address of a bucket', () => {
  it('says bucket, prefix, region and server', () => {
    expect(parseBucketAddress(whole)).toEqual({
      bucket: 'plans',
      prefix: 'throughline/files',
      region: 'eu-central-1',
      endpoint: 'https://objects.example:9000',
    })
    expect(parseBucketAddress('s3://plans/')).toEqual({
      ...{ bucket: 'plans', prefix: '', region: 'us-east-1', endpoint: null },
    })
  })

  it.each([
    'https://plans.s3.amazonaws.com',
    's3://',
    's3://No-Such-Name',
    's3://key:secret@plans',
    's3://plans:9000',
    's3://plans/.hidden',
    's3://plans/a//b',
    's3://plans/a b',
    's3://plans?endpoint=ftp://objects.example',
    's3://plans?endpoint=https://key:secret@objects.example',
    's3://plans?endpoint=objects.example',
    's3://plans?region=EU+West',
    's3://plans?secret=x',
    's3://plans#x',
    'plans',
  ])('%s is none', (text) => {
    expect(parseBucketAddress(text)).toBeNull()
  })

  it('is the same text however it was written', () => {
    const texts = [whole, 's3://plans/throughline/files/?endpoint=https://objects.example:9000&region=eu-central-1']
    const formatted = texts
      .map((text) => parseBucketAddress(text))
      .map((address) => address && formatBucketAddress(address))
    expect(new Set(formatted)).toEqual(
      new Set(['s3://plans/throughline/files?region=eu-central-1&endpoint=https%3A%2F%2Fobjects.example%3A9000']),
    )
    expect(parseBucketAddress(formatted[0] ?? '')).toEqual(parseBucketAddress(whole))
  })

  it('leads to the server that it names, else to Amazon', () => {
    const urlOf = (text: string) => {
      const address = parseBucketAddress(text)
      return address && bucketUrl(address)
    }
    expect(urlOf(whole)).toBe('https://objects.example:9000/plans')
    expect(urlOf('s3://plans?endpoint=https://objects.example/storage/s3')).toBe(
      'https://objects.example/storage/s3/plans',
    )
    expect(urlOf('s3://plans?region=eu-west-1')).toBe('https://plans.s3.eu-west-1.amazonaws.com')
    expect(urlOf('s3://plans.example.com')).toBe('https://s3.us-east-1.amazonaws.com/plans.example.com')
  })
})
