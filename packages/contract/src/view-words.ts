// What a view may say, apart from its schemas, so that a page which asks does not load those.
/** Of a column of the table; those of a project's own fields begin with `custom:`. */
export const columnKey = /^[A-Za-z][A-Za-z0-9:_]{0,59}$/
export const longestConditionValue = 200

export const viewOperators = ['is', 'isNot', 'contains', 'before', 'after', 'empty', 'notEmpty'] as const
export const viewMarks = ['critical', 'late', 'mine', 'incomplete'] as const

export type ViewOperator = (typeof viewOperators)[number]
export type ViewMark = (typeof viewMarks)[number]
