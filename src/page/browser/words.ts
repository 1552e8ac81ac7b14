import type { FileModel, Severity } from '../model/model.js'
import type { Origin } from '../view/state.js'

/** What badges say. */
export const ORIGIN_WORDS: Readonly<Record<Origin, string>> = {
  main: 'main file',
  included: 'included',
  overlay: 'overlay',
  local: 'local changes',
  'built in': 'built in',
  fallback: 'fallback',
  default: 'default',
}

export const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = {
  error: '✖',
  warning: '▲',
  info: '●',
}

export const FILE_WORDS: Readonly<Record<FileModel['state'], string>> = {
  main: 'main file',
  included: 'included',
  overlay: 'overlay',
  'local changes': 'local changes file',
  'built in': 'built in',
  missing: 'missing',
}

/** `1 error`, `2,000 errors`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

/** A value on one line, as much of it as a row may show. */
export function oneLine(value: string): string {
  const short = value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value
  return short.replace(/\s+/g, ' ')
}

const MOST_SHOWN = 400

/** Two paths as one: `conf/{old → new}/domains.conf`. */
export function renamed(before: string, after: string): string {
  if (before === after) return before
  const [old, now] = [before.split('/'), after.split('/')]
  const most = Math.min(old.length, now.length) - 1
  let start = 0
  while (start < most && old[start] === now[start]) start++
  let tail = 0
  while (tail < most - start && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  if (start + tail === 0) return `${before} → ${after}`
  const middle = (steps: readonly string[]) => steps.slice(start, steps.length - tail).join('/')
  return [
    ...old.slice(0, start),
    `{${middle(old)} → ${middle(now)}}`,
    ...old.slice(old.length - tail),
  ].join('/')
}
