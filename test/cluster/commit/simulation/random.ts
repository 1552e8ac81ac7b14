import { Random as SeededRandom } from '../../../../bench/random.js'

/** Random numbers that a seed decides: the same schedule each time. */
export class Random extends SeededRandom {
  /** A whole number from 0 up, less than `count`. */
  below(count: number): number {
    return this.integer(0, count - 1)
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  hex(bytes: number): string {
    return Array.from({ length: bytes }, () => this.below(256).toString(16).padStart(2, '0')).join(
      '',
    )
  }
}
