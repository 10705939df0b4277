import { describe, expect, it } from 'vitest'
import { detectFormat } from './detect-format.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('detectFormat', () => {
  it.each([
    ['plan.xml', bytes('<?xml version="1.0"?><Project>'), 'mspdi'],
    ['upload', bytes('\uFEFF  <Project>'), 'mspdi'],
    ['plan.xml', bytes('{"not": "xml"}'), 'mspdi'],
    ['plan.xml', new Uint8Array(Buffer.from('\uFEFF<Project>', 'utf16le')), 'mspdi'],
    ['plan.csv', bytes('name,duration\n'), 'csv'],
    ['plan.CSV', bytes('name\nA'), 'csv'],
    ['upload', bytes('name;duration\nA;1d'), 'csv'],
    ['upload', bytes('just a note'), null],
    ['page.html', bytes('<!DOCTYPE html><html>'), null],
    ['plan.mpp', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), null],
    ['plan.xlsx', bytes('PK\u0003\u0004\u0014\0'), null],
    ['plan.csv', bytes('PK\u0003\u0004\u0014\0'), null],
  ])('%s', (name, head, expected) => {
    expect(detectFormat(name, head)).toBe(expected)
  })
})
