// Keys of rows that name two others, the same in every format. Joined, since text that is put together otherwise stays in
// memory as its parts, and there are very many of these.

export const linkKey = (predecessorKey: string, successorKey: string, type: string): string =>
  [predecessorKey, successorKey, type].join('/')

export const assignmentKey = (taskKey: string, resourceKey: string): string => [taskKey, resourceKey].join('/')
