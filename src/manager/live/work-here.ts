import { basename, dirname, join } from 'node:path'
import { parse } from '../../../grammar/index.js'
import { sysrootOf } from '../../config/environment/main-file.js'
import {
  type Configuration,
  EnvironmentError,
  type LoadOptions,
  load,
  parseValue,
} from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import { type Diagnostic, isKnowledge } from '../../diagnostics/index.js'
import {
  addedFindings,
  type ChangeSet,
  change,
  editedBytes,
  NO_CHANGES,
  resultTexts,
} from '../../edit/index.js'
import { type LintOptions, lint } from '../../lint/index.js'
import { MOST_OF_A_FILE } from '../../node/files/file-system-calls.js'
import { askQuietly } from '../../node/files/ignore-errors.js'
import {
  confirmArmed,
  hashOf,
  hasOwnArmed,
  install,
  ledToPlace,
  type Machine,
  recover,
  THIS_MACHINE,
  WriteError,
  writeRealFile,
} from '../../node/index.js'
import { Failure } from '../../project/failure.js'
import {
  type SiteKnowledge,
  siteKnowledge,
  withKnowledge,
  withTarget,
} from '../../project/site-knowledge.js'
import { systemReason } from '../../project/system-reason.js'
import { BroughtBack } from './brought-back.js'
import { type LineChange, type PlacedChange, withChanges } from './change-log.js'
import { changesTakingBack } from './history-changes.js'
import { refusalLines, refusedFor } from './load-refusal.js'
import { isSameWords } from './same-words.js'
import { strangersLines } from './strangers.js'
import type { Loading, MemoryState, Plan, Saved, TakingBack, Work, Write, Written } from './work.js'

/** What a configuration is loaded from, and by which rules it is judged. */
export interface WorkOptions {
  /** The main file, on this machine. */
  readonly main: string
  readonly load: LoadOptions
  readonly lint?: LintOptions | undefined
  /** Whether settings count, and which; without it none are looked for. */
  readonly judging?: Judging | undefined
  readonly machine?: Machine | undefined
  /** The files as they were loaded before, when this goes on for one that is no more. */
  readonly loaded?: Loaded | undefined
}

/** How settings are found, and how much of them it takes to load a configuration. Plain data. */
export interface Judging {
  /** The settings file that somebody has named, absolute; by default the nearest one. */
  readonly settings?: string | undefined
  /** The version of the product that somebody has named; by default what the settings say. */
  readonly target?: string | undefined
  /** Load also what only what is known about the product is against. */
  readonly force?: boolean | undefined
  /** Whether root goes on as root, since nobody else could change the files: that must stay so. */
  readonly isOfRootAlone?: boolean | undefined
}

/** What one that loads and writes files knows of them. */
export interface Loaded {
  readonly files: Configuration
  /** What the settings say about them. */
  readonly site?: SiteKnowledge | undefined
  /** What was written into the files and waits for a confirmation. */
  readonly armed?: Armed | undefined
}

export interface Armed {
  /** The files as they were before. */
  readonly before: Configuration
  readonly confirmBy: Date
}

const NO_SETTINGS = { knowledge: undefined, passedOver: [] } as const

/** `Work` on the thread that asks for it: in the worker, and in tests. */
export class WorkHere implements Work {
  readonly #options: WorkOptions
  readonly #machine: Machine
  #files: Configuration | undefined
  #scratch: Configuration | undefined
  /** What the settings say about the files. */
  #site: SiteKnowledge | undefined
  /** What was written into the files and waits for a confirmation. */
  #armed: Armed | undefined
  readonly #broughtBack = new BroughtBack()
  /** What was found last, by what it was found in. */
  #found: { readonly key: string; readonly findings: readonly Diagnostic[] } | undefined

  constructor(options: WorkOptions) {
    this.#options = options
    this.#machine = options.machine ?? THIS_MACHINE
    this.#files = options.loaded?.files
    this.#armed = options.loaded?.armed
    this.#site = options.loaded?.site
  }

