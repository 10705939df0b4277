import { testCells } from './test-cells.ts'

/** The cells that run with the Temporal server proper, on PostgreSQL. */
testCells('real-temporal')
