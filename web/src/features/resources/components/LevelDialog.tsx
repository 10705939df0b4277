import type { Plan } from '@throughline/contract'
import { useState } from 'react'
import { Banner } from '../../../components/Banner.tsx'
import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Modal } from '../../../components/Modal.tsx'
import { useApplyLeveling, usePreviewLeveling } from '../api/leveling.ts'
import { applyLeveling, clearLeveling } from '../lib/leveling-edits.ts'
import { text } from '../lib/text.ts'
import styles from './LevelDialog.module.css'
import { LevelPreview } from './LevelPreview.tsx'

interface LevelDialogProps {
  plan: Plan
  onClose: () => void
}

/** Leveling in two steps: what would move, then whether it is to. */
export function LevelDialog({ plan, onClose }: LevelDialogProps) {
  const [withinFloat, setWithinFloat] = useState(false)
  const [thorough, setThorough] = useState(false)
  const preview = usePreviewLeveling(plan.project.id)
  const apply = useApplyLeveling('leveled', onClose)
  const clear = useApplyLeveling('cleared', onClose)
  const leveling = preview.data
  const isStale = leveling !== undefined && plan.project.inputRevision > leveling.revision
  const cleared = clearLeveling(plan)
  const isBusy = apply.isPending || clear.isPending || preview.isPending

  return (
    <Modal title={text('levelTitle')} isOpen isWide onClose={onClose}>
      <p className={styles.lead}>{text('levelLead')}</p>
      <div className={styles.choices}>
        <Check label={text('withinFloat')} value={withinFloat} onChange={setWithinFloat} />
        <Check label={text('thorough')} value={thorough} onChange={setThorough} />
        <Button
          isDisabled={isBusy}
          onPress={() => preview.mutate({ withinFloat, effort: thorough ? 'thorough' : 'quick' })}
        >
          {text(preview.isPending ? 'previewing' : 'preview')}
        </Button>
      </div>
      {isStale && <Banner tone="warning">{text('stale')}</Banner>}
      {leveling && <LevelPreview leveling={leveling} plan={plan} />}
      <div className={dialog.actions}>
        {cleared.length > 0 && (
          <Button look="quiet" isDisabled={isBusy} onPress={() => clear.mutate({ changes: cleared })}>
            {text('clear')}
          </Button>
        )}
        {leveling && leveling.delays.length > 0 && (
          <Button
            look="primary"
            isDisabled={isBusy || isStale}
            onPress={() => apply.mutate({ changes: applyLeveling(leveling), seen: leveling.revision })}
          >
            {text('apply')}
          </Button>
        )}
      </div>
    </Modal>
  )
}

interface CheckProps {
  label: string
  value: boolean
  onChange: (value: boolean) => void
}

function Check({ label, value, onChange }: CheckProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  )
}
