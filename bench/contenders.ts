import { readFileSync } from 'node:fs'
import type * as Core from '../src/index.js'
import type * as OnNode from '../src/node.js'
import type { Language } from './texts.js'

/** One call of what is measured. The result is kept until the next call. */
export interface Call {
  (): unknown
  /** Made before each call and not measured. */
  prepare?: () => Promise<void>
}

export interface Contender {
  /** How the table calls it. */
  readonly name: string
  /** What it reads: one text, or the main file of a configuration in several files. */
  readonly reads: Language | 'files'
  /**
   * Loads the code, which is not measured, and returns the function that reads the input, which is
   * not measured either, and returns the call, which is.
   *
   * @param library the folder of the built library
   */
  load(library: string): Promise<(file: string) => Call>
}

const CORE = 'index.js'
const ON_NODE = 'node.js'

/** Every contender is in a file of its own for the bundler, and loaded only when it is its turn. */
const CONTENDERS = {
  ecconf: {
    name: 'ecconf parse',
    reads: 'conf',
    async load(library) {
      const { parse } = (await import(`${library}/${CORE}`)) as typeof Core
      return text((it) => parse(it))
    },
  },
  json: {
    name: 'JSON.parse',
    reads: 'json',
    load: async () => text((it) => JSON.parse(it)),
  },
  jsonc: {
    name: 'jsonc-parser parseTree',
    reads: 'jsonc',
    async load() {
      const { parseTree } = await import('jsonc-parser')
      return text((it) => parseTree(it))
    },
  },
  toml: {
    name: 'smol-toml parse',
    reads: 'toml',
    async load() {
      const { parse } = await import('smol-toml')
      return text((it) => parse(it))
    },
  },
  yaml: {
    name: 'yaml parseDocument',
    reads: 'yaml',
    async load() {
      const { parseDocument } = await import('yaml')
      return text((it) => parseDocument(it))
    },
  },
  load: {
    name: 'ecconf load',
    reads: 'files',
    async load(library) {
      const { load } = (await import(`${library}/${ON_NODE}`)) as typeof OnNode
      return (file) => () => load(file)
    },
  },
  merge: {
    name: 'ecconf load, every scope merged',
    reads: 'files',
    async load(library) {
      const { load } = (await import(`${library}/${ON_NODE}`)) as typeof OnNode
      return (file) => async () => {
        const configuration = await load(file)
        merge(configuration.root)
        return configuration
      }
    },
  },
  parts: {
    name: 'ecconf parse, all files',
    reads: 'files',
    async load(library) {
      const { load } = (await import(`${library}/${ON_NODE}`)) as typeof OnNode
      const { parse } = (await import(`${library}/${CORE}`)) as typeof Core
      return (file) => {
        let texts: Uint8Array[] = []
        const call: Call = () => texts.map((text) => parse(text))
        call.prepare = async () => {
          const { files } = await load(file)
          texts = files.map(({ document }) => document.source.bytes)
        }
        return call
      }
    },
  },
  lint: {
    name: 'ecconf lint, after the load',
    reads: 'files',
    async load(library) {
      const { load } = (await import(`${library}/${ON_NODE}`)) as typeof OnNode
      const { lint } = (await import(`${library}/${CORE}`)) as typeof Core
      return (file) => {
        let loaded: Core.Configuration | undefined
        const call: Call = () => loaded && lint(loaded)
        // A configuration keeps what has been merged: each call gets a new one.
        call.prepare = async () => {
          loaded = await load(file)
        }
        return call
      }
    },
  },
} as const satisfies Record<string, Contender>

export type ContenderName = keyof typeof CONTENDERS

export function contender<Name extends ContenderName>(name: Name): (typeof CONTENDERS)[Name] {
  return CONTENDERS[name]
}

function text(parse: (text: string) => unknown): (file: string) => Call {
  return (file) => {
    const content = readFileSync(file, 'utf8')
    return () => parse(content)
  }
}

/** Scopes are merged when somebody asks: asks every one for its options and scopes. */
function merge(scope: Core.Scope): void {
  void scope.options
  for (const inside of scope.scopes) merge(inside)
}
