import { chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { editsBetween } from '../../src/edit/index.js'
import { hashOf, systemProcesses } from '../../src/node/index.js'
import { invertEdits } from '../../src/syntax/index.js'
import type { User } from './second-user.js'

export const PLANTED_ID = '0123456789abcdef'

/** A file of a record that somebody makes up: what it held, and holds then; undefined: nothing. */
export interface PlantedFile {
  readonly path: string
  readonly before?: string
  readonly after?: string
}

/** The text of a record in the state folder of a folder. */
export function plantedRecord(
  folder: string,
  files: readonly PlantedFile[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  const record = {
    version: 2,
    id: PLANTED_ID,
    stage: 'committing',
    by: { pid: 4_194_303, host: hostname(), user: 'root' },
    when: '2026-01-01T00:00:00.000Z',
    command: 'set',
    folder: identityAt(folder),
    files: files.map((file) => plantedFile(folder, file)),
    ...more,
  }
  return `${JSON.stringify(record)}\n`
}

/** As records have it; undefined where nothing is. */
function identityAt(path: string) {
  if (path.includes('\0')) return undefined
  const status = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (status === undefined) return undefined
  const [inode, born, device] = [status.ino, status.birthtimeNs, status.dev].map(String)
  return { inode, born, device, boot: systemProcesses.boot() }
}

/** Says what is of most use to whoever makes it up: that all lies where it lies, and all could read it. */
function plantedFile(folder: string, { path, before, after }: PlantedFile) {
  const real = resolve(folder, path)
  const file = identityAt(real)
  const edits = editsBetween(before ?? '', after ?? '')
  return {
    name: path,
    path,
    ...(before !== undefined && {
      beforeHash: hashOf(Buffer.from(before)),
      before: gzipSync(before).toString('base64'),
    }),
    ...(after !== undefined && { afterHash: hashOf(Buffer.from(after)) }),
    access: { uid: 0, gid: 0, mode: 0o644, folders: [] },
    folder: identityAt(dirname(real)),
    was: file,
    made: file,
    edits,
    inverse: invertEdits(before ?? '', edits),
  }
}

/** Makes the state folder of a folder as a user would, with files in it: `journal/NAME`. */
export function plantState(
  folder: string,
  owner: User,
  files: Readonly<Record<string, string>>,
  name = '.ecconf',
): string {
  const state = join(folder, name)
  for (const each of [state, ...['journal', 'history', 'edit'].map((part) => join(state, part))]) {
    mkdirSync(each, { recursive: true, mode: 0o700 })
    chownSync(each, owner.uid, owner.gid)
  }
  for (const [path, text] of Object.entries(files)) plant(join(state, path), text, owner)
  return state
}

/** Makes a file that belongs to a user. */
export function plant(path: string, text: string, { uid, gid }: User, mode = 0o600): void {
  writeFileSync(path, text, { mode })
  chownSync(path, uid, gid)
}

/** All that lies in a folder, with owner, mode and size: to be compared. */
export function inventory(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { uid, gid, mode, size, ino } = statSync(join(folder, name))
      return `${name} ${uid}:${gid} ${mode.toString(8)} ${size} ${ino}`
    })
}
