import type { PlanDocument } from '../plan-document.ts'
import { PLAN_FORMAT, PLAN_VERSION } from './plan-format.ts'
import { headSchema, listNames, listSchemas } from './plan-schemas.ts'

/** A plan in JSON, in pieces: one row a line, so that versions compare line by line. `readJson` reads it. */
export function* writeJson(document: PlanDocument): Generator<string> {
  yield `{"format":${JSON.stringify(PLAN_FORMAT)},"version":${PLAN_VERSION},\n"plan":${jsonOf(document, headSchema)}`
  for (const list of listNames) {
    yield `,\n"${list}":[`
    let before = '\n'
    for (const row of document[list]) {
      yield before + jsonOf(row, listSchemas[list])
      before = ',\n'
    }
    yield before === '\n' ? ']' : '\n]'
  }
  yield '\n}\n'
}

/** The fields that a schema knows, in its order. */
function jsonOf(row: object, { shape }: { readonly shape: object }): string {
  const fields = Object.keys(shape).flatMap((field) => {
    const value = JSON.stringify(row[field as keyof typeof row])
    return value === undefined ? [] : [`${JSON.stringify(field)}:${value}`]
  })
  return `{${fields.join(',')}}`
}
