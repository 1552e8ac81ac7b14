import { setImmediate } from 'node:timers/promises'
import type { ConfigFile, Configuration } from '../../../config/index.js'
import { type DumpPiece, dumpPieces } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { partitionPoint, type Range, Source } from '../../../syntax/index.js'
import { placeOf } from '../names/definition.js'
import type { FoundPlace } from '../names/found-places.js'

/** For how long it is worked on without a look at what else is asked, in milliseconds. */
const SLICE = 10

/** A part of the text and the place that it comes from. */
export interface Origin extends Range {
  readonly place: FoundPlace
  /** Where the text names the place. */
  readonly label: Range
}

/**
 * The effective configuration as a text to read: every scope once, every option with the value that
 * counts and, in a comment, the place that it comes from. Secrets are masked.
 */
export class EffectiveDocument {
  readonly source: Source
  /** In the order of the text, disjoint. */
  readonly origins: readonly Origin[]

  private constructor(text: string, origins: readonly Origin[]) {
    this.source = new Source(text)
    this.origins = origins
  }

  /** Made once for each configuration, in slices, so that keystrokes do not wait for a large one. */
  static of(configuration: Configuration): Promise<EffectiveDocument> {
    let document = known.get(configuration)
    if (document === undefined) {
      document = EffectiveDocument.#made(configuration)
      known.set(configuration, document)
    }
    return document
  }

  static async #made(configuration: Configuration): Promise<EffectiveDocument> {
    const name = visible(configuration.main.name)
    const parts = [`# What counts of ${name} and all that it includes; secrets are masked.\n\n`]
    let at = parts[0]?.length ?? 0
    const origins: Origin[] = []
    let sliceEnd = performance.now() + SLICE
    for (const piece of dumpPieces(configuration, { maskSecrets: true })) {
      if (performance.now() > sliceEnd) {
        await setImmediate()
        sliceEnd = performance.now() + SLICE
      }
      const place = placeOfPiece(piece)
      const body = piece.text.replace(/\n$/, '')
      if (place === undefined) {
        parts.push(piece.text)
        at += piece.text.length
        continue
      }
      const label = labelOf(place)
      parts.push(`${body}  # ${label}\n`)
      const start = at + body.length + '  # '.length
      const end = start + label.length
      origins.push({ start: at, end, place, label: { start, end } })
      at = end + 1
    }
    return new EffectiveDocument(parts.join(''), origins)
  }

  /** What the text at an index comes from. */
  originAt(index: number): Origin | undefined {
    const { origins } = this
    const at = partitionPoint(origins.length, (each) => (origins[each] as Origin).end < index)
    const origin = origins[at]
    return origin !== undefined && origin.start <= index ? origin : undefined
  }
}

const known = new WeakMap<Configuration, Promise<EffectiveDocument>>()

function placeOfPiece({ definition, scope }: DumpPiece): FoundPlace | undefined {
  if (definition !== undefined) return placeOf(definition)
  const stanza = scope?.stanzas[0]
  if (stanza === undefined) return undefined
  const { inclusion, node } = stanza
  const { end } = node.instance ?? node.nameToken
  return { file: inclusion.file, start: node.start, end }
}

function labelOf({ file, start }: FoundPlace): string {
  return `${visible(file.name)}:${lineOf(file, start)}`
}

function lineOf({ document }: ConfigFile, index: number): number {
  return document.source.lineAt(index)
}
