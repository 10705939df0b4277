/**
 * A `fetch` that tells how much of a body has been sent, which only XMLHttpRequest knows. It takes what the client
 * gives: an address, headers, and a body that is there as a whole.
 */
export const fetchTelling =
  (onSent: (share: number) => void): typeof fetch =>
  (input, init = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(init.method ?? 'GET', String(input))
      request.responseType = 'text'
      request.withCredentials = init.credentials === 'include'
      for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value)
      request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0)
      request.onload = () => resolve(responseOf(request))
      request.onerror = () => reject(new TypeError('The connection was lost'))
      request.onabort = () => reject(new DOMException('The upload was given up', 'AbortError'))
      init.signal?.addEventListener('abort', () => request.abort())
      request.send(init.body as XMLHttpRequestBodyInit)
    })

function responseOf(request: XMLHttpRequest): Response {
  const type = request.getResponseHeader('content-type')
  const { status, statusText } = request
  return new Response(request.responseText, { status, statusText, headers: type ? { 'content-type': type } : {} })
}
