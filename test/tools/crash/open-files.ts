import { closeSync, readdirSync, readlinkSync } from 'node:fs'

const OPEN = '/proc/self/fd'

/** Closes what an action has opened and left so: the death of its process would have done it. */
export function closingWhatStaysOpen<T>(action: () => T): T {
  const before = new Set(openFiles())
  try {
    return action()
  } finally {
    for (const file of openFiles()) if (!before.has(file)) closeSync(file)
  }
}

/** The descriptors of files and folders. */
function openFiles(): number[] {
  return readdirSync(OPEN).map(Number).filter(isOfFile)
}

function isOfFile(file: number): boolean {
  try {
    return readlinkSync(`${OPEN}/${file}`).startsWith('/') && !isOfDevice(file)
  } catch {
    // The one with which they were listed.
    return false
  }
}

function isOfDevice(file: number): boolean {
  return readlinkSync(`${OPEN}/${file}`).startsWith('/dev/')
}
