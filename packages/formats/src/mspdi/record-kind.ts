// What a document says of a record of the file, element by element, and what of the file it does not say.
//
// An element that the document does not hold is kept as it is. One that it holds, in words that are not ours ("PT8H0M30S"
// for 480 minutes), is kept with what we would have said: the file's words are written back while we would still say that,
// and ours once we say something else.
import { groupBy } from '../group-by.ts'
import { digestOf, isMarkup, markupOf, type XmlNode } from './xml-node.ts'

/** The text of an element, or all elements of its name; null for none. */
export type Said = string | readonly XmlNode[] | null

/** `Subject` is what is to be known to say something. */
export interface RecordKind<Subject> {
  /** Places in the schema, by name. */
  readonly places: ReadonlyMap<string, number>
  /** In the order of the schema. */
  readonly says: ReadonlyMap<string, (subject: Subject) => Said>
  /** Of elements that hang together with others: what they stand and fall with, instead of their own words. */
  readonly ties: ReadonlyMap<string, (subject: Subject) => string>
  /** What follows from where the record stands; never kept. */
  readonly computed: ReadonlySet<string>
}

export function recordKind<Subject>(
  elements: readonly string[],
  says: Readonly<Record<string, (subject: Subject) => Said>>,
  more: {
    readonly ties?: Readonly<Record<string, (subject: Subject) => string>>
    readonly computed?: readonly string[]
  } = {},
): RecordKind<Subject> {
  const places = new Map(elements.map((name, place) => [name, place]))
  const placeOfName = ([name]: readonly [string, unknown]) => places.get(name) ?? places.size
  return {
    places,
    says: new Map(Object.entries(says).sort((a, b) => placeOfName(a) - placeOfName(b))),
    ties: new Map(Object.entries(more.ties ?? {})),
    computed: new Set(more.computed),
  }
}

/** Elements of which a record has many, and what tells them apart. */
const TOLD_APART: ReadonlyMap<string, string> = new Map([
  ['Baseline', 'Number'],
  ['ExtendedAttribute', 'FieldID'],
])

const NONE: readonly XmlNode[] = []

/** All that is said of a record. */
export function saidNodes<Subject>(kind: RecordKind<Subject>, subject: Subject): readonly XmlNode[] {
  const nodes: XmlNode[] = []
  for (const [name, say] of kind.says) {
    const said = say(subject)
    if (typeof said === 'string') nodes.push([name, said])
    else if (said !== null) nodes.push(...said)
  }
  return nodes
}

/** Of the elements that a file has of a record, those that are not said of it, in the order of the schema. */
export function extraOf<Subject>(
  kind: RecordKind<Subject>,
  raw: readonly XmlNode[],
  subject: Subject,
): readonly XmlNode[] {
  const extra: XmlNode[] = []
  const ordered = inOrder(kind, raw)
  for (let from = 0, to = 1; from < ordered.length; from = to) {
    const name = elementName(ordered[from])
    for (to = from + 1; to < ordered.length && elementName(ordered[to]) === name; ) to += 1
    if (kind.computed.has(name)) continue
    const say = kind.says.get(name)
    const said = say?.(subject) ?? null
    if (to === from + 1 && isSaid(ordered[from], said)) continue
    const group = ordered.slice(from, to)
    if (say === undefined && !kind.ties.has(name)) extra.push(...group.map((node) => keptNode(keyOf(node), [node])))
    else addUnsaid(kind, group, said, subject, extra)
  }
  return extra.length === 0 ? NONE : extra.slice()
}

