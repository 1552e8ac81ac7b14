import type { ReactiveController } from 'lit'
import type { LightElement } from './light-element.js'

/** How many rows are made above and below those that are seen. */
const BEYOND = 12

/** How many rows are made for paper. */
const MOST_ON_PAPER = 5000

/**
 * Of many rows of one height only those that are seen are made. The host renders a scroller, in it a
 * space as high as all rows, and in that the window with the rows.
 */
export class RowWindow implements ReactiveController {
  first = 0
  limit = 0
  count = 0
  readonly rowHeight: number
  #isPaper = false
  #scroller: HTMLElement | undefined
  readonly #resized = new ResizeObserver(() => this.#update())

  /** @param selector of the scroller in the host */
  constructor(
    readonly host: LightElement,
    readonly selector: string,
    /** What stands above the rows in the scroller, in rows. */
    readonly headRows = 0,
    /** The height of a row in units of the letters' size, so that rows grow with it. */
    rem = 1.5,
  ) {
    const letters = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    this.rowHeight = Math.round(rem * (letters || 16))
    host.addController(this)
  }

  hostUpdated(): void {
    const scroller = this.host.querySelector<HTMLElement>(this.selector) ?? undefined
    if (scroller !== this.#scroller) {
      this.#resized.disconnect()
      this.#scroller = scroller
      if (scroller !== undefined) {
        this.#resized.observe(scroller)
        scroller.addEventListener('scroll', () => this.#update(), { passive: true })
      }
    }
    if (scroller === undefined) return
    const space = scroller.querySelector<HTMLElement>('.space')
    const rows = scroller.querySelector<HTMLElement>('.window')
    const isPaper = this.#isPaper
    if (space !== null) space.style.height = isPaper ? '' : `${this.count * this.rowHeight}px`
    const moved = `translateY(${this.first * this.rowHeight}px)`
    if (rows !== null) rows.style.transform = isPaper ? '' : moved
    this.#update()
  }

  hostDisconnected(): void {
    this.#resized.disconnect()
    this.#scroller = undefined
  }

  /** Whether the rows are for paper, which does not scroll: then all are made at once, up to a number. */
  set paper(isPaper: boolean) {
    this.#isPaper = isPaper
    // The first time the window learns how many rows there are, the second time they are made.
    this.host.renderNow()
    this.host.renderNow()
  }

  /** The rows that are to be made. */
  get indices(): number[] {
    const limit = Math.min(this.limit, this.count)
    return Array.from({ length: Math.max(limit - this.first, 0) }, (_, at) => this.first + at)
  }

  /** Scrolls as little as shows a row. */
  show(row: number): void {
    const scroller = this.#scroller
    if (scroller === undefined || row < 0) return
    const top = row * this.rowHeight
    const seen = scroller.clientHeight - this.headRows * this.rowHeight
    if (top < scroller.scrollTop) scroller.scrollTop = top
    else if (top + this.rowHeight > scroller.scrollTop + seen) {
      scroller.scrollTop = top + this.rowHeight - seen
    }
    this.#update()
  }

  /** How many rows are seen at once. */
  get page(): number {
    return Math.max(Math.floor((this.#scroller?.clientHeight ?? 0) / this.rowHeight) - 2, 1)
  }

  #update(): void {
    const scroller = this.#scroller
    if (scroller === undefined) return
    const seenFrom = Math.floor(scroller.scrollTop / this.rowHeight)
    const seenTo = Math.ceil((scroller.scrollTop + scroller.clientHeight) / this.rowHeight)
    const [first, limit] = this.#isPaper
      ? [0, Math.min(this.count, MOST_ON_PAPER)]
      : [Math.max(seenFrom - BEYOND, 0), Math.min(seenTo + BEYOND, this.count)]
    // What is made already is enough until its end comes near.
    const near = BEYOND / 2
    const isEnough =
      !this.#isPaper &&
      this.first <= Math.max(seenFrom - near, 0) &&
      Math.min(this.limit, this.count) >= Math.min(seenTo + near, this.count) &&
      this.limit - this.first <= limit - first + 2 * BEYOND
    if (isEnough || (first === this.first && limit === this.limit)) return
    this.first = first
    this.limit = limit
    this.host.requestUpdate()
  }
}
