// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { SvgContext } from './svg-context.ts'

const drawn = (draw: (context: SvgContext) => void) => {
  const context = new SvgContext(200, 100)
  draw(context)
  return context.svg
}

describe('SvgContext', () => {
  it('draws where the translation says, until the state is restored', () => {
    const svg = drawn((context) => {
      context.save()
      context.translate(10, 20)
      context.fillStyle = 'rgb(1, 2, 3)'
      context.fillRect(1, 2, 30, 40)
      context.restore()
      context.fillRect(1, 2, 3, 4)
    })
    const boxes = [...svg.querySelectorAll('rect')].map((box) =>
      ['x', 'y', 'width', 'height', 'fill'].map((name) => box.getAttribute(name)),
    )
    expect(boxes).toEqual([
      ['11', '22', '30', '40', 'rgb(1, 2, 3)'],
      ['1', '2', '3', '4', '#000'],
    ])
  })

  it('rounds corners to both sides, as a canvas does', () => {
    const pathOf = (toY: number) =>
      drawn((context) => {
        context.beginPath()
        context.moveTo(0, 0)
        context.arcTo(10, 0, 10, toY, 3)
        context.lineTo(10, toY)
        context.stroke()
      })
        .querySelector('path')
        ?.getAttribute('d')
    expect(pathOf(10)).toBe('M0 0L7 0A3 3 0 0 1 10 3L10 10')
    expect(pathOf(-10)).toBe('M0 0L7 0A3 3 0 0 0 10 -3L10 -10')
  })

  it('goes straight where there is no corner to round', () => {
    const svg = drawn((context) => {
      context.beginPath()
      context.moveTo(0, 0)
      context.arcTo(10, 0, 20, 0, 3)
      context.stroke()
    })
    expect(svg.querySelector('path')?.getAttribute('d')).toBe('M0 0L10 0')
  })

  it('makes circles, and boxes with corners of their own', () => {
    const svg = drawn((context) => {
      context.beginPath()
      context.arc(10, 10, 4, 0, Math.PI * 2)
      context.fill()
      context.beginPath()
      context.roundRect(0, 0, 20, 10, [0, 0, 3, 3])
      context.fill()
    })
    expect([...svg.querySelectorAll('path')].map((path) => path.getAttribute('d'))).toEqual([
      'M14 10A4 4 0 0 1 6 10A4 4 0 0 1 14 10',
      'M0 0h20a0 0 0 0 1 0 0v7a3 3 0 0 1 -3 3h-14a3 3 0 0 1 -3 -3v-7a0 0 0 0 1 0 0Z',
    ])
  })

  it('clips until the state is restored, and says dashes and transparency', () => {
    const svg = drawn((context) => {
      context.save()
      context.beginPath()
      context.rect(0, 0, 50, 50)
      context.clip()
      context.setLineDash([5, 4])
      context.globalAlpha = 0.4
      context.strokeRect(0, 0, 10, 10)
      context.restore()
      context.strokeRect(0, 0, 10, 10)
    })
    const [inside, outside] = svg.querySelectorAll('rect')
    const id = svg.querySelector('clipPath')?.id
    expect(inside?.parentElement?.getAttribute('clip-path')).toBe(`url(#${id})`)
    expect([inside?.getAttribute('stroke-dasharray'), inside?.getAttribute('opacity')]).toEqual(['5 4', '0.4'])
    expect([outside?.parentElement, outside?.getAttribute('stroke-dasharray')]).toEqual([svg, null])
  })

  it('says texts in their font', () => {
    const svg = drawn((context) => {
      context.font = '600 12px "Inter", sans-serif'
      context.textAlign = 'center'
      context.textBaseline = 'middle'
      context.fillText('Dig <deep>', 5, 6)
    })
    const text = svg.querySelector('text')
    const said = ['font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline'].map((name) =>
      text?.getAttribute(name),
    )
    expect(said).toEqual(['"Inter", sans-serif', '12', '600', 'middle', 'central'])
    expect(text?.textContent).toBe('Dig <deep>')
  })
})
