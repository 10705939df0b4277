/**
 * Something that is not complete yet. Rows of a file become parts of a document in place, since there may be very many: a
 * copy for each step would take a multiple of the memory.
 */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] }
