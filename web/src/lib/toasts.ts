import { createStore, RequestError } from '@throughline/client'

export interface Toast {
  id: number
  tone: 'error' | 'info'
  title: string
  detail?: string | undefined
}

export const toasts = createStore<readonly Toast[]>([])
let lastId = 0

export function closeToast(id: number): void {
  toasts.set(toasts.getSnapshot().filter((toast) => toast.id !== id))
}

export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = ++lastId
  toasts.set([...toasts.getSnapshot().slice(-3), { ...toast, id }])
  setTimeout(() => closeToast(id), toast.tone === 'error' ? 12_000 : 5_000)
}

/** Says what could not be done, and why and where as far as the service told. */
export function showError(what: string, error: unknown): void {
  showToast({ tone: 'error', title: what, detail: explain(error) })
}

export function explain(error: unknown): string {
  if (!(error instanceof RequestError)) return error instanceof Error ? error.message : 'Something went wrong'
  if (error.status === 0) return 'The service did not answer. Check the connection and try again.'
  if (error.cycle.length > 0) return `${error.message}: ${error.cycle.map((task) => task.name).join(' → ')}`
  const issues = error.problem.issues ?? []
  const places = issues.filter((issue) => issue.message !== error.message)
  return [error.message, ...places.map((issue) => `${issue.path}: ${issue.message}`)].join('. ')
}
