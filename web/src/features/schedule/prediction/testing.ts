import { createEngineDesk } from './engine-desk.ts'
import { createPredictor, type Predictor } from './predictor.ts'
import type { EngineAnswer, EngineRequest } from './protocol.ts'

/** A predictor whose engine runs beside the test, and what it was sent. */
export function createTestPredictor(): { predictor: Predictor; sent: EngineRequest[] } {
  const answer = createEngineDesk()
  const sent: EngineRequest[] = []
  let tell: (answer: EngineAnswer) => void = () => undefined
  const predictor = createPredictor({
    send(request) {
      sent.push(request)
      queueMicrotask(() => tell(answer(structuredClone(request))))
    },
    onAnswer: (listener) => {
      tell = listener
    },
  })
  return { predictor, sent }
}
