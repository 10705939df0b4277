import { z } from 'zod'
import { leveling, levelingEffort } from '../leveling.ts'
import { flag, id } from '../primitives.ts'
import { operation } from './operation.ts'

export const levelingOperations = {
  getLeveling: operation({
    method: 'get',
    path: '/projects/:projectId/leveling',
    summary: 'How leveling would delay tasks until nobody is asked for more than there is; changes nothing',
    tag: 'Resources',
    params: z.object({ projectId: id }),
    query: z.object({
      withinFloat: flag()
        .default(false)
        .meta({ description: 'No task goes beyond its total float, so that the finish stays' }),
      effort: levelingEffort.default('quick'),
    }),
    status: 200,
    response: leveling,
    problems: ['not-found'],
  }),
}
