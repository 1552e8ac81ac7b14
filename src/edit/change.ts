import { pathKey } from '../config/identity.js'
import type { Change, ConfigFile, Configuration } from '../config/index.js'
import { invertEdits, type TextEdit } from '../syntax/index.js'
import { planBatch } from './batch.js'
import { batchesOf } from './batches.js'
import type { ChangeSet, FileEdits, Placement, Refusal } from './change-set.js'
import { hashFiles } from './hash.js'
import { isObstacle, newFindings } from './new-findings.js'
import { PieceText } from './piece-text.js'
import { newError, noEffect } from './refusals.js'

export interface ChangeOptions {
  /** Accept what only the product's knowledge is against: wrong values, unknown names. */
  readonly force?: boolean
}

/**
 * What it takes to make these changes, in this order, in the files of a configuration: where each
 * goes, why there, and the edits. Whatever can not be done is a refusal, and then there are no edits
 * at all. The result is loaded to see that each change has the effect that was asked for.
 */
export async function change(
  configuration: Configuration,
  changes: readonly Change[],
  options: ChangeOptions = {},
): Promise<ChangeSet> {
  const draft = new Draft(configuration, changes)
  for (const batch of batchesOf(changes)) await draft.add(batch)
  return draft.finish(options)
}

/** The texts of a configuration while changes are made to them. */
class Draft {
  readonly #texts = new Map<string, { readonly file: ConfigFile; readonly text: PieceText }>()
  readonly #placements = new Map<string, Placement[]>()
  readonly #refusals: Refusal[] = []
  readonly #notes: string[] = []
  /** The configuration as it is after the changes so far. */
  #current: Configuration

  constructor(
    readonly configuration: Configuration,
    readonly changes: readonly Change[],
  ) {
    this.#current = configuration
  }

  async add(batch: readonly Change[]): Promise<void> {
    const { edits, placements, refusals, notes } = planBatch(this.#current, batch)
    this.#refusals.push(...refusals)
    this.#notes.push(...notes)
    for (const placement of placements) this.#place(placement)
    if (edits.size === 0) return
    for (const [file, each] of edits) this.#textOf(file).apply(each)
    this.#current = await this.configuration.withTexts(this.#bytes())
  }

  async finish({ force = false }: ChangeOptions): Promise<ChangeSet> {
    const edits = this.#edits()
    const placements = [...this.#placements.values()].flat().map((each) => this.#settle(each))
    const diagnostics =
      this.#refusals.length > 0 || edits.length === 0
        ? []
        : newFindings(this.configuration, this.#current, editsByName(edits))
    const onlyChange = this.changes.length === 1 ? this.changes[0] : undefined
    for (const finding of diagnostics) {
      if (isObstacle(finding, force)) this.#refusals.push(newError(finding, onlyChange))
    }
    return {
      changes: this.changes,
      base: await hashFiles(this.configuration.files),
      placements,
      edits: this.#refusals.length > 0 ? [] : edits,
      diagnostics,
      refusals: this.#refusals,
      notes: this.#notes,
    }
  }

  #textOf(file: ConfigFile): PieceText {
    let known = this.#texts.get(file.path)
    if (known === undefined) {
      known = { file, text: new PieceText(file.document.source) }
      this.#texts.set(file.path, known)
    }
    return known.text
  }

  #bytes(): Map<string, Uint8Array> {
    return new Map([...this.#texts].map(([path, { text }]) => [path, text.bytes]))
  }

  #edits(): FileEdits[] {
    return [...this.#texts.values()].flatMap(({ file: { name, path }, text }) => {
      const edits = text.edits()
      const inverse = invertEdits(text.original.text, edits)
      return edits.length === 0 ? [] : [{ name, path, create: false, edits, inverse }]
    })
  }

  /** A later change of the same option takes the place of an earlier one. */
  #place(placement: Placement): void {
    const key = placement.change === undefined ? '' : targetOf(placement.change)
    const earlier = this.#placements.get(key) ?? []
    if (placement.action === 'replace') {
      const first = earlier.find(
        ({ action, path }) => action !== 'delete' && path === placement.path,
      )
      if (first !== undefined) {
        const { change, after } = placement as Required<Placement>
        const others = earlier.filter((each) => each !== first)
        this.#placements.set(key, [...others, { ...first, change, after }])
        return
      }
    }
    const kept =
      placement.action === 'delete' ? earlier.filter(({ action }) => action === 'delete') : earlier
    this.#placements.set(key, [...kept, placement])
  }

  /** Puts in where the value stands now, or refuses when it has no effect. */
  #settle(placement: Placement): Placement {
    const { change, action } = placement
    if (change?.option === undefined || action === 'delete') return placement
    const winner = this.#current.get(change.path, change.option)
    const file = winner?.inclusion.file
    if (
      winner === undefined ||
      file?.path !== placement.path ||
      winner.value.text !== placement.after
    ) {
      const option = this.#current.optionType(change.path, change.option)?.display ?? change.option
      this.#refusals.push(noEffect(change, option, placement.file, winner))
      return placement
    }
    return { ...placement, ...file.document.source.position(winner.value.start) }
  }
}

function targetOf({ path, option }: Change): string {
  return `${pathKey(path)}\n${option?.toLowerCase() ?? ''}`
}

function editsByName(edits: readonly FileEdits[]): Map<string, readonly TextEdit[]> {
  return new Map(edits.map((each) => [each.name, each.edits]))
}
