import { repacked } from './repack.ts'
import type { SoundFile } from './sound-files.ts'

/** Numbers from 0 to 1. */
export type Random = () => number
type Damage = (bytes: Uint8Array, random: Random) => Uint8Array
type TextDamage = (text: string, random: Random) => string

const MOST = 1_000_000

const whole = (random: Random, below: number): number => Math.floor(random() * Math.max(below, 1))
const oneOf = <Item>(random: Random, items: readonly [Item, ...Item[]]): Item =>
  items[whole(random, items.length)] ?? items[0]

/** Two places, the first not after the second, near to each other as often as not. */
function span(random: Random, length: number): readonly [number, number] {
  const from = whole(random, length)
  const reach = random() < 0.5 ? 40 : length
  return [from, Math.min(length, from + 1 + whole(random, reach))]
}

const cutShort: Damage = (bytes, random) => bytes.slice(0, whole(random, bytes.length))
const deleted: Damage = (bytes, random) => {
  const [from, to] = span(random, bytes.length)
  return concat(bytes.subarray(0, from), bytes.subarray(to))
}
const doubled: Damage = (bytes, random) => {
  const [from, to] = span(random, bytes.length)
  return concat(bytes.subarray(0, to), bytes.subarray(from))
}
const moved: Damage = (bytes, random) => {
  const [from, to] = span(random, bytes.length)
  const rest = concat(bytes.subarray(0, from), bytes.subarray(to))
  const at = whole(random, rest.length)
  return concat(rest.subarray(0, at), bytes.subarray(from, to), rest.subarray(at))
}
const flipped: Damage = (bytes, random) => {
  const copy = bytes.slice()
  for (let times = 1 + whole(random, 8); times > 0; times -= 1) {
    const at = whole(random, copy.length)
    copy[at] = (copy[at] ?? 0) ^ (1 << whole(random, 8))
  }
  return copy
}
const noise: Damage = (bytes, random) => {
  const added = Uint8Array.from({ length: 1 + whole(random, 200) }, () => whole(random, 256))
  const at = whole(random, bytes.length)
  return concat(bytes.subarray(0, at), added, bytes.subarray(at))
}
const otherEncoding: Damage = (bytes, random) => {
  const text = Buffer.from(bytes).toString('utf8')
  return new Uint8Array(Buffer.from(oneOf(random, ['', '\ufeff']) + text, oneOf(random, ['utf16le', 'latin1', 'utf8'])))
}

const inBytes: readonly [Damage, ...Damage[]] = [cutShort, deleted, doubled, moved, flipped, noise, otherEncoding]

const NUMBERS = [
  '0',
  '-1',
  '99999999999999999999',
  '-1e308',
  '1e999',
  '0x7f',
  'NaN',
  '2147483648',
  '1e-320',
  '.',
  '١٢',
] as const
const DATES = [
  '9999-12-31T23:59:59',
  '0000-01-01T00:00:00',
  '2026-02-30T08:00:00',
  '1599-12-31T08:00:00',
  '3001-01-01T00:00',
] as const
const TEXTS = [
  '&lol;',
  '&#0;',
  '&#xD800;',
  '\\u0000',
  '\\ud800',
  '<![CDATA[',
  ']]>',
  '-->',
  '"',
  '\t',
  '\n',
  '{',
  '[',
  ',',
  '%R',
  '\0',
  '=cmd|a!b',
  '\u202e',
] as const

const otherNumber: TextDamage = (text, random) =>
  replacedOne(text, /-?\d+(\.\d+)?/g, () => oneOf(random, NUMBERS), random)
const otherDate: TextDamage = (text, random) =>
  replacedOne(text, /\d{4}-\d{2}-\d{2}[T ]?[\d:]*/g, () => oneOf(random, DATES), random)
const nearNumber: TextDamage = (text, random) =>
  replacedOne(text, /\b\d{1,4}\b/g, () => String(whole(random, 12)), random)
const strewn: TextDamage = (text, random) => {
  const at = whole(random, text.length)
  return text.slice(0, at) + oneOf(random, TEXTS) + text.slice(at)
}
const deep: TextDamage = (text, random) => {
  const at = whole(random, text.length)
  return text.slice(0, at) + oneOf(random, ['<a>', '[', '{"a":', '(0||']).repeat(50_000) + text.slice(at)
}
const long: TextDamage = (text, random) => {
  const at = whole(random, text.length)
  return text.slice(0, at) + oneOf(random, ['x', ',', '\t', '\n', ' ', '9']).repeat(MOST) + text.slice(at)
}
const doctype: TextDamage = (text) =>
  text.replace(/\?>/, '?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>')
const ordered: TextDamage = (text, random) => swappedOnes(text, '\n', random)
const cells: TextDamage = (text, random) => swappedOnes(text, oneOf(random, [',', '\t', '><', ';']), random)
const lineTwice: TextDamage = (text, random) => {
  const lines = text.split('\n')
  const at = whole(random, lines.length)
  return [...lines.slice(0, at), ...lines.slice(at, at + 1), ...lines.slice(at)].join('\n')
}
const elementTwice: TextDamage = (text, random) =>
  replacedOne(text, /<(\w+)>[^<]*<\/\1>/g, (found) => found + found, random)
const elementGone: TextDamage = (text, random) =>
  replacedOne(text, /<(\w+)>[^<]*<\/\1>|"\w+":[^,}\]]+,/g, () => '', random)

const inTexts: readonly [TextDamage, ...TextDamage[]] = [
  ...([otherNumber, otherNumber, otherDate, nearNumber, nearNumber, strewn, deep, long, doctype] as const),
  ...([ordered, cells, lineTwice, elementTwice, elementGone, elementGone] as const),
]

/** The file with one to three things wrong; in a spreadsheet also in one of its parts, packed again. */
export async function damaged({ format, bytes }: SoundFile, random: Random): Promise<Uint8Array> {
  if (format === 'xlsx' && random() < 0.7) return repacked(bytes, random, damagedOnce)
  let result = bytes
  for (let times = 1 + whole(random, 3); times > 0; times -= 1) result = damagedOnce(result, random)
  return result
}

function damagedOnce(bytes: Uint8Array, random: Random): Uint8Array {
  if (random() < 0.35) return oneOf(random, inBytes)(bytes, random)
  // A character for each byte, so that all else stays as it is.
  const text = Buffer.from(bytes).toString('latin1')
  return new Uint8Array(Buffer.from(oneOf(random, inTexts)(text, random), 'latin1'))
}

function replacedOne(text: string, pattern: RegExp, to: (found: string) => string, random: Random): string {
  const found = [...text.matchAll(pattern)]
  const one = found[whole(random, found.length)]
  if (one === undefined) return text
  return text.slice(0, one.index) + to(one[0]) + text.slice(one.index + one[0].length)
}

function swappedOnes(text: string, separator: string, random: Random): string {
  const parts = text.split(separator)
  const [a, b] = [whole(random, parts.length), whole(random, parts.length)]
  const swapped = parts.with(a, parts[b] ?? '').with(b, parts[a] ?? '')
  return swapped.join(separator)
}

const concat = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
