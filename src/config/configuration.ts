import type { Document } from '../../grammar/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import { implicitSettings, type Registry, registry } from '../schema/index.js'
import type { OptionType, ScopeType } from '../schema/types.js'
import type { ValueView } from '../syntax/index.js'
import { findMainFile, type MainFile, sysrootOf } from './environment/main-file.js'
import { type Role, roleOf } from './environment/role.js'
import { TextEnvironment, withTexts } from './environment/text-environment.js'
import type { LoadOptions } from './loading/load-options.js'
import { type LoadedTexts, Loader } from './loading/loader.js'
import type { LocalChangesFile } from './loading/local-changes.js'
import { buffersOf, type PackedTexts, packTexts, unpackTexts } from './loading/packed.js'
import { reread } from './loading/reread.js'
import { virtualReading } from './loading/virtual-text.js'
import type { Effective } from './lookup/effective.js'
import { type Explanation, explainDefinitions } from './lookup/explain.js'
import { locateScopes } from './lookup/locate.js'
import { fallbackSteps, lookUp, type Roots, scopeTypeAt, unmatchedScopes } from './lookup/lookup.js'
import { type PendingChanges, PendingDraft } from './merging/apply.js'
import type { Change, ScopePath } from './merging/change.js'
import { contentsOf, type ScopeContents } from './merging/contents.js'
import { LayeredScope } from './merging/layered-scope.js'
import type { UnmatchedScope } from './merging/lookup-scope.js'
import { MergedScope } from './merging/merged-scope.js'
import { NO_REMOVALS } from './merging/removals.js'
import { type Superseded, supersededBy } from './merging/superseded.js'
import type { ConfigFile, Definition, Inclusion, Scope } from './model.js'

/**
 * Loads a configuration: the main file, everything it includes, and the local changes file. What
 * cannot be included is a finding of the configuration, and the rest is loaded.
 * @param main a path, relative to the working directory; a bare name that is no file there is
 *   looked for along the search path
 * @param known texts that need not be read and parsed again, by the real path of their file
 * @throws EnvironmentError when the main file itself cannot be read
 */
export async function load(
  main: string,
  options: LoadOptions,
  known: ReadonlyMap<string, Document> = new Map(),
): Promise<Configuration> {
  const mainFile = await findMainFile(main, options)
  const texts = await Loader.load(mainFile, sysrootOf(options), options, known)
  return new Configuration(texts, mainFile, options)
}

/** A loaded configuration as plain data, without changes in memory: what a worker thread posts. */
export interface PackedConfiguration {
  readonly main: MainFile
  readonly texts: PackedTexts
}

/**
 * The configuration that another thread has loaded and packed. Nothing is read or parsed.
 * @param options those that it was loaded with, with an environment of this thread
 */
export function unpack({ main, texts }: PackedConfiguration, options: LoadOptions): Configuration {
  return new Configuration(unpackTexts(texts), main, options)
}

/** What a configuration was changed from in memory, and all changes since it was loaded. */
interface Changed {
  readonly from: Configuration
  readonly pending: PendingChanges
}

/** How `apply` makes changes. */
export interface ApplyOptions {
  /**
   * How findings in the changes call their place, in the order of the changes: `console, session 3,
   * line 2`. Without one, a change is called by its number since the configuration was loaded.
   */
  readonly places?: readonly string[]
}

/** Files joined, scopes merged, every value knowing where it was written. Immutable. */
export class Configuration {
  readonly main: ConfigFile
  readonly role: Role
  /** In the order first read. */
  readonly files: readonly ConfigFile[]
  /** In the order of reading; a file that is included twice has two. */
  readonly inclusions: readonly Inclusion[]
  readonly localChanges: LocalChangesFile | undefined
  /** What is wrong with includes. What is wrong with a text is in its document. */
  readonly diagnostics: readonly Diagnostic[]
  readonly registry: Registry
  /** The Global scope. */
  readonly root: Scope

  /** The texts of the changes in memory, one for each option that they set, in their order. */
  readonly changes: readonly Inclusion[]

  readonly #texts: LoadedTexts
  readonly #mainFile: MainFile
  readonly #pending: PendingChanges
  /** What the files come to, without any change in memory. */
  readonly #files: MergedScope
  readonly #layers: { readonly files: MergedScope; readonly changes: MergedScope | undefined }
  readonly #roots: Roots
  #complete: LayeredScope | undefined

