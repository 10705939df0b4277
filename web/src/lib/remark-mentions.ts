interface Node {
  type: string
  url?: string
  value?: string
  position?: { start: { offset?: number }; end: { offset?: number } }
  children?: Node[]
}

/** Where a link in a text may lead. */
export const safeLink = /^(https?:|mailto:)/i

/**
 * A link to a person is a mention behind an @, as the service reads it, and its sign goes along with it. What may not be
 * followed stays as it was typed.
 */
export function remarkMentions() {
  return (tree: Node, file: { value: unknown }): void => visit(tree, String(file.value))
}

function visit(node: Node, source: string): void {
  node.children?.forEach((child, at) => {
    if (child.type === 'link' && !safeLink.test(child.url ?? '')) {
      const before = node.children?.[at - 1]
      const isMention = child.url?.startsWith('person:') && before?.type === 'text' && before.value?.endsWith('@')
      if (isMention) before.value = before.value?.slice(0, -1) ?? ''
      else node.children?.splice(at, 1, { type: 'text', value: sourceOf(child, source) })
    }
    visit(child, source)
  })
}

const sourceOf = ({ position }: Node, source: string): string =>
  source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)
