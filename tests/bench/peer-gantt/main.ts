// The plan of the bench in SVAR's Gantt: as it comes, with the zoom that it has built in.
import { Gantt, Willow } from '@svar-ui/react-gantt'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

interface Data {
  tasks: { id: string; text: string; start: string; end: string; parent: string | number; type: string }[]
  links: { id: string; source: string; target: string; type: 'e2s' }[]
}

const answer = await fetch('/data.json')
const { tasks, links } = (await answer.json()) as Data
const dated = tasks.map((task) => ({ ...task, start: new Date(task.start), end: new Date(task.end), open: true }))
const scales = [
  { unit: 'month' as const, step: 1, format: '%F %Y' },
  { unit: 'week' as const, step: 1, format: '%d' },
]
const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  createElement(Willow, null, createElement(Gantt, { tasks: dated, links, scales, zoom: true, cellWidth: 98 })),
)
