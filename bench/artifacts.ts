import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { bundle } from '../cli/build/bundle.js'
import { buildGrammar } from '../cli/build/grammar.js'
import { buildLibrary } from '../cli/build/library.js'
import { fromRoot } from '../cli/build/paths.js'
import { buildPrograms } from '../cli/build/programs.js'
import { buildSchemas } from '../cli/build/schemas.js'
import type { Part } from './model.js'
import { provider } from './provider.js'
import { confFiles, type Language, oneText, providerOfSize } from './texts.js'
import { confFile } from './writers/conf.js'

const FOLDER = fromRoot('.cache/bench')
const SEED = 1

/** What the processes of the benchmark run. */
export interface Built {
  /** The folder of the library as it is shipped. */
  readonly library: string
  /** The program `ecconf` as it is shipped. */
  readonly program: string
  /** The process that measures. */
  readonly worker: string
}

/** Builds what is measured by the steps of the build, so that it is the code of this checkout. */
export async function buildArtifacts(): Promise<Built> {
  rmSync(FOLDER, { recursive: true, force: true })
  await buildGrammar()
  const texts = await buildSchemas()
  const library = join(FOLDER, 'dist')
  await buildLibrary(library)
  await buildPrograms(library, texts)
  const worker = join(FOLDER, 'worker')
  await bundle(['bench/worker.ts'], {
    outdir: worker,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    // Each contender stays in a file of its own, and is loaded only where it runs.
    splitting: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    // These packages are CommonJS and ask for Node's modules: each runs as it is installed.
    external: ['yaml', 'playwright-core', '@nats-io/nats-core', '@nats-io/transport-node'],
  })
  return {
    library,
    program: join(library, 'bin/ecconf.cjs'),
    worker: join(worker, 'worker.mjs'),
  }
}

/** Writes a configuration of this size as one text. @returns the file */
export function textFile(bytes: number, language: Language): string {
  const parts = providerOfSize(bytes, { seed: SEED })
  return written(`${bytes}.${language}`, oneText(parts, language))
}

/** Writes a configuration of this size in several files. @returns the main file */
export function configurationOfSize(bytes: number): string {
  return writtenFiles(`${bytes}`, providerOfSize(bytes, { seed: SEED }))
}

/** Writes a configuration of this size behind the main file of a manager. */
export function managerOfSize(bytes: number): { readonly root: string; readonly main: string } {
  const folder = `${bytes}-manager`
  const first = basename(writtenFiles(`${folder}/etc`, providerOfSize(bytes, { seed: SEED })))
  const security = `Security { User = "${userInfo().username}" Group = "root" }`
  const root = join(FOLDER, 'data', folder)
  const listener = `Control_Listener { Listen "${root}/tmp/2025" { Timeout = 3600 } }`
  const main = written(
    `${folder}/etc/eccluster.conf`,
    `${security}\n${listener}\ninclude "${first}"\n`,
  )
  mkdirSync(join(root, 'tmp'), { recursive: true })
  return { root, main }
}

/** Copies the manager's files of the corpus into a folder, for whoever runs this. */
export function managerOfCorpus(folder: string): { readonly root: string; readonly main: string } {
  const root = join(FOLDER, 'data', folder)
  cpSync(fromRoot('corpus/cluster'), root, { recursive: true })
  const main = join(root, 'opt/msys/ecelerity/etc/conf/default/eccluster.conf')
  const text = readFileSync(main, 'utf8')
  // The user has no account on most machines, and a port may be taken.
  const here = text.replaceAll('"ecuser"', `"${userInfo().username}"`)
  writeFileSync(
    main,
    here.replace('127.0.0.1:2025', '127.0.0.1:0').replace('/tmp/2025', `${root}/tmp/2025`),
  )
  for (const folder of ['tmp', 'var/log/eccluster', 'var/run']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  return { root, main }
}

/** Writes a configuration of so many bindings with three domains each. @returns the main file */
export function configurationOfBindings(bindings: number): string {
  return writtenFiles(`${bindings}-bindings`, provider({ seed: SEED, bindings, domains: 3 }))
}

/** Writes a configuration of 2 KB in one file: what all share, and one customer. @returns the file */
export function smallFile(): string {
  const [main, , , customers] = provider({ seed: SEED, bindings: 3, domains: 1 })
  if (main === undefined || customers === undefined) throw new Error('a part is missing')
  return written('small/ecelerity.conf', confFile({ ...main, stanzas: customers.stanzas }))
}

/** Writes the small file with a misspelled option. @returns the file */
export function smallFileWithFinding(): string {
  const text = readFileSync(smallFile(), 'utf8')
  return written('finding/ecelerity.conf', text.replace('Retry_Interval', 'Retry_Intervall'))
}

/**
 * Writes a configuration of this size in several files, in which every third option is wrong: its
 * value and its name by turns. @returns the main file
 */
export function configurationWithFindings(bytes: number): string {
  const parts = providerOfSize(bytes, { seed: SEED })
  let options = 0
  const spoilt = (line: string, name: string, value: string) => {
    options++
    if (options % 3 !== 0) return line
    return options % 2 === 0 ? `${name} = "wrong value"` : `${name}x = ${value}`
  }
  const paths = [...confFiles(parts)].map(([file, text]) =>
    written(join(`${bytes}-findings`, file), text.replace(/^( *\w+) = ([^(\n].*)$/gm, spoilt)),
  )
  return paths[0] as string
}

function writtenFiles(folder: string, parts: readonly Part[]): string {
  const paths = [...confFiles(parts)].map(([file, text]) => written(join(folder, file), text))
  return paths[0] as string
}

function written(name: string, text: string): string {
  const path = join(FOLDER, 'data', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}
