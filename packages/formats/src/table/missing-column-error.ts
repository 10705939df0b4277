import { FormatError } from '../format-error.ts'

/** No column of a table is what every row must have. Somebody may say which one it is. */
export class MissingColumnError extends FormatError {}
