const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(4))

/** Waits, in ms, without letting anything else of this process run. */
export function pause(milliseconds: number): void {
  Atomics.wait(NOBODY_WAKES, 0, 0, milliseconds)
}
