import type { Change, Configuration } from '../../src/config/index.js'
import { type ChangeOptions, type ChangeSet, change, resultTexts } from '../../src/edit/index.js'
import { applyEdits, Source } from '../../src/syntax/index.js'
import { decodeUtf8 } from '../../src/syntax/utf8.js'
import { loadFiles } from './load-files.js'

/** Words of a scope path, an instance behind `=`: `Datasource=ecdb`. */
function pathOf(words: readonly string[]): Change['path'] {
  return words.map((word) => {
    const [name = '', instance] = word.split('=', 2)
    return instance === undefined ? { name } : { name, instance }
  })
}

/** `set('Datasource=ecdb', 'cache_life', '600')` */
export function set(...words: readonly [...string[], string, string]): Change {
  const path = pathOf(words.slice(0, -2))
  const [option, value] = words.slice(-2) as [string, string]
  return { kind: 'set', path, option, value, words }
}

/** `unset('Logs', 'File_Mode')` */
export function unset(...words: readonly string[]): Change {
  const option = words.at(-1) as string
  return { kind: 'unset', path: pathOf(words.slice(0, -1)), option, words }
}

export interface Changed {
  readonly set: ChangeSet
  /** The text of each file that was edited, by path. */
  readonly texts: Readonly<Record<string, string>>
  /** The edited file's text, when there is only one. */
  readonly text: string
}

/** Makes changes and checks what holds for every change set: the inverse gives the first bytes. */
export async function changed(
  configuration: Configuration,
  changes: readonly Change[],
  options?: ChangeOptions,
): Promise<Changed> {
  const changeSet = await change(configuration, changes, options)
  const results = resultTexts(changeSet, configuration)
  const texts = Object.fromEntries(
    [...results].map(([path, { after }]) => [path, decodeUtf8(after)]),
  )
  for (const { path, inverse } of changeSet.edits) {
    const back = new Source(applyEdits(texts[path] as string, inverse)).bytes
    const before = results.get(path)?.before as Uint8Array
    if (!equalBytes(back, before)) throw new Error(`the inverse edits of ${path} do not undo it`)
  }
  const all = Object.values(texts)
  return { set: changeSet, texts, text: all.length === 1 ? (all[0] as string) : '' }
}

/** The text after one change that must not be refused. */
export async function textAfter(text: string, ...changes: readonly Change[]): Promise<string> {
  const result = await changed(await loadFiles({ '/c/eccluster.conf': text }), changes, {
    force: true,
  })
  const [refusal] = result.set.refusals
  if (refusal !== undefined) throw new Error(refusal.summary)
  return result.text
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
