import type { Plan } from '@throughline/contract'
import type { Driver } from '@throughline/engine'
import { useEffect, useState } from 'react'
import { getPredictor } from '../prediction/predictor.ts'

/** What binds the start of a task; undefined until that is known. */
export function useDriver(plan: Plan, taskId: string): Driver | undefined {
  const [known, setKnown] = useState<{ taskId: string; driver: Driver | undefined } | null>(null)
  useEffect(() => {
    let isOver = false
    void getPredictor()
      .driverOf(plan, taskId)
      .then((driver) => !isOver && setKnown({ taskId, driver }))
    return () => {
      isOver = true
    }
  }, [plan, taskId])
  return known?.taskId === taskId ? known.driver : undefined
}
