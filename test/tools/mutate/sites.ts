import type { Random } from '../../../bench/random.js'
import { parse } from '../../../grammar/index.js'
import type { Configuration } from '../../../src/config/index.js'
import type { PlacedOption } from '../../../src/lint/engine/rule.js'
import { validate } from '../../../src/schema/index.js'
import {
  ArrayView,
  type OptionView,
  type ScalarView,
  type TextEdit,
  type ValueView,
} from '../../../src/syntax/index.js'
import type { Kind, Site } from './site.js'
import { type Statements, statementsOf } from './statements.js'

/** Every mistake that can be made in the files of a configuration, each a change of a sound text. */
export function sitesOf(configuration: Configuration, fragment: boolean, random: Random): Site[] {
  const sites: Site[] = []
  const names = instanceNames(configuration)
  for (const statements of statementsOf(configuration, fragment)) {
    const { file } = statements.inclusion
    if (file.document.diagnostics.length > 0) continue
    const add = (kind: Kind, edits: readonly TextEdit[], ...places: number[]) =>
      sites.push({ kind, file, edits, places })
    misspeltNames(statements, random, add)
    for (const option of statements.options) {
      if (option.types.length === 0) continue
      wrongValue(option, add)
      swappedEnable(option, statements, add)
      if (!fragment) misspeltReference(option, names, random, add)
      lostZero(option, add)
      wrongMask(option, add)
      hiddenCharacter(option, add)
      squareBrackets(option, add)
    }
    movedOptions(statements, random, add)
    lostMarks(statements, add)
    if (configuration.role !== 'unknown' && !fragment) {
      lostListen(configuration, statements, add)
      copiedStanza(statements, add)
    }
  }
  return sites
}

type Add = (kind: Kind, edits: readonly TextEdit[], ...places: number[]) => void

function misspeltNames({ options, scopes, bodies }: Statements, random: Random, add: Add): void {
  for (const { view, name, types } of options) {
    if (types.length === 0) continue
    const body = bodies.find(({ items }) => items.some(({ index }) => index === view.index))
    const wrong = misspelt(name, random)
    if (!body || body.in.optionTypes(wrong).length > 0 || body.in.scopeTypes(wrong).length > 0)
      continue
    add('a letter of an option name', [replaced(view.nameToken, wrong)], view.nameToken.start)
  }
  for (const { view, name, types } of scopes) {
    if (types.length === 0) continue
    const wrong = misspelt(name, random)
    if (bodies.some((body) => body.in.scopeTypes(wrong).length + body.in.optionTypes(wrong).length))
      continue
    add('a letter of a scope name', [replaced(view.nameToken, wrong)], view.nameToken.start)
  }
}

/** A word that is no value of any type with a form of its own. */
const NOTHING = 'zzzz'
const [probe] = parse(`x = ${NOTHING}`).root.items as [OptionView]

/** What takes any word takes no dictionary; all else does not take this word. */
function wrongValue({ value, types }: PlacedOption, add: Add): void {
  const shapes = new Set(types.map(({ shape }) => shape))
  if (shapes.size !== 1) return
  const [shape] = shapes
  const takesWords = types.some((type) => validate(type, probe.value as ValueView).length === 0)
  const wrong =
    value.type === 'array' || (value.type === 'scalar' && takesWords) ? '[ a = 1 ]' : NOTHING
  if (value.type !== shape && !(value.type === 'array' && shape === 'either')) return
  add('a value of another type', [replaced(value, wrong)], value.start)
}

function swappedEnable(
  { view, name, types }: PlacedOption,
  { bodies }: Statements,
  add: Add,
): void {
  const other = { enable: 'Enabled', enabled: 'Enable' }[name.toLowerCase()]
  const body = bodies.find(({ items }) => items.some(({ index }) => index === view.index))
  if (other === undefined || types.length === 0 || !body || body.in.optionTypes(other).length > 0)
    return
  add('Enable and Enabled swapped', [replaced(view.nameToken, other)], view.nameToken.start)
}

