import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

/** Modules of Node that take it milliseconds to load, and that most runs ask nothing of. */
const LAZY = /^(?:node:)?(?:child_process|crypto|fs\/promises)$/

/**
 * Loads what Node's larger modules hold when one of their functions is called, and not when the program
 * starts. Their classes may be made with `new`, and `instanceof` knows none of them; `promisify` makes of
 * each what it makes of any function with a callback, which is not what it makes of `exec`.
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: LAZY }, ({ path, namespace }) =>
      namespace === NAMESPACE ? { path, external: true } : { path, namespace: NAMESPACE },
    )
    onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({ contents: lazyModule(path) }))
  },
}

const NAMESPACE = 'lazy-builtins'

/** The text of a module that exports what a module of Node does, as far as it is functions and objects. */
function lazyModule(path: string): string {
  const builtin: Record<string, unknown> = createRequire(import.meta.url)(path)
  const exported = Object.entries(builtin).flatMap(([name, value]) => {
    if (typeof value === 'function') return lazyFunction(name)
    if (typeof value === 'object') return `export const ${name} = ${lazyObject(`all().${name}`)}`
    return []
  })
  return [
    `let loaded`,
    `const all = () => loaded ??= require('${path}')`,
    ...exported,
    `export default ${lazyObject('all()')}`,
  ].join('\n')
}

function lazyFunction(name: string): string {
  return (
    `export function ${name}(...given) {` +
    ` return new.target ? new (all().${name})(...given) : all().${name}(...given) }`
  )
}

function lazyObject(from: string): string {
  return `/* @__PURE__ */ new Proxy({}, { get: (_, name) => ${from}[name] })`
}
