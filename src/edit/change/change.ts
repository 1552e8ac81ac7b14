import { type Document, parse, reparse } from '../../../grammar/index.js'
import {
  type Change,
  type ConfigFile,
  type Configuration,
  displayStep,
  type ScopePath,
} from '../../config/index.js'
import { optionName } from '../../config/lookup/option-name.js'
import { pathKey } from '../../config/merging/identity.js'
import { isObstacle } from '../../diagnostics/index.js'
import { invertEdits, type TextEdit } from '../../syntax/index.js'
import { insertItems } from '../placement/insertion.js'
import { placeOfStanza } from '../placement/placement.js'
import { reachOf } from '../placement/reach.js'
import { PieceText } from '../text/piece-text.js'
import { boundFile } from './bound-file.js'
import { allCarried, type CarriedText } from './carried.js'
import type { ChangeSet, FileEdits, FileHash, Placement, Refusal } from './change-set.js'
import { effectsOf } from './effects.js'
import { editsOfGroup } from './group-edits.js'
import { independentGroups } from './groups.js'
import { hashFiles } from './hash.js'
import { placeWhatCanBe } from './left-out.js'
import { newFindingsNearby } from './new-findings.js'
import { newError, noEffect, staysDefined, whileUnreadable } from './refusals.js'
import { beforeUnreadIncludes } from './unread-includes.js'

export interface ChangeOptions {
  /**
   * Accept errors that come only from the registry, wrong values and unknown names, and files that cannot
   * be read.
   */
  readonly force?: boolean
  /**
   * Where the changes are asked for, which decides the ways past that refusals name: a console has no
   * flags. The command line is the default.
   */
  readonly askedOn?: 'command line' | 'console'
  /** The reason for the changes, for the history. */
  readonly message?: string | undefined
  /** The only file that may be edited, regardless of the rules of placement. */
  readonly onlyFile?: ConfigFile | undefined
  /**
   * Whether to place only the changes that can be placed, and leave the others out with their
   * reasons. By default, nothing is done when any change is refused.
   */
  readonly partial?: boolean
  /** Scopes to make first, empty, where they are missing. */
  readonly scopes?: readonly ScopePath[]
}

/**
 * Plans changes in the files of a configuration, in the given order: where each change goes, why,
 * and with which edits (language spec 7). If a change cannot be made, it is refused and there are
 * no edits at all, except with `partial`. The result is loaded to check that each change has the
 * requested effect.
 */
export function change(
  configuration: Configuration,
  changes: readonly Change[],
  options: ChangeOptions = {},
): Promise<ChangeSet> {
  return options.partial
    ? placeWhatCanBe(changes, (some) => changeAll(configuration, some, options))
    : changeAll(configuration, changes, options)
}

async function changeAll(
  configuration: Configuration,
  changes: readonly Change[],
  options: ChangeOptions,
): Promise<ChangeSet> {
  // The files are hashed in the meantime.
  const base = hashFiles(configuration.files)
  const draft = new Draft(configuration, changes)
  for (const path of options.scopes ?? []) await draft.addScope(path)
  for (const group of independentGroups(() => draft.current, changes)) {
    await draft.add(group, options.onlyFile)
  }
  const unread = options.force ? [] : await draft.unreadIncludes(options)
  return draft.finish(await base, options, unread)
}

/** The texts of a configuration while changes are made to them. */
class Draft {
  readonly #texts = new Map<string, EditedFile>()
  readonly #placements = new Map<string, Placement[]>()
  readonly #refusals: Refusal[] = []
  readonly #notes: string[] = []
  readonly #carried: CarriedText[] = []
  #current: Configuration

  constructor(
    readonly configuration: Configuration,
    readonly changes: readonly Change[],
  ) {
    this.#current = configuration
  }

  /** The configuration after the changes so far. */
  get current(): Configuration {
    return this.#current
  }

