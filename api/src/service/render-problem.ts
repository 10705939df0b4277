import { plain } from './plain.ts'

export interface DescribedProblem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly when: string
}

/** What a type of problem means, as one page of plain HTML. */
export const renderProblem = ({ type, title, status, when }: DescribedProblem): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plain(title)}</title><link rel="stylesheet" href="/api/docs/style.css"></head>
<body><main><h1>${plain(title)}</h1><p>HTTP ${status}, <code>${plain(type)}</code>: ${plain(when.replaceAll('`', ''))}.</p>
<p><a href="/api/docs">All operations</a></p></main></body></html>`
