import type { Document } from '../../../grammar/index.js'
import { clusterNodeName } from '../environment/node-name.js'
import { pathKey } from '../merging/identity.js'
import { MergedScope } from '../merging/merged-scope.js'
import type { ConfigFile, Definition, Inclusion } from '../model.js'
import type { LoadedFile } from './loaded-file.js'
import type { LoadedTexts } from './loader.js'
import { readOnlyReason } from './read-only.js'
import { Reading } from './reading.js'

/**
 * What loading would give if some files had other texts, without access to the outside world: every
 * include statement keeps its files.
 * @param documents the new texts, by the real path of their file
 * @returns undefined when the new texts might include other files
 */
export function reread(
  texts: LoadedTexts,
  documents: ReadonlyMap<string, Document>,
): LoadedTexts | undefined {
  return new Rereader(texts, documents).run()
}

class Rereader {
  readonly #files = new Map<ConfigFile, LoadedFile>()
  readonly #inclusions: Inclusion[] = []

  constructor(
    readonly texts: LoadedTexts,
    documents: ReadonlyMap<string, Document>,
  ) {
    for (const file of texts.files) {
      this.#files.set(file, file.withDocument(documents.get(file.realPath) ?? file.document))
    }
  }

  run(): LoadedTexts | undefined {
    const { texts } = this
    for (const file of texts.files) {
      if (!this.#takesInTheSame(file)) return undefined
    }
    const [first, second] = texts.readings
    if (first === undefined) return undefined
    const main = this.#fileOf(texts.main)
    const reading = this.#read(first, { file: main, within: [], order: 0 }, 0)
    const definition = localChangesDefinition(reading)
    if (!isSame(localChangesDefinition(first), definition)) return undefined
    const readings = [reading]
    if (second !== undefined && definition !== undefined) {
      const inclusion = {
        file: this.#fileOf(second.inclusion.file),
        parent: definition.inclusion,
        localChanges: definition,
        within: [],
        order: this.#inclusions.length,
      }
      readings.push(this.#read(second, inclusion, reading.size))
    }
    const files = texts.files.map((file) => this.#fileOf(file))
    for (const file of files) file.readOnly = readOnlyReason(file.traits, file.inclusions)
    return {
      main,
      files,
      inclusions: this.#inclusions,
      readings,
      localChanges: this.#localChanges(definition),
      diagnostics: texts.diagnostics,
    }
  }

  /** Whether a file still includes the same files with its new text. */
  #takesInTheSame(file: LoadedFile): boolean {
    const next = this.#fileOf(file)
    if (next.document === file.document) return true
    // Findings about includes have offsets into the old text.
    if (this.texts.diagnostics.some((finding) => finding.file === file.name)) return false
    if (clusterNodeName(file.document) !== clusterNodeName(next.document)) return false
    const before = file.includeStatements
    const after = next.includeStatements
    return (
      before.length === after.length &&
      before.every(({ view, within }, index) => {
        const other = after[index]
        return (
          view.readOnly === other?.view.readOnly &&
          view.target?.value === other.view.target?.value &&
          pathKey(within) === pathKey(other.within)
        )
      })
    )
  }

  #read(old: Reading, inclusion: Inclusion & { readonly file: LoadedFile }, base: number): Reading {
    this.#inclusions.push(inclusion)
    inclusion.file.inclusions.push(inclusion)
    const reading = new Reading(inclusion, base)
    const before = (old.inclusion.file as LoadedFile).includeStatements
    for (const [index, { view }] of inclusion.file.includeStatements.entries()) {
      const statement = before[index]?.view.index
      if (statement === undefined) continue
      for (const nested of old.takenInAt(statement)) {
        const next = {
          file: this.#fileOf(nested.inclusion.file),
          parent: inclusion,
          statement: view,
          within: nested.inclusion.within,
          order: this.#inclusions.length,
        }
        reading.add(view.index, this.#read(nested, next, reading.nextBase(view.index)))
      }
    }
    return reading
  }

  #localChanges(definition: Definition | undefined): LoadedTexts['localChanges'] {
    const known = this.texts.localChanges
    if (known === undefined || definition === undefined) return undefined
    return { ...known, definition, file: known.file && this.#fileOf(known.file) }
  }

  #fileOf(file: ConfigFile): LoadedFile {
    return this.#files.get(file) as LoadedFile
  }
}

/** The effective definition of Local_Changes_File, before that file itself is read. */
function localChangesDefinition(reading: Reading): Definition | undefined {
  return MergedScope.global(undefined, [reading]).options.get('local_changes_file')?.at(-1)
}

function isSame(a: Definition | undefined, b: Definition | undefined): boolean {
  return a?.value.text === b?.value.text && a?.inclusion.order === b?.inclusion.order
}