function misspeltReference(
  { value, types }: PlacedOption,
  names: ReadonlySet<string>,
  random: Random,
  add: Add,
): void {
  if (!types.every(({ facts }) => facts?.references !== undefined)) return
  for (const scalar of scalars(value)) {
    if (scalar.value.length < 3) continue
    const wrong = misspelt(scalar.value, random)
    if (names.has(wrong.toLowerCase())) continue
    add('a reference misspelt', [inside(scalar, wrong)], scalar.start)
  }
}

function lostZero({ value, types }: PlacedOption, add: Add): void {
  if (value.type !== 'scalar' || !types.every(({ type }) => type === 'octal_mode')) return
  if (!/^0[0-7]{3}$/.test(value.value)) return
  add('an octal mode without its 0', [inside(value, value.value.slice(1))], value.start)
}

function wrongMask({ value, types }: PlacedOption, add: Add): void {
  const isNetwork = types.every(({ type, element }) => /cidr/.test(`${type} ${element}`))
  if (!isNetwork) return
  for (const scalar of scalars(value)) {
    const text = scalar.value
    if (!/^[0-9.]+\/\d+$/.test(text)) continue
    add('a CIDR mask of 40', [inside(scalar, text.replace(/\/\d+$/, '/40'))], scalar.start)
  }
}

/** The types of names that hold no character outside of what is seen. */
const SEEN: ReadonlySet<string> = new Set([
  'cidr',
  'domain',
  'domain_glob',
  'host_address',
  'hostname',
  'ip_address',
  'local_address',
])

function hiddenCharacter({ value, types }: PlacedOption, add: Add): void {
  if (!types.every(({ type, element }) => SEEN.has(element ?? type))) return
  for (const scalar of scalars(value)) {
    if (!scalar.quoted || scalar.value.length < 2) continue
    const wrong = `${scalar.value.slice(0, 2)}\u200b${scalar.value.slice(2)}`
    add('a character nobody sees in a name', [inside(scalar, wrong)], scalar.start)
  }
}

function squareBrackets({ value }: PlacedOption, add: Add): void {
  const all = scalars(value)
  if (value.type !== 'array' || all.length === 0 || !all.every(({ quoted }) => quoted)) return
  const { start, end } = value
  const edits = [replaced({ start, end: start + 1 }, '['), replaced({ start: end - 1, end }, ']')]
  add('a list in [ ]', edits, start)
}

/** The Listen of a listener that has one alone, in a single stanza. */
function lostListen({ root }: Configuration, { inclusion, scopes }: Statements, add: Add): void {
  for (const { view, name, types } of scopes) {
    if (types.length === 0 || !types.every((type) => type.scopes.has('listen'))) continue
    const [listener, ...others] = root.scopesNamed(name)
    const [listen, ...more] = listener?.scopesNamed('listen') ?? []
    const stanza = listen?.stanzas[0]
    if (stanza === undefined || others.length + more.length > 0) continue
    if (listener?.stanzas.length !== 1 || stanza.inclusion.file !== inclusion.file) continue
    add('the only Listen lost', [replaced(stanza.node, '')], view.start)
  }
}

/** The first option of a stanza once more, in a copy of the stanza behind it. */
function copiedStanza({ inclusion, options, scopes, bodies }: Statements, add: Add): void {
  const { text } = inclusion.file.document.source
  const atTop = new Set(bodies.flatMap(({ items }) => items.map(({ index }) => index)))
  for (const { view, types } of scopes) {
    if (types.length === 0 || view.openBrace === undefined || !atTop.has(view.index)) continue
    const first = options.find(({ view: option }) => option.start > (view.openBrace?.start ?? 0))
    if (first === undefined || first.types.length === 0 || first.view.end > view.end) continue
    if (!view.items.some(({ index }) => index === first.view.index)) continue
    const head = text.slice(view.start, view.openBrace.end)
    const copy = `\n${head}\n${text.slice(first.view.start, first.view.end)}\n}\n`
    add('a stanza copied', [{ start: view.end, end: view.end, text: copy }], first.view.start)
  }
}

