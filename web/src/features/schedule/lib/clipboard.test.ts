import { describe, expect, it } from 'vitest'
import { headingOf, readCells, toHtml, toTsv } from './clipboard.ts'

describe('cells in the clipboard', () => {
  it('come back as they went', () => {
    const cells = [
      ['Dig', 'a "hole"', 'two\nlines'],
      ['', '3\t4', ' 5'],
    ]
    expect(readCells(toTsv(cells))).toEqual(cells)
  })

  it('are read by tabs, and by commas or semicolons that all lines have', () => {
    expect(readCells('Dig, then pour\n')).toEqual([['Dig, then pour']])
    expect(readCells('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(readCells('a,"b,c"\nd,e')).toEqual([
      ['a', 'b,c'],
      ['d', 'e'],
    ])
    expect(readCells('a;1,5\nb;2')).toEqual([
      ['a', '1,5'],
      ['b', '2'],
    ])
    expect(readCells('one, two\nthree')).toEqual([['one, two'], ['three']])
    expect(readCells('')).toEqual([])
  })

  it('are a table without markup of their own', () => {
    expect(toHtml([['<b>', 'a & b']])).toBe('<table><tr><td>&lt;b&gt;</td><td>a &amp; b</td></tr></table>')
  })

  it('may bring a heading', () => {
    const titles = new Map([
      ['name', 'name'],
      ['duration', 'duration'],
    ])
    expect(
      headingOf(
        [
          ['Duration', ' Name '],
          ['2d', 'Dig'],
        ],
        titles,
      ),
    ).toEqual(['duration', 'name'])
    expect(
      headingOf(
        [
          ['Name', 'Else'],
          ['2d', 'Dig'],
        ],
        titles,
      ),
    ).toBeNull()
    expect(headingOf([['Name']], titles)).toBeNull()
  })
})
