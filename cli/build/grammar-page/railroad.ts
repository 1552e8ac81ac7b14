import type { Diagram } from './diagram.js'
import { escapeHtml } from './html.js'
import { notation } from './notation.js'

/** Pixels. Curves are quarters of a circle of this radius. */
const RADIUS = 10
const BOX_HEIGHT = 26
const BOX_PADDING = 12
/** Of the font that the page sets for diagrams. */
const CHARACTER = 8.43
/** Between the boxes of a sequence. */
const GAP = 14
/** Between tracks above each other. */
const TRACK_GAP = 8
const MARGIN = 6

/**
 * A diagram with its measures. The track comes in at the left and goes out at the right, at height
 * 0; what is drawn reaches `up` above it and `down` below it.
 */
interface Drawing {
  readonly width: number
  readonly up: number
  readonly down: number
  /** The SVG elements, with the track coming in at (x, y). */
  draw(x: number, y: number): string
}

/** A railroad diagram as an SVG element. It is read from left to right. */
export function railroad(label: string, diagram: Diagram): string {
  const drawing = drawingOf(diagram)
  const start = MARGIN + 4
  const lead = GAP
  const width = start + lead + drawing.width + lead + start
  const up = Math.max(drawing.up, BOX_HEIGHT / 2)
  const height = MARGIN * 2 + up + Math.max(drawing.down, BOX_HEIGHT / 2)
  const y = MARGIN + up
  const end = width - start
  const description = escapeHtml(`${label}: ${notation(diagram)}`)
  return [
    `<svg class="railroad" role="img" aria-label="${description}" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}">`,
    circle(start, y),
    line(start, y, start + lead),
    drawing.draw(start + lead, y),
    line(start + lead + drawing.width, y, end),
    circle(end, y),
    '</svg>',
  ].join('')
}

function drawingOf(diagram: Diagram): Drawing {
  switch (diagram.kind) {
    case 'literal':
      return box(diagram.text, 'literal', undefined)
    case 'name':
      return box(diagram.text, /^[A-Z]/.test(diagram.text) ? 'rule' : 'token', diagram.target)
    case 'sequence':
      return inSequence(diagram.parts.map(drawingOf))
    case 'choice':
      return inChoice(diagram.parts.map(drawingOf))
    case 'optional':
      return withBypass(drawingOf(diagram.part))
    case 'repeated':
      return withBypass(withReturn(drawingOf(diagram.part)))
    case 'several':
      return withReturn(drawingOf(diagram.part))
  }
}

function box(text: string, kind: 'literal' | 'token' | 'rule', target?: string): Drawing {
  const width = text.length * CHARACTER + BOX_PADDING * 2
  const half = BOX_HEIGHT / 2
  const corner = kind === 'rule' ? 3 : half
  return {
    width,
    up: half,
    down: half,
    draw(x, y) {
      const shape =
        `<g class="${kind}"><rect x="${round(x)}" y="${round(y - half)}" width="${round(width)}" height="${BOX_HEIGHT}" rx="${corner}"/>` +
        `<text x="${round(x + width / 2)}" y="${round(y + 5)}">${escapeHtml(text)}</text></g>`
      return target === undefined ? shape : `<a href="#${target}">${shape}</a>`
    },
  }
}

function inSequence(parts: readonly Drawing[]): Drawing {
  return {
    width: sum(parts.map(({ width }) => width)) + GAP * (parts.length - 1),
    up: Math.max(...parts.map(({ up }) => up)),
    down: Math.max(...parts.map(({ down }) => down)),
    draw(x, y) {
      let at = x
      return parts
        .map((part, index) => {
          const lead = index === 0 ? '' : line(at - GAP, y, at)
          const drawn = lead + part.draw(at, y)
          at += part.width + GAP
          return drawn
        })
        .join('')
    },
  }
}