function movedOptions({ inclusion, options, bodies }: Statements, random: Random, add: Add): void {
  const { text } = inclusion.file.document.source
  for (const { view, name, types } of options) {
    if (types.length === 0) continue
    const targets = bodies.filter(
      ({ items, in: { known, optionTypes } }, _index, _all) =>
        known &&
        !items.some(({ index }) => index === view.index) &&
        items.length > 0 &&
        optionTypes !== undefined,
    )
    const fitting = targets.filter((body) => body.in.optionTypes(name).length === 0)
    if (fitting.length === 0) continue
    const [before] = random.pick(fitting).items
    if (!before) continue
    const statement = text.slice(view.start, view.end)
    add(
      'an option in another scope',
      [
        { start: before.start, end: before.start, text: `${statement}\n` },
        { start: view.start, end: view.end, text: '' },
      ].sort((a, b) => a.start - b.start),
      before.start,
    )
  }
}

function lostMarks({ inclusion, options, scopes }: Statements, add: Add): void {
  const { text } = inclusion.file.document.source
  const pair = (start: number, end: number) => {
    for (const [lost, other] of [
      [start, end],
      [end, start],
    ] as const) {
      add(`${text[lost]} lost` as Kind, [{ start: lost, end: lost + 1, text: '' }], lost, other)
    }
  }
  for (const { view } of scopes) {
    if (view.openBrace && view.closeBrace) pair(view.openBrace.start, view.closeBrace.start)
    if (view.instance) quotes(text, view.instance, add)
  }
  for (const { value } of options) {
    if (value.type !== 'scalar') pair(value.start, value.end - 1)
    for (const scalar of scalars(value)) quotes(text, scalar, add)
  }
}

function quotes(text: string, { start, end }: { start: number; end: number }, add: Add): void {
  if (text[start] !== '"' || text[end - 1] !== '"' || end - start < 2) return
  add('" lost', [{ start, end: start + 1, text: '' }], start, end - 1)
  add('" lost', [{ start: end - 1, end, text: '' }], start, end - 1)
}

function scalars(value: ValueView): ScalarView[] {
  if (value.type === 'scalar') return [value as ScalarView]
  return value instanceof ArrayView
    ? value.elements.filter((element): element is ScalarView => element.type === 'scalar')
    : []
}

/** Everything that can be referred to, in lower case. */
function instanceNames(configuration: Configuration): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (scope: Configuration['root']) => {
    if (scope.instance !== undefined) names.add(scope.instance.toLowerCase())
    for (const inner of scope.scopes) visit(inner)
  }
  visit(configuration.root)
  return names
}

function replaced({ start, end }: { start: number; end: number }, text: string): TextEdit {
  return { start, end, text }
}

/** Another text in a scalar that keeps its quotes. */
function inside({ start, end, tree }: ScalarView, text: string): TextEdit {
  const quoted = tree.source.text[start] === '"'
  return { start, end, text: quoted ? `"${text}"` : text }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** A word with one letter lost, doubled, replaced or swapped with the next. */
function misspelt(word: string, random: Random): string {
  for (;;) {
    const at = random.integer(0, word.length - 1)
    const [before, letter, after] = [word.slice(0, at), word[at] as string, word.slice(at + 1)]
    const letters = {
      lost: '',
      doubled: letter + letter,
      replaced: random.pick([...LETTERS]),
      swapped: after === '' ? '' : `${after[0]}${letter}`,
    }
    const how = random.pick(['lost', 'doubled', 'replaced', 'swapped'] as const)
    const wrong = before + letters[how] + (how === 'swapped' ? after.slice(1) : after)
    if (wrong.toLowerCase() !== word.toLowerCase() && /^[A-Za-z_]/.test(wrong)) return wrong
  }
}