  async load(main?: string): Promise<Loading> {
    const path = main === undefined ? this.#options.main : this.#pathOf(main)
    const { judging } = this.#options
    try {
      const { knowledge: site, passedOver } =
        judging === undefined
          ? NO_SETTINGS
          : await siteKnowledge(path, judging.settings, judging.target)
      const configuration = await load(path, await withKnowledge(this.#options.load, site))
      const strange = judging?.isOfRootAlone === true ? strangersLines(configuration) : []
      if (strange.length > 0) return { refused: strange }
      const findings = lint(configuration, withTarget(this.#options.lint, site))
      const refused = refusedFor(findings, judging?.force)
      if (refused.length > 0) {
        const lines = [...passedOver, ...refusalLines(configuration, refused)]
        return { refused: lines, isDoubtful: refused.every(isKnowledge) }
      }
      this.#take(configuration)
      this.#site = site
      return { configuration, site, ...(passedOver.length > 0 && { passedOver }) }
    } catch (error) {
      if (error instanceof Failure) return { refused: error.message.split('\necconf: ') }
      if (!(error instanceof EnvironmentError)) throw error
      return { refused: [error.message] }
    }
  }

  async scratch(): Promise<Configuration> {
    const files = this.#loaded()
    this.#scratch ??= await files.withTexts(new Map([[files.main.path, new Uint8Array()]]))
    return this.#scratch
  }

  async check(state: MemoryState, before: MemoryState): Promise<readonly Diagnostic[]> {
    const known = await this.#findings(before)
    return addedFindings(known, await this.#findings(state), new Map())
  }

  async plan(changes: readonly LineChange[]): Promise<Plan> {
    const files = this.#loaded()
    const { asked, scopes } = inFiles(changes, files)
    const planned = asked.map((index) => changes[index] as LineChange)
    const changeSet = await change(files, planned, { partial: true, scopes, askedOn: 'console' })
    const { base, edits, leftOut = [] } = changeSet
    const carried = [...(changeSet.carried ?? []), ...this.#broughtBack.carriedInto(changeSet)]
    return {
      base,
      edits,
      ...(carried.length > 0 && { carried }),
      leftOut: leftOut.map(({ change, summary, detail }) => {
        const index = asked[planned.indexOf(change as LineChange)] ?? -1
        return { index, summary, detail }
      }),
    }
  }

  async install(plan: Plan, { message, confirmBy }: Write): Promise<Written> {
    const files = this.#loaded()
    const { base, edits } = plan
    const write = { folder: dirname(files.main.realPath), command: 'config writeback', message }
    try {
      const { notes } = install(changeSetOf(plan), { ...write, confirmBy }, this.#machine)
      const names = new Map(files.files.map(({ path, productPath }) => [path, productPath]))
      const { localChanges } = files
      if (localChanges !== undefined) names.set(localChanges.path, localChanges.productPath)
      const after = await this.#withEdits({ base, edits, leftOut: [] })
      this.#take(after)
      if (confirmBy !== undefined) this.#armed = { before: files, confirmBy }
      const written = edits.map(({ path }) => names.get(path) ?? path)
      return { configuration: after, files: written, notes }
    } catch (error) {
      if (!(error instanceof WriteError || error instanceof EnvironmentError)) throw error
      return { failed: error.message }
    }
  }

  async mainText(plan: Plan): Promise<Uint8Array> {
    const { main } = this.#loaded()
    const edits = plan.edits.find(({ path }) => path === main.path)
    const { source } = main.document
    return edits === undefined ? source.bytes : editedBytes(source, edits)
  }

  async writeFile(path: string, bytes: Uint8Array): Promise<Saved> {
    try {
      const place = this.#pathOf(path)
      const { calls } = this.#machine
      const realPath =
        askQuietly(() => calls.realPath(place)) ??
        join(calls.realPath(dirname(place)), basename(place))
      const led = ledToPlace({ name: path, path: place, realPath }, this.#machine)
      if (led !== undefined) return { failed: `${led}; nothing was written` }
      const there = calls.status(realPath) && calls.read(realPath, MOST_OF_A_FILE).bytes
      const expectedHash = there && hashOf(there)
      const like = calls.status(this.#loaded().main.realPath)
      const request = { name: path, expectedHash, ...(there === undefined && { like }) }
      return { notes: writeRealFile(realPath, bytes, request, this.#machine) }
    } catch (error) {
      if (error instanceof WriteError) return { failed: error.message }
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
      return { failed: `${path}: cannot be written: ${systemReason(error)}` }
    }
  }

  async takeBack(entry: number): Promise<TakingBack> {
    const found = await changesTakingBack(entry, this.#loaded(), this.#machine)
    if (found.changes === undefined) return found
    this.#broughtBack.remember(found.changes, found.carried)
    return { changes: found.changes }
  }

  async confirm(): Promise<{ readonly failed?: string }> {
    try {
      confirmArmed(dirname(this.#loaded().main.realPath), this.#machine)
      this.#armed = undefined
      return {}
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (typeof code !== 'string') throw error
      return { failed: message }
    }
  }

  async restore(): Promise<Loading> {
    const armed = this.#armed
    if (armed === undefined) return { configuration: this.#loaded() }
    const { before: configuration } = armed
    const known = new Set(configuration.files.map(({ realPath }) => realPath))
    const folder = dirname(configuration.main.realPath)
    const said = recover(folder, atLeast(armed.confirmBy, this.#machine), known)
    if (hasOwnArmed(folder, this.#machine)) return { refused: said.map(({ text }) => text) }
    this.#take(configuration)
    return { configuration }
  }

  #loaded(): Configuration {
    if (this.#files === undefined) throw new Error('nothing is loaded yet')
    return this.#files
  }

  #take(configuration: Configuration): void {
    this.#files = configuration
    this.#scratch = undefined
    this.#found = undefined
    this.#armed = undefined
  }

  /** The files with these edits. What they do not touch is not read again. */
  async #withEdits(plan: Plan): Promise<Configuration> {
    const files = this.#loaded()
    const texts = resultTexts(plan, files)
    const known = new Map(files.files.map(({ realPath, document }) => [realPath, document]))
    for (const { path, realPath, name } of files.files) {
      const text = texts.get(path)
      if (text !== undefined) known.set(realPath, parse(text.after, { name }))
    }
    return load(files.main.path, await withKnowledge(this.#options.load, this.#site), known)
  }

  async #findings(state: MemoryState): Promise<readonly Diagnostic[]> {
    const key = JSON.stringify(state)
    if (this.#found?.key === key) return this.#found.findings
    const root = state.isFromScratch ? await this.scratch() : this.#loaded()
    const options = withTarget(this.#options.lint, this.#site)
    const findings = lint(withChanges(root, state.changes), options)
    this.#found = { key, findings }
    return findings
  }

  /** Where a path of the running product lies on this machine. */
  #pathOf(path: string): string {
    return sysrootOf(this.#options.load).inside(path).path
  }
}

/**
 * A machine on which a moment is over. That it is has been measured by a clock that nobody can set;
 * that of the machine may have been set back since.
 */
function atLeast(moment: Date, machine: Machine): Machine {
  const { processes } = machine
  const now = () => new Date(Math.max(processes.now().getTime(), moment.getTime()))
  return { ...machine, processes: Object.assign(Object.create(processes), { now }) }
}

/**
 * Which changes have anything to do with the files: what they do not have need not be taken out of
 * them. A scope that is left empty so is to be made all the same.
 */
function inFiles(changes: readonly LineChange[], files: Configuration) {
  const asked: number[] = []
  const scopes: LineChange['path'][] = []
  const taken = changes.flatMap((each) => (each.option === undefined ? [pathKey(each.path)] : []))
  for (const [index, change] of changes.entries()) {
    const { kind, path, option } = change
    const isThere =
      option === undefined
        ? files.scope(path) !== undefined
        : files.written(path, option) !== undefined
    if (kind === 'set' ? !saysSo(change, taken, files) : isThere) asked.push(index)
    else if (option !== undefined && files.scope(path) === undefined) scopes.push(path)
  }
  // The other half of such a pair is the change that made the scope.
  const pairs = new Set(
    changes.flatMap((each) =>
      each.kind === 'unset' && scopes.includes(each.path) ? [targetOf(each)] : [],
    ),
  )
  return {
    asked: asked.filter((index) => !pairs.has(targetOf(changes[index] as LineChange))),
    scopes,
  }
}

/**
 * Whether a file says already what is set, and nothing takes the option out of there: its layout stays.
 * @param taken the keys of the scopes that are taken out
 */
function saysSo(
  { path, option, value }: Extract<LineChange, { kind: 'set' }>,
  taken: readonly string[],
  files: Configuration,
): boolean {
  const there = files.written(path, option)?.value
  const given = parseValue(value)
  if (there === undefined || given === undefined || !isSameWords(there, given)) return false
  const key = pathKey(path)
  return !taken.some((scope) => key.startsWith(scope))
}

function targetOf({ path, option }: Pick<PlacedChange['change'], 'path' | 'option'>): string {
  return JSON.stringify([path, option?.toLowerCase()])
}

function changeSetOf({ base, edits, carried }: Plan): ChangeSet {
  return { ...NO_CHANGES, base, edits, ...(carried !== undefined && { carried }) }
}
