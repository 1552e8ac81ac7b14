import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  hashOf,
  type Recovery,
  readHistory,
  recover,
  writeFileDurably,
} from '../../../src/node/index.js'
import { MACHINE } from './calls.js'
import type { Prepared, WrittenFile } from './operations.js'

/** What another program did to one of the files. */
export interface Stranger {
  readonly path: string
  /** What it left there; undefined when it removed the file. */
  readonly bytes: Uint8Array | undefined
  /** Whether it came between the last look at the file and its replacement. */
  readonly cameLast: boolean
}

type State = 'old' | 'new' | 'strange'

/**
 * What must hold after a write that anything at all has happened to, at once, after the next run, and
 * after the next write.
 * @returns what does not hold
 */
export function judge(prepared: Prepared, stranger?: Stranger): string[] {
  const { files, write } = prepared
  const violations: string[] = []
  const expect = (isSo: boolean, otherwise: string) => {
    if (!isSo) violations.push(otherwise)
  }
  const ours = files.filter(({ path }) => path !== stranger?.path)
  const expectWhole = (when: string) => {
    for (const file of ours) {
      expect(stateOf(file) !== 'strange', `${when}: ${file.path} is neither old nor new`)
    }
  }
  expectWhole('at once')
  const before = files.map(stateOf)
  const said = recover(write.folder, MACHINE)
  expectWhole('after the next run')
  const states = new Set(ours.map(stateOf))
  expect(states.size <= 1, `half of the files are new: ${files.map(stateOf)}`)
  const isNew = files.some((file) => stateOf(file) === 'new')
  if (stranger !== undefined) expectSaved(stranger, expect)
  else {
    const { entries, damaged } = readHistory(write.folder)
    expect(damaged.length === 0, 'an entry of the history is damaged')
    const most = prepared.entries + (isNew ? 1 : 0)
    expect(entries.length <= most, `${entries.length} entries of the history`)
    if (prepared.isOverdue) expect(isNew, 'it is not taken back')
  }
  // What had written nothing is begun again when nobody has confirmed in time.
  const isAgain = said.at(-1)?.kind === 'taken-back'
  for (const recovery of said) {
    expect(fits(recovery, before, isNew, isAgain), `said: ${recovery.kind}: ${recovery.text}`)
  }
  expect(
    recover(write.folder, MACHINE).length === 0,
    'the run after the next one has something to say',
  )
  // A lock that is held while somebody is asked has no record that would lead to it.
  const isLock = (name: string) => prepared.holds !== undefined && name.endsWith('-lock')
  for (const left of leftOvers(prepared)) {
    expect(isLock(left), `left over after the next run: ${left}`)
  }
  for (const { path } of files) {
    try {
      const bytes = existsSync(path) ? readFileSync(path) : undefined
      if (bytes !== undefined)
        writeFileDurably(path, bytes, { expectedHash: hashOf(bytes) }, MACHINE)
    } catch (error) {
      violations.push(`the next write fails: ${(error as Error).message}`)
    }
  }
  for (const left of leftOvers(prepared)) violations.push(`left over for good: ${left}`)
  return violations
}

function stateOf({ path, old, fresh }: WrittenFile): State {
  const now = existsSync(path) ? readFileSync(path) : undefined
  if (isSame(now, fresh)) return 'new'
  return isSame(now, old) ? 'old' : 'strange'
}

function expectSaved(
  { path, bytes, cameLast }: Stranger,
  expect: (isSo: boolean, otherwise: string) => void,
): void {
  const now = existsSync(path) ? readFileSync(path) : undefined
  expect(cameLast || isSame(now, bytes), `${path}: what another program did is lost`)
}

function fits(
  { kind }: Recovery,
  before: readonly State[],
  isNew: boolean,
  isAgain: boolean,
): boolean {
  if (kind === 'nothing-written') return !before.includes('new') && isNew === isAgain
  if (kind === 'finished' || kind === 'taken-back') return isNew
  return kind === 'undone' && before.includes('strange')
}

function leftOvers({ files, write }: Prepared): string[] {
  const state = join(write.folder, '.ecconf')
  const folders = new Set(files.map(({ path }) => dirname(path)))
  return [
    ...[...folders].flatMap(namesIn).filter((name) => name.includes('.ecconf-')),
    ...namesIn(state).filter((name) => !KEPT.includes(name)),
    ...namesIn(join(state, 'journal')),
    ...namesIn(join(state, 'history')).filter((name) => !/^\d{6}\.json$/.test(name)),
  ]
}

const KEPT: readonly string[] = ['.gitignore', 'edit', 'history', 'journal']

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0
}
