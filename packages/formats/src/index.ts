export { readCsv } from './csv/read-csv.ts'
export { type FilePlace, FormatError } from './format-error.ts'
export { readMspdi } from './mspdi/read-mspdi.ts'
export type * from './plan-document.ts'
