import type { ProductLine, Registry, ScopeType } from '../../schema/types.js'
import { columns, type Row, wrapped } from '../layout/page.js'
import type { Palette } from '../layout/palette.js'
import { linesText } from './lines.js'
import type { ScopeMeaning } from './meanings.js'
import { parentName } from './places.js'

/**
 * The knowledge about a scope or a module, as a page of 80 columns.
 * @param lists whether the names of its options and scopes are listed, which may be hundreds
 */
export function scopePage(
  { places }: ScopeMeaning,
  known: Registry,
  palette: Palette,
  lists = true,
): string {
  const [scope] = places
  const { macros = [] } = scope
  const isGlobal = scope === known.global
  const isModule = scope.module && !scope.id.includes('/')
  const rows: readonly (readonly [string, string | undefined])[] = [
    [
      'stands in',
      isGlobal ? undefined : places.map((place) => parentName(place, known)).join(', '),
    ],
    ['written', isGlobal ? undefined : writtenText(scope)],
    ['kind', kindText(scope)],
    ['loaded', isModule ? loadedText(scope) : undefined],
    ['versions', scope.lines && linesText(scope.lines)],
    ['options', lists ? optionsText(scope) : undefined],
    ['scopes', lists ? namesOf(scope.scopes) : undefined],
    ['macros', macros.length === 0 ? undefined : macros.join(' ')],
    ['restart', restartText(scope)],
  ]
  const description = isGlobal ? 'What stands outside of all stanzas.' : scope.description
  const { bold, dim } = palette
  const kind = isModule ? 'module' : scope.module ? 'scope of a module' : 'scope'
  const lines = [
    `${bold(scope.display)}  ${dim(kind)}`,
    ...(description === undefined ? [] : wrapped(description, '  ')),
    '',
    ...columns(
      rows.filter((row): row is Row => row[1] !== undefined),
      { paint: dim },
    ),
  ]
  return `${lines.join('\n')}\n`
}

function writtenText({ display, instance }: ScopeType): string {
  const anonymous = `${display} { ... }`
  const named = `${display} "NAME" { ... }`
  if (instance === 'anonymous') return anonymous
  return instance === 'named' ? named : `${anonymous} or ${named}`
}

function kindText(scope: ScopeType): string | undefined {
  const kinds = [
    ...lineText(scope, ({ validation }) => validation, 'validates messages'),
    ...lineText(scope, ({ clusterRelated }) => clusterRelated, 'for clusters'),
  ]
  return kinds.join(', ') || undefined
}

function optionsText({ options, optionsUnknown }: ScopeType): string {
  const names = namesOf(options)
  if (optionsUnknown) return `${names ?? 'none known'}; no document lists them`
  return names ?? 'none known'
}

function restartText(scope: ScopeType): string | undefined {
  const needed = lineText(scope, ({ restart }) => restart || undefined, 'needed')
  return needed[0] === undefined ? undefined : `${needed[0]} for a change to take effect`
}

function loadedText(scope: ScopeType): string {
  const since = Object.values(scope.lines ?? {}).flatMap((line) => line.autoLoadedSince ?? [])[0]
  if (since !== undefined) return `by itself since ${since}, also without a stanza`
  const itself = lineText(scope, ({ autoLoaded }) => autoLoaded, 'by itself, also without a stanza')
  return itself[0] ?? 'by its stanza'
}

/** A text with the product lines that it holds for; empty when it holds for none. */
function lineText(
  { lines = {} }: ScopeType,
  holds: (line: ProductLine) => true | undefined,
  text: string,
): string[] {
  const all = Object.entries(lines)
  const found = all.filter(([, line]) => holds(line) === true)
  if (found.length === 0) return []
  return found.length === all.length
    ? [text]
    : [`${text} (${found.map(([name]) => `${name}.x`).join(', ')})`]
}

function namesOf(named: ReadonlyMap<string, { readonly display: string }>): string | undefined {
  const names = [...named.values()].map(({ display }) => display)
  return names.length === 0 ? undefined : names.join(', ')
}
