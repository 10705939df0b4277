import type { DocumentLink } from '../../plan-document.ts'
import { LINK_TYPES } from '../numbered-types.ts'
import { type RecordKind, recordKind } from '../record-kind.ts'
import { LINK_ELEMENTS } from '../schema.ts'
import type { WriteContext } from './write-context.ts'

interface WrittenLink {
  readonly link: DocumentLink
  readonly context: Pick<WriteContext, 'taskUid'>
}

/** Days, elapsed days, percent. */
const LAG_FORMATS = { working: '7', elapsed: '8', percent: '19' } as const

export const LINK: RecordKind<WrittenLink> = recordKind<WrittenLink>(
  LINK_ELEMENTS,
  {
    PredecessorUID: ({ link, context }) => String(context.taskUid(link.predecessorKey)),
    Type: ({ link }) => String(LINK_TYPES.indexOf(link.type)),
    CrossProject: () => '0',
    LinkLag: ({ link }) => lagText(link),
    LagFormat: ({ link }) => LAG_FORMATS[link.lagUnit],
  },
  { ties: { LinkLag: ({ link }) => lagAndFormat(link), LagFormat: ({ link }) => lagAndFormat(link) } },
)

/** Tenths of a minute, or percent. */
function lagText({ lagMinutes, lagUnit }: DocumentLink): string {
  return String(lagUnit === 'percent' ? lagMinutes : lagMinutes * 10)
}

function lagAndFormat(link: DocumentLink): string {
  return `${lagText(link)}/${LAG_FORMATS[link.lagUnit]}`
}
