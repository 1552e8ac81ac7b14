import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { editsBetween } from '../../../src/edit/index.js'
import {
  hashOf,
  install,
  readHistory,
  recover,
  systemProcesses,
  WriteError,
} from '../../../src/node/index.js'
import { invertEdits } from '../../../src/syntax/index.js'
import { inventory, PLANTED_ID, plant, plantedRecord, plantState } from '../planted.js'
import { scratch } from '../scratch.js'
import { ecconfAsRoot, folderOf, NOBODY, readableProgram } from '../second-user.js'
import { watchedCalls } from '../watched-calls.js'
import { MACHINE, WITHOUT_PROGRAMS } from './calls.js'
import { perform } from './perform.js'
import type { Run } from './runs.js'
import { dieAt, mortal } from './runs.js'
import type { Site } from './site.js'

/** Copies the folder of a write that was killed before a call, and runs ecconf in the copy. */
export function copied(site: Site, index: number): Run {
  site.reset()
  dieAt(index, (calls) => perform(site.prepared, { calls, processes: mortal }))
  const copy = `${site.folder}-copy`
  cpSync(site.folder, copy, { recursive: true, preserveTimestamps: true })
  const folder = join(copy, relative(site.folder, site.prepared.write.folder))
  const before = [contents(site.folder), contents(copy)]
  const [first, second] = [recover(folder, MACHINE), recover(folder, MACHINE)]
  const after = [contents(site.folder), contents(copy)]
  const isSaid = first.every(({ kind }) => kind === 'copied') && second.length === 0
  spawnSync('rm', ['-rf', copy])
  return {
    disturbance: `copied after a kill before call ${index}`,
    violations: [
      ...(isSaid ? [] : [`said: ${JSON.stringify([first, second])}`]),
      ...(`${before}` === `${after}` ? [] : ['a run in the copy has changed a configuration']),
    ],
  }
}

/** What the configurations below a folder hold, without what this program keeps beside them. */
function contents(folder: string): string {
  const files = inventory(folder).flatMap((line) => {
    const [path = ''] = line.split(' ')
    const isKept = /(?:^|\/)\.ecconf|\.ecconf-/.test(path)
    return isKept || !statSync(join(folder, path)).isFile() ? [] : path
  })
  return files.map((path) => `${path} ${hashOf(readFileSync(join(folder, path)))}`).join('\n')
}

/**
 * Two changes that are to be confirmed, the second one beside a call of the first.
 * @param every so manyth call: the second waits some seconds for the first, which waits for it
 */
export function* confirmedTwice(every = 5): Generator<Run> {
  const confirmBy = new Date(Date.now() + 3_600_000)
  for (let index = 0; ; index += every) {
    const folder = scratch()
    for (const name of ['a.conf', 'b.conf']) writeFileSync(join(folder, name), 'A = 1\n')
    const set = (name: string, calls = watchedCalls(() => undefined, WITHOUT_PROGRAMS)) => {
      const processes = { ...systemProcesses, isAlive: () => true }
      try {
        install(changeTo(folder, name), { folder, command: 'set', confirmBy }, { calls, processes })
      } catch (error) {
        if (!(error instanceof WriteError)) throw error
      }
    }
    let isThere = false
    const calls = watchedCalls((call) => {
      if (call.index !== index || isThere) return
      isThere = true
      set('b.conf')
    }, WITHOUT_PROGRAMS)
    set('a.conf', calls)
    if (!isThere) return
    const armed = readHistory(folder).entries.filter(({ state }) => state === 'armed')
    const written = ['a.conf', 'b.conf'].filter(
      (name) => readFileSync(join(folder, name), 'utf8') === 'A = 2\n',
    )
    const isOne = armed.length === 1 && written.length === 1
    yield {
      disturbance: `another change to confirm before call ${index}`,
      violations: isOne ? [] : [`${armed.length} wait, ${written.length} are written`],
    }
  }
}

function changeTo(folder: string, name: string) {
  const path = join(folder, name)
  const before = readFileSync(path, 'utf8')
  const edits = editsBetween(before, 'A = 2\n')
  const base = ['a.conf', 'b.conf'].map((each) => {
    const file = join(folder, each)
    return { name: each, path: file, hash: hashOf(readFileSync(file)) }
  })
  return {
    changes: [],
    base,
    placements: [],
    edits: [{ name, path, create: false, edits, inverse: invertEdits(before, edits) }],
    diagnostics: [],
    refusals: [],
    notes: [],
  }
}