  /** @internal Made by `load`, `apply` and `withTexts`. */
  constructor(
    texts: LoadedTexts,
    mainFile: MainFile,
    readonly options: LoadOptions,
    changed?: Changed,
  ) {
    this.#texts = texts
    this.#mainFile = mainFile
    this.#pending = changed?.pending ?? noChanges(texts)
    this.main = texts.main
    this.files = texts.files
    this.inclusions = texts.inclusions
    this.localChanges = texts.localChanges
    this.diagnostics = texts.diagnostics
    this.registry = options.registry ?? registry()
    this.role = options.role ?? roleOf(texts.main.path)
    const known = this.registry
    this.#files =
      changed === undefined ? MergedScope.global(known.global, texts.readings) : changed.from.#files
    const readings = [...this.#pending.readings.values()]
    this.changes = readings.map(({ inclusion }) => inclusion)
    const { removals } = this.#pending
    this.#layers = {
      files: this.#files,
      changes: readings.length === 0 ? undefined : MergedScope.global(known.global, readings),
    }
    const isChanged = readings.length > 0 || removals !== NO_REMOVALS
    this.#roots = {
      written: isChanged ? LayeredScope.global(this.#layers, removals) : this.#files,
      get implicit() {
        return implicitRoot(known)
      },
    }
    this.root = this.#roots.written
  }

  /** The configuration with the settings that the product has even when no file sets them. */
  get complete(): Scope {
    this.#complete ??= LayeredScope.global(
      { implicit: implicitRoot(this.registry), ...this.#layers },
      this.#pending.removals,
    )
    return this.#complete
  }

  /** The scope at a path; undefined when no file and no change has a stanza for it. */
  scope(path: ScopePath): Scope | undefined {
    return scopeIn(this.root, path)
  }

