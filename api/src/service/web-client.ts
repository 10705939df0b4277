import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Router } from 'express'

const year = 365 * 24 * 3600 * 1000

/**
 * The built web client. Files under /assets carry a hash of their content in the name, so browsers keep them; any other
 * address that a browser opens is a view of the client, which is index.html; one that ends as a file does is none.
 */
export function mountWebClient(router: Router, webRoot: string): void {
  const index = join(webRoot, 'index.html')
  router.use(
    '/assets',
    express.static(join(webRoot, 'assets'), { immutable: true, maxAge: year, index: false, redirect: false }),
  )
  router.use(express.static(webRoot, { index: false, redirect: false, cacheControl: false, setHeaders: checkAgain }))
  router.get('/{*view}', (request, response, next) => {
    const isView = request.accepts('html') && !/^\/(api|assets|socket\.io)(\/|$)|\.\w+$/.test(request.path)
    if (!isView || !existsSync(index)) return next()
    checkAgain(response)
    response.sendFile('index.html', { root: webRoot, cacheControl: false })
  })
}

const checkAgain = (response: { setHeader(name: string, value: string): unknown }): void => {
  response.setHeader('Cache-Control', 'no-cache')
}
