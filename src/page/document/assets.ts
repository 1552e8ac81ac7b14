import { readFileSync } from 'node:fs'
import { builtFile } from '../../node/files/built-file.js'

/** The code and the style of a page, as the build puts them beside the programs. */
export interface Assets {
  readonly script: string
  readonly style: string
}

let known: Assets | undefined

export function assets(): Assets {
  known ??= { script: read('page.js'), style: read('page.css') }
  return known
}

function read(name: string): string {
  const text = readFileSync(builtFile(name), 'utf8')
  // A script or style stands between the tags of its element, where nothing of it may end the element.
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${name} cannot stand in a document`)
  return text
}
