import type { HeaderActs } from '../components/TableHeader.tsx'
import type { TableView } from '../hooks/use-table-view.ts'
import type { ColumnSet } from './columns.ts'
import type { OutlineEntry } from './outline.ts'
import { reordered, resized } from './shown-columns.ts'
import { isFiltered, sortedNext } from './view-settings.ts'

/** What is done at the heads of the columns of a view. */
export const headerActs = (view: TableView, { columns }: ColumnSet): HeaderActs => ({
  sort: view.arrangement.sort,
  onSort: (column, adds) => view.arrange({ sort: sortedNext(view.arrangement, column, adds) }),
  onResize: (column, width) => view.chooseColumns(resized(columns, column, width)),
  onMove: (column, at) => view.chooseColumns(reordered(columns, column, at)),
})

/** How many tasks are hits; null where nothing is filtered. */
export const countOf = ({ arrangement }: TableView, visible: readonly OutlineEntry[]): number | null =>
  isFiltered(arrangement) ? visible.filter(({ group, isContext }) => !group && !isContext).length : null
