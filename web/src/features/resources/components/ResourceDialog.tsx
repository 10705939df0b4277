import type { Plan, Resource, ResourceKind } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Choice } from '../../../components/Choice.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { Field } from '../../../components/Field.tsx'
import { Modal } from '../../../components/Modal.tsx'
import { useSend } from '../../../lib/use-send.ts'
import {
  changeResource,
  createResource,
  deleteResource,
  draftOf,
  problemsOf,
  type ResourceDraft,
} from '../lib/resource-edits.ts'
import { text } from '../lib/text.ts'
import { Absences } from './Absences.tsx'
import styles from './ResourceDialog.module.css'

interface ResourceDialogProps {
  plan: Plan
  /** Null: a new one. */
  resource: Resource | null
  mayChange: boolean
  onClose: () => void
}

/** What a resource is, when it is there, and its absences; a new one without those. */
export function ResourceDialog({ plan, resource, mayChange, onClose }: ResourceDialogProps) {
  const send = useSend()
  const [draft, setDraft] = useState(() => draftOf(resource))
  const [shows, setShows] = useState(false)
  const [deletes, setDeletes] = useState(false)
  const problems = shows ? problemsOf(draft) : {}
  const set = (change: Partial<ResourceDraft>) => setDraft({ ...draft, ...change })
  const count = plan.assignments.filter(({ resourceId }) => resourceId === resource?.id).length

  async function save(): Promise<void> {
    setShows(true)
    if (Object.keys(problemsOf(draft)).length > 0) return
    const change = resource ? changeResource(resource, draft) : createResource(draft)
    if (change === null || (await send(change))) onClose()
  }

  return (
    <Modal title={resource ? text('edit', { name: resource.name }) : text('new')} isOpen onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <ResourceFields {...{ plan, draft, set, problems, mayChange }} />
        {resource && <Absences plan={plan} resource={resource} mayChange={mayChange} />}
        {mayChange && (
          <div className={`${dialog.actions} ${styles.actions}`}>
            {resource && (
              <Button look="quiet" onPress={() => setDeletes(true)}>
                {text('delete')}
              </Button>
            )}
            <Button look="primary" type="submit">
              {text('save')}
            </Button>
          </div>
        )}
      </form>
      <ConfirmDialog
        title={text('deleteTitle', { name: resource?.name ?? '' })}
        action={text('delete')}
        isOpen={deletes}
        onClose={() => setDeletes(false)}
        onConfirm={() => {
          if (resource) void send(deleteResource(resource)).then((saved) => saved && onClose())
        }}
      >
        {text('deleteText', { count })}
      </ConfirmDialog>
    </Modal>
  )
}

interface ResourceFieldsProps {
  plan: Plan
  draft: ResourceDraft
  set: (change: Partial<ResourceDraft>) => void
  problems: ReturnType<typeof problemsOf>
  mayChange: boolean
}

const kinds: Record<ResourceKind, string> = {
  work: text('kindWork'),
  material: text('kindMaterial'),
  cost: text('kindCost'),
}

function ResourceFields({ plan, draft, set, problems, mayChange }: ResourceFieldsProps) {
  const names = Object.fromEntries(plan.calendars.map(({ id, name }) => [id, name]))
  return (
    <fieldset className={styles.fields} disabled={!mayChange}>
      <Field
        label={text('name')}
        value={draft.name}
        onChange={(name) => set({ name })}
        maxLength={200}
        isReadOnly={!mayChange}
        autoFocus={mayChange}
        {...(problems.name ? { error: problems.name } : {})}
      />
      <Choice
        label={text('kind')}
        names={kinds}
        values={['work', 'material', 'cost']}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
      />
      {draft.kind === 'work' && (
        <>
          <Field
            label={text('units')}
            hint={text('unitsHint')}
            value={draft.percent}
            onChange={(percent) => set({ percent })}
            inputMode="decimal"
            isReadOnly={!mayChange}
            {...(problems.percent ? { error: problems.percent } : {})}
          />
          <Choice
            label={text('calendar')}
            names={names}
            values={plan.calendars.map(({ id }) => id)}
            all={text('projectCalendar')}
            value={draft.calendarId ?? undefined}
            onChange={(calendarId: string | undefined) => set({ calendarId: calendarId ?? null })}
          />
          <Field
            label={text('email')}
            type="email"
            value={draft.email}
            onChange={(email) => set({ email })}
            maxLength={320}
            isReadOnly={!mayChange}
          />
        </>
      )}
    </fieldset>
  )
}
