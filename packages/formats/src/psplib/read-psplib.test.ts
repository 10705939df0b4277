import { describe, expect, it } from 'vitest'
import { readPsplib } from './read-psplib.ts'

const RULE = '*'.repeat(72)
const FILE = `${RULE}
file with basedata            : small.bas
${RULE}
projects                      :  1
jobs (incl. supersource/sink ):  4
horizon                       :  8
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
${RULE}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
${RULE}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     5       1    4
  4      1     0       0    0
${RULE}
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    4
${RULE}
`

describe('readPsplib', () => {
  it('reads jobs, requests and availabilities', () => {
    expect(readPsplib(FILE)).toEqual({
      durations: [0, 3, 5, 0],
      successors: [[1, 2], [3], [3], []],
      demands: [
        [0, 0],
        [2, 0],
        [1, 4],
        [0, 0],
      ],
      capacities: [2, 4],
    })
  })

  it('reads lines that end as on Windows', () => {
    expect(readPsplib(FILE.replaceAll('\n', '\r\n'))).toEqual(readPsplib(FILE))
  })

  it.each([
    ['', /number of jobs is missing/, 1],
    [FILE.replace('  4        1          0\n', ''), /4 jobs are announced, 3 are listed/, 12],
    [FILE.replace('2           2   3', '2           2'), /2 successors are announced, 1 are there/, 14],
    [FILE.replace('2           2   3', '2           2   9'), /there is no job 9/, 14],
    [FILE.replace('3      1     5       1    4', '3      1     5       1'), /a duration and 2 requests/, 24],
    [FILE.replace('nonrenewable              :  0', 'nonrenewable              :  1'), /only renewable/, 9],
    [FILE.replace('   2        1          1', '   2        3          1'), /one mode/, 15],
    [FILE.replace('    2    4', '    2   x'), /whole numbers/, 29],
  ])('tells where a file is wrong (%#)', (text, message, line) => {
    expect(() => readPsplib(text)).toThrow(expect.objectContaining({ message: expect.stringMatching(message), line }))
  })
})
