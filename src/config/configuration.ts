import type { Document } from '../../grammar/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import { implicitSettings, type Registry, registry } from '../schema/index.js'
import type { OptionType, ScopeType } from '../schema/types.js'
import type { ValueView } from '../syntax/index.js'
import type { Environment } from './environment/environment.js'
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
import {
  type FallbackStep,
  fallbackSteps,
  lookUp,
  outboundScopes,
  type Roots,
  scopeTypeAt,
  unmatchedScopes,
} from './lookup/lookup.js'
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
 * Loads a configuration: the main file, everything that it includes, and the local changes file. An
 * include that fails becomes a finding, and the rest is loaded.
 * @param main a path, relative to the working directory; a bare name that is not a file there is
 *   searched for along the search path
 * @param known parsed texts that need not be read again, by the real path of their file
 * @throws EnvironmentError when the main file cannot be read
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

/** A loaded configuration as plain data, for a worker thread to post; without changes in memory. */
export interface PackedConfiguration {
  readonly main: MainFile
  readonly texts: PackedTexts
}

/**
 * Rebuilds a configuration that another thread has loaded and packed, without reading or parsing.
 * @param options the options of `load`, but with an environment of this thread
 */
export function unpack({ main, texts }: PackedConfiguration, options: LoadOptions): Configuration {
  return new Configuration(unpackTexts(texts), main, options)
}

/** What a changed configuration derives from, and all changes since the files were loaded. */
interface Changed {
  readonly from: Configuration
  readonly pending: PendingChanges
}

/** How `apply` makes changes. */
export interface ApplyOptions {
  /**
   * The places of findings in the changes, one for each change: `console, session 3, line 2`. A
   * change without one is named by its number since the configuration was loaded.
   */
  readonly places?: readonly string[]
}

/** A configuration: joined files, merged scopes, and the origin of every value. Immutable. */
export class Configuration {
  readonly main: ConfigFile
  readonly role: Role
  /** The files, in the order first read. */
  readonly files: readonly ConfigFile[]
  /** All inclusions, in the order of reading; a file that is included twice has two. */
  readonly inclusions: readonly Inclusion[]
  readonly localChanges: LocalChangesFile | undefined
  /** Findings about includes; those about a text are in its document. */
  readonly diagnostics: readonly Diagnostic[]
  readonly registry: Registry
  /** The Global scope. */
  readonly root: Scope

  /** The texts of the changes in memory, one for each option that they set, in order. */
  readonly changes: readonly Inclusion[]

  readonly #texts: LoadedTexts
  readonly #mainFile: MainFile
  readonly #pending: PendingChanges
  /** The merged files, without changes in memory. */
  readonly #files: MergedScope
  readonly #layers: { readonly files: MergedScope; readonly changes: MergedScope | undefined }
  readonly #roots: Roots
  #complete: LayeredScope | undefined

  /** @internal For `load`, `apply` and `withTexts`; others call those. */
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

  /** The configuration including the implicit settings, which the product has without any file. */
  get complete(): Scope {
    this.#complete ??= LayeredScope.global(
      { implicit: implicitRoot(this.registry), ...this.#layers },
      this.#pending.removals,
    )
    return this.#complete
  }

  /** The scope at a path; undefined when neither a file nor a change has a stanza for it. */
  scope(path: ScopePath): Scope | undefined {
    return scopeIn(this.root, path)
  }

