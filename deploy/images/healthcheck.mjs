/** `node healthcheck.mjs PORT PATH`: exit code 0 when the process in this container answers with a status below 400. */
const [port, path] = process.argv.slice(2)
const address = `http://127.0.0.1:${port}${path}`
try {
  const response = await fetch(address, { signal: AbortSignal.timeout(4_000) })
  const body = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${body}`)
} catch (error) {
  console.error(`${address}: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
