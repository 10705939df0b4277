import type { BrowserContext, Page } from 'playwright-core'

/** What became of a text that was taken for more than text, in any page of a browser session. */
export interface Watch {
  /** Scripts that ran, dialogs that opened, and what the policy of the page had to hold up. */
  readonly happened: string[]
}

/** Before the first page of the session is loaded. */
export async function watchFor(context: BrowserContext): Promise<Watch> {
  const happened: string[] = []
  await context.exposeFunction('__xss', (which: number) => happened.push(`text ${which} ran`))
  await context.exposeFunction('__refused', (what: string) => happened.push(`the policy refused ${what}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      (globalThis as unknown as { __refused(what: string): void }).__refused(
        `${violatedDirective} ${blockedURI} ${sample}`,
      ),
    )
  })
  context.on('dialog', async (dialog) => {
    happened.push(`a dialog said ${dialog.message()}`)
    await dialog.dismiss()
  })
  return { happened }
}

/** Nodes that no page of ours has: handlers in attributes, addresses that are scripts, scripts and frames of others. */
export const injectedInto = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    for (const element of document.querySelectorAll('*')) {
      const name = element.localName
      const tell = (what: string) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`)
      if (['iframe', 'frame', 'object', 'embed', 'base'].includes(name)) tell(name)
      if (name === 'script') {
        const { src } = element as HTMLScriptElement
        if (!src || new URL(src).origin !== location.origin) tell('a script')
      }
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith('on')) tell(`the attribute ${attribute}`)
        if (/^\s*javascript:/i.test(value) && /^(href|src|action|formaction|xlink:href|data)$/.test(attribute))
          tell('an address that is a script')
      }
    }
    return found
  })

/** All that somebody sees of a page, or is told of it: text, fields, choices and labels. */
export const shownIn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const told = [document.title, document.body?.innerText ?? document.documentElement.textContent ?? '']
    for (const element of document.querySelectorAll('*')) {
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) told.push(element.value)
      if (element instanceof HTMLOptionElement) told.push(element.text)
      for (const attribute of ['title', 'aria-label']) told.push(element.getAttribute(attribute) ?? '')
    }
    return told.join('\n')
  })
