import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Configuration, load } from '../../../src/config/index.js'
import {
  type BoundFile,
  type ChangeSet,
  change,
  editedBytes,
  editsBetween,
  fixFindings,
  hashFiles,
  planFormat,
  planOverlayApply,
} from '../../../src/edit/index.js'
import { check } from '../../../src/lint/engine/lint.js'
import { install, nodeEnvironment } from '../../../src/node/index.js'
import { invertEdits, Source } from '../../../src/syntax/index.js'
import { set } from '../changes.js'
import type { Write } from './perform.js'

const FOLDER = 'opt/msys/ecelerity/etc/conf/default'
const MAIN = `${FOLDER}/eccluster.conf`
const OVERLAY = 'opt/msys/etc/installer/eccmgr.d/ecdb.conf'

/** A write that is about to begin, and the files that it is about. */
export interface Prepared extends Write {
  readonly files: readonly WrittenFile[]
  /** How many entries the history has before. */
  readonly entries: number
}

/** A file of the write, with its bytes before and after; undefined: there is none. */
export interface WrittenFile {
  readonly path: string
  readonly old: Uint8Array | undefined
  readonly fresh: Uint8Array | undefined
}

/** What the commands of the program make of a configuration that lies in a folder. */
export const OPERATIONS: Readonly<Record<string, (folder: string) => Promise<Prepared>>> = {
  set: async (folder) => {
    const configuration = await cluster(folder)
    const changes = [set('Logs', 'File_Mode', '0600')]
    return prepared(configuration, await change(configuration, changes), 'set')
  },

  'apply of a plan over 3 files': async (folder) => {
    const local = join(folder, 'opt/msys/local/changes.conf')
    mkdirSync(dirname(local))
    writeFileSync(local, '')
    const main = join(folder, MAIN)
    writeFileSync(
      main,
      `Local_Changes_File = "${local.slice(folder.length)}"\n${readFileSync(main)}`,
    )
    const configuration = await cluster(folder)
    const changes = [
      set('Logs', 'File_Mode', '0600'),
      set('Datasource=ecdb', 'no_cache', 'true'),
      set('Datasource=new', 'uri', '( "pgsql:dbname=new" )'),
    ]
    return prepared(configuration, await change(configuration, changes), 'apply')
  },

  'apply of a plan that makes and removes files': async (folder) => {
    const configuration = await cluster(folder)
    const changes = [set('Logs', 'File_Mode', '0600')]
    const changeSet = await change(configuration, changes)
    const gone = configuration.files.find(({ name }) => name.endsWith('webui-common.conf'))
    if (gone === undefined) throw new Error('the corpus has no webui-common.conf')
    const { text } = gone.document.source
    const removal = [{ start: 0, end: text.length, text: '' }]
    const made = join(folder, FOLDER, 'made.conf')
    const edits: ChangeSet['edits'] = [
      ...changeSet.edits,
      {
        name: 'made.conf',
        path: made,
        create: true,
        edits: [{ start: 0, end: 0, text: 'A = 1\n' }],
        inverse: [{ start: 0, end: 6, text: '' }],
      },
      {
        name: gone.name,
        path: gone.path,
        create: false,
        remove: true,
        edits: removal,
        inverse: invertEdits(text, removal),
      },
    ]
    return prepared(configuration, { ...changeSet, edits }, 'apply')
  },

  edit: async (folder) => {
    const configuration = await cluster(folder)
    const { main } = configuration
    const { source } = main.document
    const edits = editsBetween(source.text, source.text.replace('0640', '0600'))
    const changeSet: ChangeSet = {
      changes: [],
      base: await hashFiles([main]),
      placements: [],
      edits: [
        {
          name: main.name,
          path: main.path,
          create: false,
          edits,
          inverse: invertEdits(source.text, edits),
        },
      ],
      diagnostics: [],
      refusals: [],
      notes: [],
    }
    const { name, realPath } = main
    return { ...prepared(configuration, changeSet, 'edit'), holds: [{ name, realPath }] }
  },

  'fmt --write': async (folder) => {
    for (const name of ['eccluster.conf', 'webui-common.conf']) {
      const path = join(folder, FOLDER, name)
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n  ', '\n      '))
    }
    const configuration = await cluster(folder)
    const files = configuration.files.filter(({ readOnly }) => readOnly === undefined)
    const targets = files.map((file) => ({ file, configurations: [configuration] }))
    const { changeSet } = await planFormat(targets, { indent: 2 })
    return prepared(configuration, changeSet, 'fmt')
  },

  'lint --fix': async (folder) => {
    const configuration = await cluster(folder)
    const find = async (configuration: Configuration) => {
      const { diagnostics } = check(configuration)
      return { all: diagnostics, wanted: diagnostics }
    }
    const { changeSet } = await fixFindings([{ configuration, find }], { unsafe: false })
    return prepared(configuration, changeSet, 'lint --fix')
  },

  'overlay apply': async (folder) => {
    const main = join(folder, MAIN)
    writeFileSync(main, readFileSync(main, 'utf8').replace(/\nreadonly_include .*\n$/, '\n'))
    const configuration = await cluster(folder)
    const changeSet = await planOverlayApply(main, [join(folder, OVERLAY)], configuration.options)
    return prepared(configuration, changeSet, 'overlay apply')
  },

  'taking back what nobody confirmed': async (folder) => {
    const configuration = await cluster(folder)
    const changes = [set('Logs', 'File_Mode', '0600')]
    const armed = prepared(configuration, await change(configuration, changes), 'set')
    install(armed.changeSet, { ...armed.write, confirmBy: new Date(0) })
    const files = armed.files.map(({ path, old, fresh }) => ({ path, old: fresh, fresh: old }))
    return { ...armed, isOverdue: true, entries: 1, files }
  },
}

function cluster(folder: string): Promise<Configuration> {
  return load(join(folder, MAIN), { environment: nodeEnvironment(), sysroot: folder })
}

/** Every run makes the files anew, with the same texts: a change is not bound to those of the first. */
function unbound(changeSet: ChangeSet): ChangeSet {
  const without = <T extends BoundFile>({ identity, folderIdentity, ...file }: T) => file
  return {
    ...changeSet,
    base: changeSet.base.map(without),
    edits: changeSet.edits.map(without),
  }
}

function prepared(configuration: Configuration, changeSet: ChangeSet, command: string): Prepared {
  const [refusal] = changeSet.refusals
  if (refusal !== undefined) throw new Error(refusal.summary)
  if (changeSet.edits.length === 0) throw new Error(`nothing to write: ${changeSet.notes}`)
  const write = { folder: dirname(configuration.main.realPath), command }
  const files = changeSet.edits.map((edits): WrittenFile => {
    const old = edits.create ? undefined : readFileSync(edits.path)
    const source = old === undefined ? new Source('') : Source.fromBytes(old)
    return { path: edits.path, old, fresh: edits.remove ? undefined : editedBytes(source, edits) }
  })
  return { changeSet: unbound(changeSet), write, files, entries: 0 }
}
