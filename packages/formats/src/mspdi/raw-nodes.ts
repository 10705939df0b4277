import { ownedText } from '../owned-text.ts'
import { emptyPile, textOf } from './text-pile.ts'
import { markupOfElement } from './xml-markup.ts'
import { isMarkup, type XmlNode } from './xml-node.ts'
import type { XmlRecord } from './xml-record.ts'

/** Elements that a document holds, or may; all others are kept as markup. */
export const LOOKED_INTO: ReadonlySet<string> = new Set([
  'AvailabilityPeriods',
  'Baseline',
  'Exceptions',
  'ExtendedAttribute',
  'PredecessorLink',
  'TimephasedData',
  'WeekDays',
  'WorkWeeks',
])

const SHARED_LENGTH = 40
const SHARED_OF_A_NAME = 2_000
const SHARED_NAMES = 1_000

interface SharedName {
  readonly name: string
  readonly byText: Map<string, XmlNode>
}

/** Makes elements small: those of short texts that come again and again are one. */
export class RawNodes {
  readonly #names = new Map<string, SharedName>()

  /** The elements of a record that say something, but for those that are `carried` in any case. */
  of(record: XmlRecord, carried: (element: XmlRecord) => boolean): readonly XmlNode[] {
    return this.nodes(record.children.filter((child) => !carried(child)))
  }

  nodes(elements: readonly XmlRecord[]): readonly XmlNode[] {
    const nodes: XmlNode[] = []
    for (const element of elements) {
      const { name, text, children, markup } = element
      if (isMarkup(name)) nodes.push([name, textOf(markup ?? emptyPile())])
      else if (markup !== null) nodes.push([`<${name}>`, markupOfElement(element)])
      else if (children.length > 0) nodes.push([name, this.nodes(children)])
      else if (text.trim() !== '') nodes.push(this.#leaf(name, text))
    }
    // A copy has no room to grow, which for small lists is half of them.
    return nodes.length === 0 ? NOTHING : nodes.slice()
  }

  #leaf(elementName: string, text: string): XmlNode {
    const { name, byText } = this.#sharedName(elementName)
    if (text.length > SHARED_LENGTH) return [name, ownedText(text)]
    const known = byText.get(text)
    if (known !== undefined) return known
    const owned = ownedText(text)
    const node: XmlNode = [name, owned]
    if (byText.size < SHARED_OF_A_NAME) byText.set(owned, node)
    return node
  }

  #sharedName(elementName: string): SharedName {
    const known = this.#names.get(elementName)
    if (known !== undefined) return known
    const shared: SharedName = { name: ownedText(elementName), byText: new Map() }
    if (this.#names.size < SHARED_NAMES) this.#names.set(shared.name, shared)
    return shared
  }
}

/** What a row of the file says in its own words; empty when nobody wants to know. */
export interface RawRow {
  readonly raw: readonly XmlNode[]
}

export function rawOf(
  record: XmlRecord,
  rawNodes: RawNodes | null,
  carried: (element: XmlRecord) => boolean = () => false,
): readonly XmlNode[] {
  return rawNodes?.of(record, carried) ?? NOTHING
}

const NOTHING: readonly XmlNode[] = []
