import { SaxesParser } from 'saxes'
import { groupBy } from '../src/group-by.ts'

export interface XmlTree {
  readonly name: string
  readonly children: XmlTree[]
  text: string
}

export function xmlTree(xml: string): XmlTree {
  const root: XmlTree = { name: '', children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => {
    const element: XmlTree = { name, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += text
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  return root.children[0] ?? root
}

/** What tells apart the elements of a name of which there may be many. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  Task: ['UID'],
  Calendar: ['UID'],
  Resource: ['UID'],
  Assignment: ['UID'],
  Baseline: ['Number'],
  ExtendedAttribute: ['FieldID'],
  PredecessorLink: ['PredecessorUID', 'Type', 'LinkLag'],
  TimephasedData: ['Type', 'Start', 'Finish'],
}

/** What `theirs` says and `ours` does not, as paths with values; elements may stand in another order, and more may be said. */
export function unsaid(theirs: XmlTree, ours: XmlTree, path = theirs.name): string[] {
  const rest = groupBy(ours.children, keyOf)
  return theirs.children.flatMap((element) => {
    const key = keyOf(element)
    const at = `${path}/${key}`
    if (element.children.length === 0 && element.text.trim() === '') return []
    const found = rest.get(key)?.shift()
    if (found === undefined) return [`${at} = ${element.text.trim()}`]
    if (element.children.length > 0) return unsaid(element, found, at)
    return isSame(element, found) ? [] : [`${at} = ${element.text}, but ${found.text}`]
  })
}

function keyOf(element: XmlTree): string {
  const ids = IDS[element.name] ?? []
  const values = ids.map((id) => element.children.find(({ name }) => name === id)?.text.trim() ?? '')
  return [element.name, ...values].join(' ')
}

function isSame({ name, text }: XmlTree, { text: other }: XmlTree): boolean {
  if (text === other || (name === 'GUID' && text.toLowerCase() === other.toLowerCase())) return true
  if (text === 'true' || text === 'false') return other === (text === 'true' ? '1' : '0')
  return text.trim() !== '' && Number(text) === Number(other)
}
