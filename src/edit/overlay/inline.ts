import {
  type Change,
  type ConfigFile,
  type Configuration,
  displayScope,
  type Scope,
  type ScopePath,
} from '../../config/index.js'
import { pathWords } from '../../console/index.js'
import { type Diagnostic, diagnostic } from '../../diagnostics/index.js'
import { secretRanges } from '../../schema/index.js'
import { allCarried, type CarriedText, carriedValue } from '../change/carried.js'
import { type ChangeOptions, change } from '../change/change.js'
import type { ChangeSet } from '../change/change-set.js'
import { describeOption } from '../change/describe.js'
import { hashFiles } from '../change/hash.js'
import { resultTexts } from '../change/result-texts.js'
import { type Difference, differences, isEffective } from '../diff/differences.js'
import { orderedKind } from '../diff/order.js'
import { sameValue } from '../diff/same-value.js'
import { effectsOf, isEmpty, newScopes, type OverlayEffect } from './effects.js'
import type { Found } from './found.js'
import { layLast, withEdits } from './layout.js'
import type { Overlay } from './overlay.js'
import * as refusals from './refusals.js'

/**
 * Writes the options of overlays into the main file, by scope and option: different values are
 * replaced, missing ones added. The result has the same effect as including the overlays.
 * @param found none of them included by the configuration
 */
export async function inlineOutcome(
  configuration: Configuration,
  found: readonly Found[],
  options: ChangeOptions,
): Promise<ChangeSet> {
  const { main } = configuration
  const overlays = found.map(({ overlay }) => overlay)
  const ideal = await withEdits(configuration, layLast(main, found))
  const effects = effectsOf(overlays, configuration, ideal)
  const changeSet = await change(configuration, changesOf(effects, ideal), {
    ...options,
    onlyFile: main,
    scopes: scopesToMake(newScopes(overlays, configuration, ideal)),
  })
  if (changeSet.refusals.length > 0) return changeSet
  if (changeSet.edits.length === 0) return { ...changeSet, notes: [nothingToDo(main, overlays)] }
  const after = await configuration.withTexts(
    new Map([...resultTexts(changeSet, configuration)].map(([path, text]) => [path, text.after])),
  )
  const [difference] = differences(ideal, after).filter(isEffective)
  if (difference !== undefined) {
    const refusal = refusals.differsInline(main, describe(difference))
    return { ...changeSet, edits: [], effects: [], refusals: [refusal] }
  }
  const exposed = exposedSecrets(configuration, effects, changeSet.changes, after)
  const fresh = newScopes(overlays, configuration, ideal)
  const carried = carriedInline(changeSet, ideal, fresh, main)
  const known = new Set(changeSet.base.map(({ path }) => path))
  const others = await hashFiles(ideal.files.filter(({ path }) => !known.has(path)))
  return {
    ...changeSet,
    // What the overlays say is written here, so it is made from them as well.
    base: [...changeSet.base, ...others],
    diagnostics: [...changeSet.diagnostics, ...exposed],
    ...(carried.length > 0 && { carried }),
  }
}

/** What comes into the main file from each file of the overlays. */
function carriedInline(
  { changes, carried = [] }: ChangeSet,
  ideal: Configuration,
  fresh: readonly Scope[],
  main: ConfigFile,
): CarriedText[] {
  const values = changes.flatMap(({ path, option }): CarriedText[] => {
    const wanted = option === undefined ? undefined : ideal.written(path, option)
    if (wanted === undefined || option === undefined) return []
    const { inclusion, value } = wanted
    const known = { type: ideal.optionType(path, option), name: option }
    const text = carriedValue(value.text, known, { file: inclusion.file, value }, main)
    return text === undefined ? [] : [text]
  })
  // Scopes come with their names.
  const scopes = fresh.flatMap(({ stanzas }) =>
    stanzas.flatMap(({ inclusion: { file } }) => {
      const { realPath: from, name } = file
      return file === main ? [] : [{ into: main.realPath, from, name, hasSecret: false }]
    }),
  )
  return allCarried([...carried, ...values, ...scopes])
}

/** The changes that give each option the value it would have with the overlays included. */
function changesOf(effects: readonly OverlayEffect[], ideal: Configuration): Change[] {
  return effects.flatMap(({ path, option, type, before }): Change[] => {
    const wanted = ideal.written(path, option)?.value
    if (wanted === undefined) return []
    if (before !== undefined && sameValue(type, before.value, wanted)) return []
    const value = wanted.text
    return [{ kind: 'set', path, option, value, words: [...pathWords(path, option), value] }]
  })
}

/**
 * The scopes that no change makes, because they are empty. If the order of one of them counts, all
 * scopes of its kind are made in order, before anything is set in them.
 */
function scopesToMake(scopes: readonly Scope[]): ScopePath[] {
  const isOrdered = scopes.some((scope) => isEmpty(scope) && orderedKind(scope) !== undefined)
  return scopes
    .filter((scope) => isEmpty(scope) || (isOrdered && orderedKind(scope) !== undefined))
    .map(({ path }) => path)
}

function nothingToDo({ name }: ConfigFile, overlays: readonly Overlay[]): string {
  const names = overlays.map(({ target }) => target.name)
  return `${name} does all that ${names.join(', ')} would already`
}

function describe(difference: Difference): string {
  const { path } = difference
  switch (difference.kind) {
    case 'option':
      return `${describeOption(path, difference.option)} would differ`
    case 'scope':
      return `${displayScope(path)} would ${difference.change === 'added' ? 'be there' : 'be missing'}`
    case 'order':
      return difference.next === undefined
        ? `${displayScope(path)} would stand behind others of its kind`
        : `${displayScope(path)} would stand before ${displayScope(difference.next)}`
  }
}

/** The permission bits that let group and others read a file. */
const READ_BY_OTHERS = 0o044

/** Warns about secrets that would be written into a file with more readers than the overlay has. */
function exposedSecrets(
  { main }: Configuration,
  effects: readonly OverlayEffect[],
  changes: readonly Change[],
  after: Configuration,
): Diagnostic[] {
  const { mode } = main
  for (const { path, option } of changes) {
    const effect = effects.find((each) => isOf(each, path, option))
    const own = effect?.own.at(-1)
    const written = after.written(path, option ?? '')
    if (effect === undefined || own === undefined || written === undefined) continue
    const { file } = own.definition.inclusion
    if (mode === undefined || file.mode === undefined) continue
    if ((mode & ~file.mode & READ_BY_OTHERS) === 0) continue
    if (secretRanges(effect.type, effect.option, written.value).length === 0) continue
    const { start, end } = written.node.nameToken
    return [
      diagnostic(
        'security/readable-secret',
        { file: main.name, start, end },
        `${main.name} gets a secret of ${file.name}, and more people can read it`,
        {
          detail: `Its mode is ${octal(mode)}, and that of ${file.name} is ${octal(file.mode)}: chmod ${octal(mode & ~(0o077 & ~file.mode)).slice(1)} ${main.name} shuts the others out.`,
        },
      ),
    ]
  }
  return []
}

function isOf(effect: OverlayEffect, path: ScopePath, option: string | undefined): boolean {
  return effect.path === path && effect.option === option
}

function octal(mode: number): string {
  return `0${(mode & 0o777).toString(8).padStart(3, '0')}`
}
