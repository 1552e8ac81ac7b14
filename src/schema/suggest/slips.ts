import { tolerance } from './closest.js'

/** How many slips a secret's name of so many characters may contain, even a short one; two swapped letters count as two. */
export function mostSlips(length: number): number {
  return Math.max(1, tolerance(length))
}
