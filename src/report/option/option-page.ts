import type { OptionFacts } from '../../schema/option-facts.js'
import { asksOf } from '../../schema/site/index.js'
import type { OptionType, Registry } from '../../schema/types.js'
import { columns, type Row, wrapped } from '../layout/page.js'
import type { Palette } from '../layout/palette.js'
import { defaultText } from './default.js'
import { fallbackOrders } from './fallback.js'
import { linesText } from './lines.js'
import type { OptionMeaning } from './meanings.js'
import { scopeNames, textByScope } from './places.js'
import { configurationText, expectedText, rangeText, syntaxText, typeText } from './value.js'

/** The knowledge about an option, as a page of 80 columns. */
export function optionPage(meaning: OptionMeaning, known: Registry, palette: Palette): string {
  const { type } = meaning
  const facts = type.facts ?? {}
  const expected = expectedText(type)
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['type', typeText(type)],
    ['value', expected],
    ...factRows(facts, known),
    ['words', wordsText(type)],
    ['unit', expected?.includes(` ${type.unit}`) ? undefined : type.unit],
    ['default', defaultText(meaning, known)],
    ['shipped as', facts.shipped === undefined ? undefined : configurationText(facts.shipped)],
    [
      'scopes',
      scopeNames(
        meaning.places.map(({ scope }) => scope),
        known,
      ).join(', '),
    ],
    [
      'versions',
      textByScope(meaning.places, (place) => linesText(place.type.lines), known) || undefined,
    ],
    ...fallbackOrders(meaning, known).map(
      (order, index): Row => [index === 0 ? 'fallback' : 'or', orderText(order)],
    ),
    ['restart', restartText(type)],
    ['secret', type.secret ? 'yes: it is shown as ****' : undefined],
    ['same as', type.aliasOf && optionName(type.aliasOf, known)],
    ...siteRows(type),
    [
      'effect',
      facts.implemented === false ? 'none: the product takes it and ignores it' : undefined,
    ],
  ]
  const { bold, dim } = palette
  const lines = [
    `${bold(type.display)}  ${dim('option')}`,
    ...(type.description === undefined ? [] : wrapped(type.description, '  ')),
    '',
    ...columns(
      rows.filter((row): row is Row => row[1] !== undefined),
      { paint: dim },
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** The facts about a value beyond its type. */
function factRows(facts: OptionFacts, known: Registry): (readonly [string, string | undefined])[] {
  const { references, range, powerOfTwo, usualRange, special, means } = facts
  const { numericAliases, knownKeys, syntax, macros, note } = facts
  return [
    [
      'refers to',
      references === undefined ? undefined : `${scopeName(references, known)}, by its name`,
    ],
    ['syntax', syntax === undefined ? undefined : syntaxText(syntax)],
    ['note', note],
    ['range', range && `${rangeText(range)}${powerOfTwo ? ', a power of two' : ''}`],
    ['usual range', usualRange === undefined ? undefined : rangeText(usualRange)],
    ['special', specialText(special, means)],
    [
      'numbers',
      numericAliases &&
        Object.entries(numericAliases)
          .map(([word, number]) => `${number} for ${word}`)
          .join(', '),
    ],
    ['keys', knownKeys?.join(', ')],
    ['macros', macros?.join(' ')],
  ]
}

/** What the schemas of a site ask of the value. */
function siteRows(type: OptionType): Row[] {
  return asksOf(type).flatMap((part): Row[] => {
    const { name, keywords } = part.resolved()
    const asked = Object.entries(keywords).flatMap(([keyword, wanted]) =>
      ABOUT_ITSELF.has(keyword) ? [] : [`${keyword} ${JSON.stringify(wanted)}`],
    )
    return asked.length === 0 ? [] : [['site', `${name} asks for ${asked.join(', ')}`]]
  })
}

/** Keywords of a schema that ask for nothing. */
const ABOUT_ITSELF = new Set(['$comment', 'title', 'description', 'examples', 'x-ecconf'])

/** Whether a change needs a restart; undefined when no document speaks of it. */
function restartText({ restart, facts = {} }: OptionType): string | undefined {
  const { restartByLine, restartNote } = facts
  const texts =
    restartByLine === undefined
      ? inWords(restart)
      : Object.entries(restartByLine).flatMap(([line, needed]) =>
          inWords(needed ?? undefined).map((text) => `${text} in ${line}.x`),
        )
  if (texts.length === 0) return undefined
  return `${texts.join(', ')}${restartNote === undefined ? '' : `: ${restartNote}`}`
}

function inWords(restart: boolean | undefined): string[] {
  if (restart === undefined) return []
  return [restart ? 'needed for a change to take effect' : 'not needed']
}

/** `0 (no limit), -1`; undefined when no value has a meaning of its own. */
function specialText(
  special: OptionFacts['special'] = [],
  means: NonNullable<OptionFacts['means']> = {},
): string | undefined {
  const others = Object.keys(means).filter((value) => !special.map(String).includes(value))
  const texts = [...special, ...others].map((value) => {
    const meaning = Object.hasOwn(means, value) ? ` (${means[value]})` : ''
    return `${configurationText(value)}${meaning}`
  })
  return texts.length === 0 ? undefined : texts.join(', ')
}

/** The known words of an open enumeration. */
function wordsText({ type, element, words }: OptionType): string | undefined {
  if (words === undefined || (element ?? type) !== 'open_enum') return undefined
  return `${words.join(', ')}; there may be others`
}

function scopeName(name: string, known: Registry): string {
  return known.scopesNamed(name)[0]?.display ?? name
}

function optionName(name: string, known: Registry): string {
  return known.scopesWithOption(name)[0]?.options.get(name)?.display ?? name
}

/** The fallback order as text, without line breaks inside a place. */
function orderText(order: readonly string[]): string {
  return order.map((place) => place.replaceAll(' ', '\u00a0')).join(' → ')
}