  /** The statements in files that writing the changes in memory would remove or change. */
  superseded(): Iterable<Superseded> {
    return supersededBy(this.changes, this.#pending.removals, this.#files)
  }

  /** The kind of scope at a path, even if the configuration has no such scope. */
  typeOf(path: ScopePath): ScopeType | undefined {
    return scopeTypeAt(this.registry.global, path)
  }

  optionType(path: ScopePath, option: string): OptionType | undefined {
    return this.typeOf(path)?.options.get(option.toLowerCase())
  }

  /**
   * The effective definition in the scope itself, without fallback: the one that is read last.
   * Implicit settings count as set (runtime spec 3.2).
   */
  get(path: ScopePath, option: string): Definition | undefined {
    return this.definitions(path, option).at(-1)
  }

  /** As `get`, but only what a file or a change in memory sets, without implicit settings. */
  written(path: ScopePath, option: string): Definition | undefined {
    return this.scope(path)?.options.get(option.toLowerCase())?.at(-1)
  }

  /** All definitions in the scope itself, in the order of reading, implicit settings first. */
  definitions(path: ScopePath, option: string): readonly Definition[] {
    const name = option.toLowerCase()
    const written = this.scope(path)?.options.get(name) ?? []
    const implicit = scopeIn(implicitRoot(this.registry), path)?.options.get(name)
    return implicit === undefined ? written : [...implicit, ...written]
  }

  /** The effective value, with fallback and default (language spec 8). The scope need not exist. */
  eval(path: ScopePath, option: string): Effective {
    return lookUp(this.#roots, path, option, this.optionType(path, option))
  }

  /** Explains where the value of an option comes from. */
  why(path: ScopePath, option: string): Explanation {
    const definitions = this.definitions(path, option)
    const [own, ...outer] = this.searched(path, option)
    // Expressions and networks that match the same instance are asked before any other scope.
    const matching = (own?.scopes ?? []).filter(
      ({ definition }) => definition !== undefined && !includesIts(definitions, definition),
    )
    const beside = own === undefined || matching.length === 0 ? [] : [{ ...own, scopes: matching }]
    return {
      effective: this.eval(path, option),
      definitions: explainDefinitions(definitions),
      fallback: [...beside, ...outer],
      default: this.optionType(path, option)?.default,
    }
  }

  /** All places where a value is searched for, in order, beginning with the scope itself. */
  searched(path: ScopePath, option: string): readonly FallbackStep[] {
    return fallbackSteps(this.#roots, path, option, this.optionType(path, option))
  }

  /**
   * The scopes that set an option but are skipped by `eval` and `why`, because their expression is
   * not supported, although it may match the instance of a Domain or Host.
   */
  unmatched(path: ScopePath, option: string): readonly UnmatchedScope[] {
    return unmatchedScopes(this.#roots, path, option, this.optionType(path, option))
  }

  /**
   * The scopes besides this one whose outbound values a scope has where it has none of its own, the
   * nearest first (language spec 8): for a domain in a binding also the domain outside, and the regular
   * expressions that match it.
   */
  outboundScopes(path: ScopePath): readonly Scope[] {
    return outboundScopes(this.#roots, path)
  }

  /**
   * The contents of a scope, in the order of the console; undefined when there is no such scope.
   */
  show(path: ScopePath): ScopeContents | undefined {
    const scope = scopeIn(this.complete, path)
    return scope && contentsOf(scope)
  }

  /**
   * All scopes of a name, anywhere in the configuration.
   * @param pattern an unanchored regular expression for their instances
   * @throws PatternError
   */
  locate(name: string, pattern?: string): Scope[] {
    return locateScopes(this.complete, name, pattern)
  }

  /**
   * The configuration after these changes in memory, which override every file. Texts, trees and
   * merged files are shared with this one.
   * @throws InvalidChangeError
   */
  apply(changes: readonly Change[], { places = [] }: ApplyOptions = {}): Configuration {
    const draft = new PendingDraft(this.#pending)
    for (const [index, change] of changes.entries()) {
      const { path, option } = change
      // Only changes of a part of a value depend on the value before.
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
   * The files as data for `unpack` in another thread, without changes in memory. When the buffers
   * are transferred, nothing large is copied, but this configuration must not be used any more.
   * @returns what to post, and the list of buffers to transfer
   */
  pack(): { readonly packed: PackedConfiguration; readonly buffers: readonly ArrayBuffer[] } {
    const texts = packTexts(this.#texts)
    const buffers = texts.files.flatMap(({ document }) => buffersOf(document))
    return { packed: { main: this.#mainFile, texts }, buffers }
  }

  /**
   * Loads again with other contents for the files at some absolute paths; undefined removes a file.
   * All other files are not read again. Changes in memory are dropped.
   * @throws EnvironmentError when the main file is removed
   */
  withTexts(texts: ReadonlyMap<string, Uint8Array | undefined>): Promise<Configuration> {
    return this.#load(texts, new Map())
  }

  /** @param parsed parsed texts, by the real path of their file */
  async #load(
    texts: ReadonlyMap<string, Uint8Array | undefined>,
    parsed: ReadonlyMap<string, Document>,
  ): Promise<Configuration> {
    const environment = await withTexts(this.options.environment, texts)
    const left = this.files.filter(({ realPath }) => !environment.texts.has(realPath))
    return this.#loadIn(environment, new Map([...documentsOf(left), ...parsed]))
  }

  /** @param known what need not be read again, by real path */
  async #loadIn(
    environment: Environment,
    known: ReadonlyMap<string, Document>,
  ): Promise<Configuration> {
    const options = { ...this.options, environment }
    const loaded = await Loader.load(this.#mainFile, sysrootOf(options), options, known)
    return new Configuration(loaded, this.#mainFile, options)
  }

  /**
   * As `withTexts`, but with parsed texts. If their includes are the same as before, nothing is
   * read again.
   * @param documents by the path of their file; a new file by the path where it will be
   * @param isKnown whether the environment has these texts already; else they are kept beside it, those
   *   of each call
   */
  async withDocuments(
    documents: ReadonlyMap<string, Document>,
    { isKnown = false }: { readonly isKnown?: boolean } = {},
  ): Promise<Configuration> {
    const byRealPath = new Map<string, Document>()
    for (const { path, realPath } of this.files) {
      const document = documents.get(path)
      if (document !== undefined) byRealPath.set(realPath, document)
    }
    const texts = byRealPath.size < documents.size ? undefined : reread(this.#texts, byRealPath)
    if (isKnown) {
      if (texts !== undefined) return new Configuration(texts, this.#mainFile, this.options)
      const known = new Map([...documentsOf(this.files), ...byRealPath])
      return this.#loadIn(this.options.environment, known)
    }
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

function documentsOf(files: readonly ConfigFile[]): (readonly [string, Document])[] {
  return files.map(({ realPath, document }) => [realPath, document] as const)
}

/** Whether a definition is one of some, which may be other objects for the same statement. */
function includesIts(definitions: readonly Definition[], { order }: Definition): boolean {
  return definitions.some((each) => each.order === order)
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

/** Implicit settings come before every file in the order of reading. */
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