  /** The statements of the files that are no more, or not as they are, once the changes are written. */
  superseded(): Iterable<Superseded> {
    return supersededBy(this.changes, this.#pending.removals, this.#files)
  }

  /** The kind of scope at a path, whether or not the configuration has one. */
  typeOf(path: ScopePath): ScopeType | undefined {
    return scopeTypeAt(this.registry.global, path)
  }

  optionType(path: ScopePath, option: string): OptionType | undefined {
    return this.typeOf(path)?.options.get(option.toLowerCase())
  }

  /**
   * The definition that counts in that very scope: the one that is read last. Implicit settings
   * count as set (runtime spec 3.2).
   */
  get(path: ScopePath, option: string): Definition | undefined {
    return this.definitions(path, option).at(-1)
  }

  /** As `get`, without the implicit settings: what a file sets, or a change in memory. */
  written(path: ScopePath, option: string): Definition | undefined {
    return this.scope(path)?.options.get(option.toLowerCase())?.at(-1)
  }

  /** Every definition in that very scope, in the order of reading, implicit settings first. */
  definitions(path: ScopePath, option: string): readonly Definition[] {
    const name = option.toLowerCase()
    const written = this.scope(path)?.options.get(name) ?? []
    const implicit = scopeIn(implicitRoot(this.registry), path)?.options.get(name)
    return implicit === undefined ? written : [...implicit, ...written]
  }

  /** The effective value, with fallback and default. The scope need not exist. */
  eval(path: ScopePath, option: string): Effective {
    return lookUp(this.#roots, path, option, this.optionType(path, option))
  }

  /** Why an option has the value it has. */
  why(path: ScopePath, option: string): Explanation {
    const type = this.optionType(path, option)
    const [, ...fallback] = fallbackSteps(this.#roots, path, option, type)
    return {
      effective: this.eval(path, option),
      definitions: explainDefinitions(this.definitions(path, option)),
      fallback,
      default: type?.default,
    }
  }

  /**
   * The scopes that set an option and that `eval` and `why` leave out, though they may speak about
   * the instance: the expression of a Domain or Host has what is not matched.
   */
  unmatched(path: ScopePath, option: string): readonly UnmatchedScope[] {
    return unmatchedScopes(this.#roots, path, option, this.optionType(path, option))
  }

  /** What a scope holds, in the order of the console; undefined when there is no such scope. */
  show(path: ScopePath): ScopeContents | undefined {
    const scope = scopeIn(this.complete, path)
    return scope && contentsOf(scope)
  }

  /**
   * The scopes of this name, wherever they stand.
   * @param pattern an unanchored regular expression on their instances
   * @throws PatternError
   */
  locate(name: string, pattern?: string): Scope[] {
    return locateScopes(this.complete, name, pattern)
  }

  /**
   * The configuration as it would be after these changes, in memory: they win over every file.
   * The texts and their trees are shared, and so is what has been merged of the files.
   * @throws InvalidChangeError
   */
  apply(changes: readonly Change[], { places = [] }: ApplyOptions = {}): Configuration {
    const draft = new PendingDraft(this.#pending)
    for (const [index, change] of changes.entries()) {
      const { path, option } = change
      // A whole value does not depend on the one before.
      const isPart = change.kind !== 'set' && change.kind !== 'unset'
      const current = isPart
        ? (draft.valueOf(path, change.option, this.#files) ??
          this.#implicitValue(path, change.option))
        : undefined
      const type = option === undefined ? undefined : this.optionType(path, option)
      draft.add(change, { current, type }, places[index])
    }
    const pending = draft.finish()
    return new Configuration(this.#texts, this.#mainFile, this.options, { from: this, pending })
  }

  #implicitValue(path: ScopePath, option: string): ValueView | undefined {
    return scopeIn(implicitRoot(this.registry), path)?.options.get(option.toLowerCase())?.at(-1)
      ?.value
  }

  /**
   * The files as data for another thread, which `unpack` takes. Changes in memory are not taken
   * along. With the buffers transferred, nothing of the size of the files is copied, and this
   * configuration must not be used any more.
   * @returns what to post, and the list of buffers to transfer with it
   */
  pack(): { readonly packed: PackedConfiguration; readonly buffers: readonly ArrayBuffer[] } {
    const texts = packTexts(this.#texts)
    const buffers = texts.files.flatMap(({ document }) => buffersOf(document))
    return { packed: { main: this.#mainFile, texts }, buffers }
  }

  /**
   * Loads again, with these contents in place of the files at these absolute paths; undefined takes
   * a file away. The other files are not read again, and changes in memory are not taken along.
   * @throws EnvironmentError when the main file is taken away
   */
  withTexts(texts: ReadonlyMap<string, Uint8Array | undefined>): Promise<Configuration> {
    return this.#load(texts, new Map())
  }

  /** @param parsed texts that need not be parsed again, by the real path of their file */
  async #load(
    texts: ReadonlyMap<string, Uint8Array | undefined>,
    parsed: ReadonlyMap<string, Document>,
  ): Promise<Configuration> {
    const environment = await withTexts(this.options.environment, texts)
    const known = new Map(parsed)
    for (const { realPath, document } of this.files) {
      if (!environment.texts.has(realPath)) known.set(realPath, document)
    }
    const options = { ...this.options, environment }
    const loaded = await Loader.load(this.#mainFile, sysrootOf(options), options, known)
    return new Configuration(loaded, this.#mainFile, options)
  }

  /**
   * As `withTexts`, with texts that are parsed already. Unless they include something else than
   * before, nothing at all is read again.
   * @param documents by the path of their file; of a new file the path where it is to be
   */
  async withDocuments(documents: ReadonlyMap<string, Document>): Promise<Configuration> {
    const byRealPath = new Map<string, Document>()
    for (const { path, realPath } of this.files) {
      const document = documents.get(path)
      if (document !== undefined) byRealPath.set(realPath, document)
    }
    const texts = byRealPath.size < documents.size ? undefined : reread(this.#texts, byRealPath)
    if (texts === undefined) {
      const bytes = [...documents].map(([path, { source }]) => [path, source.bytes] as const)
      return this.#load(new Map(bytes), byRealPath)
    }
    const bytes = [...byRealPath].map(([path, { source }]) => [path, source.bytes] as const)
    const environment = new TextEnvironment(this.options.environment, new Map(bytes))
    const options = { ...this.options, environment }
    return new Configuration(texts, this.#mainFile, options)
  }
}

function noChanges({ readings }: LoadedTexts): PendingChanges {
  const last = readings.at(-1)
  const nextOrder = last === undefined ? 0 : last.base + last.size
  return { readings: new Map(), removals: NO_REMOVALS, nextOrder, count: 0 }
}

function scopeIn(root: Scope, path: ScopePath): Scope | undefined {
  let scope: Scope | undefined = root
  for (const step of path) scope = scope?.child(step.name, step.instance)
  return scope
}

/** Before every file in the order of reading. */
function implicitReading() {
  const text = implicitSettings()
  return virtualReading('implicit settings', text, -text.length - 1, -1)
}

const implicitRoots = new WeakMap<Registry, MergedScope>()

function implicitRoot(registry: Registry): MergedScope {
  let root = implicitRoots.get(registry)
  if (root === undefined) {
    root = MergedScope.global(registry.global, [implicitReading()])
    implicitRoots.set(registry, root)
  }
  return root
}
