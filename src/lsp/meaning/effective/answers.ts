import type { DocumentLink, Location, Position } from 'vscode-languageserver'
import type { LintTarget } from '../../../project/targets/lint-targets.js'
import type { Asked } from '../../workspace/snapshot.js'
import { locationOf } from '../names/found-places.js'
import { EffectiveDocument } from './document.js'
import { type EffectiveAddress, effectiveUri } from './uris.js'

/** How many places of one text are links. */
const MOST_LINKS = 5000

/** An effective configuration for a client that has no texts of servers, with its sources. */
export interface ShownEffective {
  readonly uri: string
  readonly text: string
  /** For lines of the text, counted from 0, the place that each comes from. */
  readonly sources: readonly { readonly line: number; readonly location: Location }[]
}

/** The configuration that an address asks for: of a main file, or the first one that has a file. */
export function targetFor(
  { path, node }: EffectiveAddress,
  targets: readonly LintTarget[],
): LintTarget | undefined {
  const its = targets.filter((target) => node === undefined || target.node === node)
  const isMain = ({ configuration: { main } }: LintTarget) =>
    main.path === path || main.realPath === path
  const has = ({ configuration: { files } }: LintTarget) =>
    files.some((file) => file.path === path || file.realPath === path)
  return its.find(isMain) ?? its.find(has)
}

export async function effectiveText({ configuration }: LintTarget): Promise<string> {
  return (await EffectiveDocument.of(configuration)).source.text
}

/** The text with the places that its lines come from. */
export async function shownEffective(target: LintTarget, asked: Asked): Promise<ShownEffective> {
  const { source, origins } = await EffectiveDocument.of(target.configuration)
  const sources = origins.map(({ start, place }) => ({
    line: source.lineAt(start) - 1,
    location: locationOf(place, asked),
  }))
  const uri = effectiveUri(target.configuration.main.path, target.node)
  return { uri, text: source.text, sources }
}

/** Where a place of the text comes from. */
export async function effectiveDefinition(
  { configuration }: LintTarget,
  position: Position,
  asked: Asked,
): Promise<Location[]> {
  const document = await EffectiveDocument.of(configuration)
  const origin = document.originAt(asked.positions.offset(document.source, position))
  return origin === undefined ? [] : [locationOf(origin.place, asked)]
}

/** Each place that the text names, as a link to it. */
export async function effectiveLinks(
  { configuration }: LintTarget,
  asked: Asked,
): Promise<DocumentLink[]> {
  const { source, origins } = await EffectiveDocument.of(configuration)
  return origins.slice(0, MOST_LINKS).map(({ label, place }) => {
    const { uri, range } = locationOf(place, asked)
    return {
      range: asked.positions.range(source, label.start, label.end),
      // Editors take the line, counted from 1, behind the address.
      target: `${uri}#L${range.start.line + 1}`,
    }
  })
}