/** The first alternative on the track, the others below it. */
function inChoice(parts: readonly Drawing[]): Drawing {
  const inner = Math.max(...parts.map(({ width }) => width))
  const depths: number[] = []
  let depth = 0
  parts.forEach((part, index) => {
    const previous = parts[index - 1]
    if (previous !== undefined) {
      depth += Math.max(previous.down + TRACK_GAP + part.up, RADIUS * 2)
    }
    depths.push(depth)
  })
  const side = RADIUS * 2
  return {
    width: inner + side * 2,
    up: parts[0]?.up ?? 0,
    down: depth + (parts.at(-1)?.down ?? 0),
    draw(x, y) {
      return parts
        .map((part, index) => {
          const down = depths[index] as number
          const left = x + side
          const lead = left + (inner - part.width) / 2
          const right = left + inner
          const track = y + down
          const enter = index === 0 ? line(x, y, left) : stepDown(x, y, down)
          const leave = index === 0 ? line(right, y, right + side) : stepUp(right, track, down)
          return (
            enter +
            line(left, track, lead) +
            part.draw(lead, track) +
            line(lead + part.width, track, right) +
            leave
          )
        })
        .join('')
    },
  }
}

/** A way round, above the part. */
function withBypass(part: Drawing): Drawing {
  const side = RADIUS * 2
  const up = Math.max(part.up + TRACK_GAP, RADIUS * 2)
  return {
    width: part.width + side * 2,
    up,
    down: part.down,
    draw(x, y) {
      const right = x + side + part.width
      return (
        line(x, y, x + side) +
        part.draw(x + side, y) +
        line(right, y, right + side) +
        stepUp(x, y, up) +
        line(x + side, y - up, right) +
        stepDown(right, y - up, up)
      )
    },
  }
}

/** A way back, below the part. */
function withReturn(part: Drawing): Drawing {
  const side = RADIUS
  const down = Math.max(part.down + TRACK_GAP, RADIUS * 2)
  return {
    width: part.width + side * 2,
    up: part.up,
    down,
    draw(x, y) {
      const left = x + side
      const right = left + part.width
      const back =
        `M${at(right, y)}a${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} ${RADIUS}v${round(down - RADIUS * 2)}` +
        `a${RADIUS} ${RADIUS} 0 0 1 -${RADIUS} ${RADIUS}H${round(left)}` +
        `a${RADIUS} ${RADIUS} 0 0 1 -${RADIUS} -${RADIUS}v${round(RADIUS * 2 - down)}` +
        `a${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} -${RADIUS}`
      return (
        line(x, y, left) +
        part.draw(left, y) +
        line(right, y, right + side) +
        path(back) +
        arrowLeft((left + right) / 2, y + down)
      )
    },
  }
}

/** From a track to one below it, over two radii of width. */
function stepDown(x: number, y: number, down: number): string {
  return path(
    `M${at(x, y)}a${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} ${RADIUS}v${round(down - RADIUS * 2)}` +
      `a${RADIUS} ${RADIUS} 0 0 0 ${RADIUS} ${RADIUS}`,
  )
}

/** From a track to one above it. */
function stepUp(x: number, y: number, up: number): string {
  return path(
    `M${at(x, y)}a${RADIUS} ${RADIUS} 0 0 0 ${RADIUS} -${RADIUS}v${round(RADIUS * 2 - up)}` +
      `a${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} -${RADIUS}`,
  )
}

function arrowLeft(x: number, y: number): string {
  return `<path class="arrow" d="M${at(x - 4, y)}l7 -4v8z"/>`
}

function line(from: number, y: number, to: number): string {
  return to > from ? path(`M${at(from, y)}H${round(to)}`) : ''
}

function path(data: string): string {
  return `<path d="${data}"/>`
}

function circle(x: number, y: number): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="4"/>`
}

function at(x: number, y: number): string {
  return `${round(x)} ${round(y)}`
}

/** To tenths: the same text on every machine, and short. */
function round(value: number): number {
  return Math.round(value * 10) / 10
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