const PAYLOAD = '#!/bin/sh\nid\n'

/** Records and entries that another user of this machine makes up, and what root then does. */
export function* planted(): Generator<Run> {
  const places = {
    'a file of its own': (_: string) => 'tool',
    'a file of root': (bait: string) => join(bait, 'tool'),
    'a way up': (bait: string) => `../../..${join(bait, 'tool')}`,
    'a set-id file': (_: string) => 'sub/tool',
  }
  const records = {
    journal: (text: string) => ({ [`journal/${PLANTED_ID}.json`]: text }),
    armed: (text: string) => ({ 'history/000001.json': text, [`history/${PLANTED_ID}.armed`]: '' }),
    history: (text: string) => ({ 'history/000001.json': text }),
  }
  const commands = [
    ['lint'],
    ['set', 'message_expiration', '2', '--write', '-c'],
    ['rollback', '1', '--write', '-c'],
  ]
  for (const [what, place] of Object.entries(places)) {
    for (const [kind, files] of Object.entries(records)) {
      for (const version of [1, 2]) {
        for (const command of commands) {
          const [folder, bait] = [folderOf(NOBODY), folderOf({ uid: 0, gid: 0 })]
          const main = join(folder, 'ecelerity.conf')
          plant(main, 'Message_Expiration = 1\n', NOBODY)
          plant(join(folder, 'other.conf'), '# neither\n', NOBODY)
          mkdirSync(join(folder, 'sub'))
          const more = { version, confirmBy: '2026-01-01T00:00:00.000Z' }
          const record = plantedRecord(
            folder,
            [
              { path: place(bait), before: PAYLOAD },
              { path: 'other.conf', before: '# old\n', after: '# new\n' },
            ],
            kind === 'journal' ? { version } : more,
          )
          plantState(folder, NOBODY, files(record))
          const before = inventory(bait)
          ecconfAsRoot([...command, main])
          const isTouched = `${inventory(bait)}` !== `${before}`
          const rooted = ['tool', 'sub/tool']
            .map((name) => join(folder, name))
            .filter((path) => existsSync(path))
            .filter((path) => statSync(path).uid === 0 || (statSync(path).mode & 0o6000) !== 0)
          yield {
            disturbance: `${what} in the ${kind}, version ${version}: ${command[0]}`,
            violations: [
              ...(isTouched ? ['the folder of root was touched'] : []),
              ...rooted.map((path) => `${path} is root's`),
            ],
          }
        }
      }
    }
  }
}

/** Readers that go away, full disks and closed streams behind commands that write. */
export function* lostOutput(): Generator<Run> {
  const streams = ['| true', '| head -c 1', '2>&1 | true', '>/dev/full', '2>/dev/full', '>&- 2>&-']
  const commands = {
    set: ['set message_expiration 2 --write -c', 0],
    'set to be confirmed': ['set message_expiration 2 --confirm 1h --write -c', 0],
    'set as JSON': ['set message_expiration 2 --write --format json -c', 0],
    fmt: ['fmt --write', 0],
  } as const
  for (const [what, [words, status]] of Object.entries(commands)) {
    for (const stream of streams) {
      const folder = scratch()
      const main = join(folder, 'ecelerity.conf')
      const before = what === 'fmt' ? '  Message_Expiration = 2\n' : 'Message_Expiration = 1\n'
      writeFileSync(main, before)
      const line = `'${process.execPath}' '${readableProgram()}' ${words} '${main}' ${stream}; exit "\${PIPESTATUS[0]}"`
      const run = spawnSync('bash', ['-c', line], { encoding: 'utf8', cwd: folder })
      const isWritten = readFileSync(main, 'utf8') === 'Message_Expiration = 2\n'
      if (what === 'set to be confirmed') ecconfAsRoot(['confirm', '-c', main])
      const isFine = run.status === status && isWritten
      yield {
        disturbance: `${what} ${stream}`,
        violations: isFine ? [] : [`exit ${run.status}, written: ${isWritten}`],
      }
    }
  }
}
