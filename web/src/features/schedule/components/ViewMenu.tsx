import { useQuery } from '@tanstack/react-query'
import type { SavedView, ViewSettings } from '@throughline/contract'
import { Bookmark, ChevronDown, Pencil, RotateCcw, Save, Share2, Trash2 } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import menu from '../../../components/Menu.module.css'
import { useSession } from '../../../lib/session.ts'
import { showError, showToast } from '../../../lib/toasts.ts'
import { savedViewsQuery, useChangeView, useDeleteView } from '../api/saved-views.ts'
import type { TableView } from '../hooks/use-table-view.ts'
import { text } from '../lib/text.ts'
import { asPlanned } from '../lib/view-settings.ts'
import styles from './ViewMenu.module.css'

const SaveViewDialog = lazy(() => import('./SaveViewDialog.tsx').then((module) => ({ default: module.SaveViewDialog })))

interface ViewMenuProps {
  projectId: string
  view: TableView
  mayShare: boolean
}

/** Chooses how the tasks are looked at, and keeps it under a name. */
export function ViewMenu({ projectId, view, mayShare }: ViewMenuProps) {
  const me = useSession()?.person.id
  const [saves, setSaves] = useState(false)
  const [deleting, setDeleting] = useState<SavedView | null>(null)
  const views = useQuery(savedViewsQuery(projectId)).data?.items
  const change = useChangeView(projectId)
  const remove = useDeleteView(projectId)
  const chosen = views?.find(({ id }) => id === view.viewId)
  const isMine = chosen !== undefined && (chosen.owner.id === me || (chosen.isShared && mayShare))
  const settings: ViewSettings = { ...view.arrangement, columns: [...view.chosenColumns] }
  const isChanged = chosen !== undefined && JSON.stringify(sorted(chosen.settings)) !== JSON.stringify(sorted(settings))
  useOpened(view, chosen)

  const open = ({ id, settings: { columns, ...arrangement } }: SavedView) => view.open(id, arrangement, columns)

  function update(patch: { settings?: ViewSettings; isShared?: boolean }, done: string): void {
    if (!chosen) return
    change.mutate(
      { viewId: chosen.id, ...patch },
      {
        onSuccess: () => showToast({ tone: 'info', title: done }),
        onError: (error) => showError(text('viewNotSaved'), error),
      },
    )
  }

  function confirmDelete(): void {
    if (!deleting) return
    remove.mutate(deleting.id, {
      onSuccess: () => view.open(null, view.arrangement, view.chosenColumns),
      onError: (error) => showError(text('viewNotDeleted'), error),
    })
  }

  const own = views?.filter(({ owner }) => owner.id === me) ?? []
  const shared = views?.filter(({ owner }) => owner.id !== me) ?? []
  return (
    <>
      <MenuTrigger>
        <Button size="small" aria-label={text('viewMenu', { name: chosen?.name ?? text('viewUsual') })}>
          <Bookmark className={styles.icon} />
          <span className={styles.name}>{chosen?.name ?? text('viewUsual')}</span>
          {isChanged && <span className={styles.changed} title={text('viewChanged')} />}
          <ChevronDown className={styles.icon} />
        </Button>
        <Popover className={menu.popover ?? ''} placement="bottom start">
          <Menu className={menu.menu ?? ''} aria-label={text('views')}>
            <MenuItem className={menu.item ?? ''} onAction={() => view.open(null, asPlanned, [])}>
              <RotateCcw /> {text('viewReset')}
            </MenuItem>
            <ViewSection title={text('viewsOwn')} views={own} chosen={chosen} onOpen={open} />
            <ViewSection title={text('viewsShared')} views={shared} chosen={chosen} onOpen={open} />
            <Separator className={menu.line ?? ''} />
            {isMine && isChanged && (
              <MenuItem className={menu.item ?? ''} onAction={() => update({ settings }, text('viewSaved'))}>
                <Save /> {text('viewSave', { name: chosen.name })}
              </MenuItem>
            )}
            <MenuItem className={menu.item ?? ''} onAction={() => setSaves(true)}>
              <Pencil /> {text('viewSaveAs')}
            </MenuItem>
            {isMine && (mayShare || chosen.isShared) && (
              <MenuItem
                className={menu.item ?? ''}
                onAction={() =>
                  update({ isShared: !chosen.isShared }, text(chosen.isShared ? 'viewUnshared' : 'viewIsShared'))
                }
              >
                <Share2 /> {text(chosen.isShared ? 'viewUnshare' : 'viewShare')}
              </MenuItem>
            )}
            {isMine && (
              <MenuItem className={menu.item ?? ''} onAction={() => setDeleting(chosen)}>
                <Trash2 /> {text('viewDelete')}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {saves && (
        <Suspense>
          <SaveViewDialog
            projectId={projectId}
            settings={settings}
            mayShare={mayShare}
            onSaved={open}
            onClose={() => setSaves(false)}
          />
        </Suspense>
      )}
      <ConfirmDialog
        title={text('viewDeleteTitle', { name: deleting?.name ?? '' })}
        action={text('viewDelete')}
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={confirmDelete}
      >
        {text(deleting?.isShared ? 'viewDeleteShared' : 'viewDeleteOwn')}
      </ConfirmDialog>
    </>
  )
}

/** An address that names a view and says nothing of its own shows what the view says, once it is known. */
function useOpened(view: TableView, chosen: SavedView | undefined): void {
  const isDone = useRef(view.viewId === null || view.isAddressed)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the view is known
  useEffect(() => {
    if (isDone.current || !chosen) return
    isDone.current = true
    const { columns, ...arrangement } = chosen.settings
    view.open(chosen.id, arrangement, columns)
  }, [chosen])
}

/** In one order of keys, to be compared. */
const sorted = ({ columns, query, conditions, sort, group }: ViewSettings) => ({
  columns: columns.map(({ key, width }) => [key, width]),
  query,
  conditions: conditions.map((each) => ('column' in each ? [each.op, each.column, each.value] : [each.op])),
  sort: sort.map(({ column, descending }) => [column, descending]),
  group,
})

interface ViewSectionProps {
  title: string
  views: readonly SavedView[]
  chosen: SavedView | undefined
  onOpen: (view: SavedView) => void
}

function ViewSection({ title, views, chosen, onOpen }: ViewSectionProps) {
  if (views.length === 0) return null
  return (
    <MenuSection>
      <Header className={styles.section}>{title}</Header>
      {views.map((view) => (
        <MenuItem
          key={view.id}
          id={view.id}
          textValue={view.name}
          className={menu.item ?? ''}
          onAction={() => onOpen(view)}
        >
          {view.isShared ? <Share2 /> : <Bookmark />}
          <span className={view === chosen ? styles.chosen : styles.name}>{view.name}</span>
        </MenuItem>
      ))}
    </MenuSection>
  )
}
