import { emptyPile, pile, pilePile, textOf } from './text-pile.ts'
import { escapeText } from './xml-node.ts'
import type { XmlRecord } from './xml-record.ts'

/** The element with all that it holds, but for space between elements. */
export function markupOfElement(element: XmlRecord): string {
  const holder: Pick<XmlRecord, 'markup'> = { markup: emptyPile() }
  pileElement(holder, element)
  return textOf(holder.markup ?? emptyPile())
}

/** Adds an element to what an element holds that nobody looks into. */
export function pileElement(holder: Pick<XmlRecord, 'markup'>, element: XmlRecord): void {
  const { name, text, children, markup } = element
  holder.markup ??= emptyPile()
  pile(holder.markup, `<${name}>`)
  if (markup !== null) pilePile(holder.markup, markup)
  else if (children.length === 0) pile(holder.markup, escapeText(text))
  for (const child of children) pileElement(holder, child)
  pile(holder.markup, `</${name}>`)
}
