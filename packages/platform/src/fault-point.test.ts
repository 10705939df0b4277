import { afterEach, expect, it, vi } from 'vitest'
import { armFault, faultPoint } from './fault-point.ts'

afterEach(() => {
  armFault(undefined)
  vi.restoreAllMocks()
})

it('kills only at the named point, and once', async () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  armFault({ point: 'edit.committed', action: { kind: 'exit' } })
  await faultPoint('other')
  expect(kill).not.toHaveBeenCalled()
  await faultPoint('edit.committed')
  await faultPoint('edit.committed')
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']])
})

it('does nothing when not armed', async () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  await faultPoint('edit.committed')
  expect(kill).not.toHaveBeenCalled()
})