  async add(group: readonly Change[], onlyFile: ConfigFile | undefined): Promise<void> {
    const reach = await reachOf(this.#current, onlyFile)
    const planned = editsOfGroup(this.#current, group, reach)
    const { edits, placements, refusals, notes, carried } = planned
    for (const refusal of refusals) this.#refusals.push(refusal)
    for (const note of notes) this.#notes.push(note)
    for (const text of carried) this.#carried.push(text)
    for (const placement of placements) this.#place(placement)
    if (edits.size === 0) return
    for (const [file, each] of edits) this.#edit(file, each)
    await this.#reload()
  }

  /** Makes a missing scope, in the main file. */
  async addScope(path: ScopePath): Promise<void> {
    if (this.#current.scope(path) !== undefined) return
    const place = placeOfStanza(this.#current, path)
    if (place === undefined) return
    const { block, missing, reason } = place
    const { name, path: file, document } = block.file
    const stanzas = [{ path: missing, options: [] }]
    const items = { options: [], stanzas, behind: -1, registered: undefined }
    const insertion = insertItems(block, items).stanzas
    if (insertion === undefined) return
    const { edit, newLineAfter } = insertion
    this.#place({
      action: 'insert',
      file: name,
      path: file,
      ...document.source.position(edit.start),
      ...(newLineAfter !== undefined && { newLineAfter }),
      newStanzas: missing.map(displayStep),
      reason,
    })
    this.#edit(block.file, [edit])
    await this.#reload()
  }

  async #reload(): Promise<void> {
    const documents = [...this.#texts].map(([path, { document }]) => [path, document] as const)
    this.#current = await this.configuration.withDocuments(new Map(documents))
  }

  /** What the changes go in front of though nobody knows what it sets. */
  unreadIncludes({ askedOn }: ChangeOptions): Promise<Refusal[]> {
    const placements = [...this.#placements.values()].flat()
    return beforeUnreadIncludes(this.configuration, placements, askedOn)
  }

  /** @param unread refusals of what is not known */
  finish(
    base: readonly FileHash[],
    { force = false, message, askedOn }: ChangeOptions,
    unread: readonly Refusal[],
  ): ChangeSet {
    const { configuration, changes } = this
    const edits = this.#edits()
    const placements = [...this.#placements.values()].flat().map((each) => this.#whereNow(each))
    this.#checkGone()
    if (!force && this.#refusals.length === 0) {
      this.#refusals.push(...whileUnreadable(configuration, askedOn), ...unread)
    }
    const isDone = this.#refusals.length === 0 && edits.length > 0
    const diagnostics = isDone
      ? newFindingsNearby(configuration, this.#current, editsByName(edits))
      : []
    const onlyChange = changes.length === 1 ? changes[0] : undefined
    for (const finding of diagnostics) {
      if (isObstacle(finding, force)) {
        this.#refusals.push(newError(finding, onlyChange, askedOn))
      }
    }
    const isRefused = this.#refusals.length > 0
    const carried = isDone && !isRefused ? allCarried(this.#carried) : []
    return {
      changes,
      base,
      placements,
      effects: isDone && !isRefused ? effectsOf(configuration, this.#current, changes) : [],
      edits: isRefused ? [] : edits,
      ...(carried.length > 0 && { carried }),
      diagnostics,
      refusals: this.#refusals,
      notes: this.#notes,
      ...(message !== undefined && { message }),
    }
  }

  #edit(file: ConfigFile, edits: readonly TextEdit[]): void {
    const known = this.#texts.get(file.path)
    const text = known?.text ?? new PieceText(file.document.source)
    text.apply(edits)
    const { document } = known ?? file
    this.#texts.set(file.path, {
      file: known?.file ?? file,
      text,
      document:
        document.source.length === 0
          ? parse(text.text, { name: file.name })
          : reparse(document, edits),
    })
  }

  #edits(): FileEdits[] {
    const known = new Set(this.configuration.files.map(({ path }) => path))
    return [...this.#texts.values()].flatMap(({ file, text }) => {
      const original = text.original.text
      // A value that a later change restores needs no edit.
      const edits = text
        .edits()
        .filter((edit) => edit.text !== original.slice(edit.start, edit.end))
      const inverse = invertEdits(original, edits)
      return edits.length === 0
        ? []
        : [{ ...boundFile(file), create: !known.has(file.path), edits, inverse }]
    })
  }

  /** Adds a placement; a later change of the same option replaces the earlier one. */
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

  /** Updates a placement to where the value is now, or refuses a value without effect. */
  #whereNow(placement: Placement): Placement {
    const { change, action } = placement
    if (change?.option === undefined || action === 'delete') return placement
    const winner = this.#current.written(change.path, change.option)
    const file = winner?.inclusion.file
    if (
      winner === undefined ||
      file?.path !== placement.path ||
      winner.value.text !== placement.after
    ) {
      const type = this.#current.optionType(change.path, change.option)
      const option = optionName(type, change.option)
      this.#refusals.push(noEffect(change, option, placement.file, winner))
      return placement
    }
    return { ...placement, ...file.document.source.position(winner.value.start) }
  }

  /** Checks that removed definitions are gone, because the edits may have included another file. */
  #checkGone(): void {
    for (const [index, change] of this.changes.entries()) {
      if (change.kind !== 'unset' || this.#refusals.some((refusal) => refusal.change === change)) {
        continue
      }
      const key = pathKey(change.path)
      const isSetAgain = this.changes
        .slice(index + 1)
        .some((later) => pathKey(later.path).startsWith(key) && later.kind !== 'unset')
      if (isSetAgain) continue
      const left =
        change.option === undefined
          ? this.#current.scope(change.path)?.stanzas[0]
          : this.#current.written(change.path, change.option)
      if (left !== undefined) this.#refusals.push(staysDefined(change, left))
    }
  }
}

interface EditedFile {
  readonly file: ConfigFile
  readonly text: PieceText
  /** The document with the changes so far. */
  readonly document: Document
}

function targetOf({ path, option }: Change): string {
  return `${pathKey(path)}\n${option?.toLowerCase() ?? ''}`
}

function editsByName(edits: readonly FileEdits[]): Map<string, readonly TextEdit[]> {
  return new Map(edits.map((each) => [each.name, each.edits]))
}
