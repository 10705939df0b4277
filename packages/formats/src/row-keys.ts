// Keys of rows that name two others, the same in every format.

export const linkKey = (predecessorKey: string, successorKey: string, type: string): string =>
  `${predecessorKey}/${successorKey}/${type}`

export const assignmentKey = (taskKey: string, resourceKey: string): string => `${taskKey}/${resourceKey}`