function addUnsaid<Subject>(
  kind: RecordKind<Subject>,
  nodes: readonly XmlNode[],
  said: Said,
  subject: Subject,
  extra: XmlNode[],
): void {
  const groups = [...groupBy(nodes, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [key, group] of groups) {
    const own = ownNodes(key, said)
    if (!covers(own, group)) extra.push(conditionalOn(tieOf(kind, key, subject) ?? wordsOf(own), keptNode(key, group)))
  }
}

/** All that is said of a record, and what was kept of it. */
export function withExtra<Subject>(
  kind: RecordKind<Subject>,
  subject: Subject,
  extra: readonly XmlNode[],
): readonly XmlNode[] {
  const said = saidNodes(kind, subject)
  if (extra.length === 0) return said
  const groups = groupBy(said, keyOf)
  const plain: XmlNode[] = []
  for (const node of extra) {
    const [name, content] = node
    const key = keyOfName(name)
    if (typeof content === 'string') plain.push(node)
    else if (isStill(content, tieOf(kind, key, subject) ?? wordsOf(groups.get(key) ?? NONE))) {
      groups.set(key, [[name, wordsInstead(content)]])
    }
  }
  return inOrder(kind, [...[...groups.values()].flat(), ...plain])
}

/** What is to be written in place of what the document says while that is `was`. */
export function conditionalOn(was: string | undefined, [name, content]: XmlNode): XmlNode {
  const is: XmlNode = ['is', typeof content === 'string' ? content : markupOf(content)]
  return [name, was === undefined ? [is] : [['was', was], is]]
}

export function isStill(conditional: readonly XmlNode[], words: string | undefined): boolean {
  return textIn(conditional, 'was') === words
}

export function wordsInstead(conditional: readonly XmlNode[]): string {
  return textIn(conditional, 'is') ?? ''
}

/** The words of a single text; of anything else something that stands for them; undefined for nothing. */
export function wordsOf(nodes: readonly XmlNode[]): string | undefined {
  const [first] = nodes
  if (first === undefined) return undefined
  return nodes.length === 1 && typeof first[1] === 'string' ? first[1] : digestOf(markupOf(nodes))
}

/** In the order of the schema; what it does not know comes last. */
export function inOrder<Subject>(kind: RecordKind<Subject>, nodes: readonly XmlNode[]): readonly XmlNode[] {
  const placeOf = (node: XmlNode) => kind.places.get(elementName(node)) ?? kind.places.size
  let last = 0
  for (const node of nodes) {
    const place = placeOf(node)
    if (place < last) return nodes.toSorted((a, b) => placeOf(a) - placeOf(b))
    last = place
  }
  return nodes
}

function tieOf<Subject>(kind: RecordKind<Subject>, key: string, subject: Subject): string | undefined {
  return kind.ties.get(key)?.(subject)
}

/** Whether `said` is all that there is of the element. */
function isSaid(node: XmlNode | undefined, said: Said): boolean {
  if (node === undefined || said === null) return false
  return typeof said === 'string' ? isSameText(node[0], said, node[1]) : covers(said, [node])
}

function ownNodes(key: string, said: Said): readonly XmlNode[] {
  if (said === null) return NONE
  if (typeof said === 'string') return [[key, said]]
  return said.filter((node) => keyOf(node) === key)
}

function keyOf([name, content]: XmlNode): string {
  const by = TOLD_APART.get(name)
  if (by === undefined || typeof content === 'string') return keyOfName(name)
  return `${name} ${textIn(content, by) ?? ''}`
}

function keyOfName(name: string): string {
  return isMarkup(name) ? name.slice(1, -1) : name
}

/** `<ExtendedAttribute 188743731>` is the markup of an ExtendedAttribute. */
function elementName(node: XmlNode | undefined): string {
  const name = node?.[0] ?? ''
  if (!isMarkup(name)) return name
  const end = name.indexOf(' ')
  return name.slice(1, end < 0 ? -1 : end)
}

function textIn(nodes: readonly XmlNode[], name: string): string | undefined {
  const content = nodes.find(([each]) => each === name)?.[1]
  return typeof content === 'string' ? content : undefined
}

function keptNode(key: string, nodes: readonly XmlNode[]): XmlNode {
  const [first] = nodes
  if (nodes.length === 1 && first !== undefined && typeof first[1] === 'string') return first
  return [`<${key}>`, markupOf(nodes)]
}

/** Whether `ours` say all that `theirs` do, in the same order; there may be more of ours. */
function covers(ours: readonly XmlNode[], theirs: readonly XmlNode[]): boolean {
  let at = 0
  return theirs.every((node) => {
    while (at < ours.length) {
      const own = ours[at]
      at += 1
      if (own !== undefined && saysTheSame(own, node)) return true
    }
    return false
  })
}

function saysTheSame([name, own]: XmlNode, [theirName, theirs]: XmlNode): boolean {
  if (name !== theirName) return false
  if (typeof own === 'string') return isSameText(name, own, theirs)
  return typeof theirs !== 'string' && covers(own, theirs)
}

const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/

/** Numbers may have more zeros, flags be words, and the case of GUIDs says nothing. */
export function isSameText(name: string, own: string, theirs: XmlNode[1]): boolean {
  if (typeof theirs !== 'string') return false
  if (own === theirs) return true
  if (name === 'GUID') return own.toLowerCase() === theirs.toLowerCase()
  if (theirs === 'true' || theirs === 'false') return own === (theirs === 'true' ? '1' : '0')
  return PLAIN_NUMBER.test(own) && PLAIN_NUMBER.test(theirs) && Number(own) === Number(theirs)
}
