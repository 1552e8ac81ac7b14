import type { ConfigFile, Configuration, Inclusion } from '../../config/index.js'
import { includeStatements } from '../../config/loading/include-statements.js'
import { describeReadOnly } from '../../config/loading/read-only.js'
import { type Layer, layerOf } from '../../config/lookup/explain.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { inclusionPlace } from '../../report/files/inclusion-place.js'
import type { IncludeView } from '../../syntax/index.js'
import type { FileModel, FileState, InclusionModel } from '../model/model.js'
import { shownText } from './texts.js'

/** The files of a configuration with those that are missing, and which includes which. */
export class Files {
  readonly models: FileModel[] = []
  readonly inclusions: InclusionModel[] = []
  readonly #indices = new Map<ConfigFile, number>()
  readonly #names = new Map<string, number>()
  readonly #statements = new Map<ConfigFile, readonly IncludeView[]>()
  readonly #hasSysroot: boolean

  constructor(configuration: Configuration) {
    this.#hasSysroot = configuration.options.sysroot !== undefined
    for (const file of configuration.files) this.indexOf(file)
    for (const inclusion of configuration.inclusions) this.#add(inclusion)
    for (const finding of configuration.diagnostics) this.#addMissing(finding, configuration)
    this.#addLocalChanges(configuration)
  }

  /** The index of a file, also of the product's own settings. */
  indexOf(file: ConfigFile): number {
    const known = this.#indices.get(file)
    if (known !== undefined) return known
    const index = this.models.push(modelOf(file, this.#hasSysroot)) - 1
    this.#indices.set(file, index)
    if (!file.virtual) this.#names.set(file.name, index)
    return index
  }

  /** The index of a file that a finding names; -1 for none. */
  named(name: string): number {
    return this.#names.get(name) ?? -1
  }

  #add(inclusion: Inclusion): void {
    const place = inclusionPlace(inclusion)
    if (place === undefined || inclusion.parent === undefined) return
    const from = this.indexOf(inclusion.parent.file)
    const { line, keyword } = place
    this.inclusions.push({ from, to: this.indexOf(inclusion.file), line, keyword })
  }

  #addMissing({ code, file, start, end }: Diagnostic, { files }: Configuration): void {
    if (code !== 'include/missing' && code !== 'include/unreadable') return
    const by = files.find(({ name }) => name === file)
    const view =
      by &&
      this.#statementsOf(by).find(({ target }) => {
        return target !== undefined && target.start <= start && target.end >= end
      })
    const operand = view?.target?.value
    if (by === undefined || view === undefined || operand === undefined) return
    const { source } = by.document
    const { readOnly } = view
    this.inclusions.push({
      from: this.indexOf(by),
      to: this.#missing(operand),
      line: source.lineAt(start),
      keyword: readOnly ? 'readonly_include' : 'include',
    })
  }

  #statementsOf(file: ConfigFile): readonly IncludeView[] {
    const known = this.#statements.get(file)
    if (known !== undefined) return known
    const views = includeStatements(file.document).map(({ view }) => view)
    this.#statements.set(file, views)
    return views
  }

  /** A local changes file that nobody has made yet is no mistake. */
  #addLocalChanges({ localChanges }: Configuration): void {
    if (localChanges === undefined || localChanges.file !== undefined) return
    const { definition, name } = localChanges
    const { file } = definition.inclusion
    this.inclusions.push({
      from: this.indexOf(file),
      to: this.#missing(name),
      line: file.document.source.lineAt(definition.node.start),
      keyword: 'Local_Changes_File',
    })
  }

  #missing(operand: string): number {
    const name = shownText(operand)
    const known = this.models.findIndex((each) => each.state === 'missing' && each.name === name)
    return known === -1 ? this.models.push({ name, state: 'missing' }) - 1 : known
  }
}

const STATES: Readonly<Record<Layer, FileState>> = {
  'implicit setting': 'built in',
  'main file': 'main',
  'included file': 'included',
  overlay: 'overlay',
  'local changes file': 'local changes',
  'change in memory': 'built in',
}

/** @param hasSysroot whether the product sees it elsewhere than this machine does */
function modelOf(file: ConfigFile, hasSysroot: boolean): FileModel {
  const name = shownText(file.name)
  if (file.virtual) return { name, state: 'built in' }
  const [inclusion] = file.inclusions
  const productPath = shownText(file.productPath)
  return {
    name,
    state: inclusion === undefined ? 'included' : STATES[layerOf(inclusion)],
    ...(file.readOnly !== undefined && { readOnly: shownText(describeReadOnly(file.readOnly)) }),
    ...(hasSysroot && productPath !== name && { productPath }),
  }
}
