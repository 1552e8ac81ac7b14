import { join } from 'node:path'
import type { Metafile, Plugin } from 'esbuild'
import { bundle } from './bundle.js'
import { lazyBuiltins } from './lazy-builtins.js'
import { fromRoot } from './paths.js'

const NATS = 'src/cluster/bus/nats/library.ts'

/** The modules that hold a library of which a part is needed, by the library's name beside the programs. */
const MODULES: Readonly<Record<string, string>> = { lsp: 'src/lsp/library.ts', nats: NATS }

/** What is loaded with `import()`, by its name beside the programs; that of the protocol is a part (`PARTS`). */
const LIBRARIES: Readonly<Record<string, string>> = {
  ajv: 'node_modules/ajv/dist/2020.js',
  nats: NATS,
  pg: 'node_modules/pg/lib/index.js',
}

const PACKAGES: Readonly<Record<string, string>> = { 'ajv/dist/2020.js': 'ajv', pg: 'pg' }

/** Puts the libraries beside the programs. @returns what went into each */
export function buildLibraries(bin: string): Promise<Metafile[]> {
  return Promise.all(
    Object.entries(LIBRARIES).map(([name, entry]) =>
      bundle([entry], {
        outfile: join(bin, `${name}.cjs`),
        format: 'cjs',
        platform: 'node',
        minify: true,
        plugins: [lazyBuiltins],
        // What is printed is for the programs to say: these would print what a server has sent as it is.
        drop: ['console'],
      }),
    ),
  )
}

/**
 * Leaves the libraries in files of their own: most runs need none of them, and a package that has them
 * in each of its programs is larger.
 */
export const librariesBeside: Plugin = {
  name: 'libraries-beside',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      const file = join(resolveDir, path.replace(/\.js$/, '.ts'))
      const name =
        Object.keys(MODULES).find((each) => file === fromRoot(MODULES[each] ?? '')) ??
        PACKAGES[path]
      return name === undefined ? undefined : { path: name, namespace: BESIDE }
    })
    // What a part asks for with `import()` its script could not load: it has `require` alone.
    onLoad({ filter: /./, namespace: BESIDE }, ({ path }) => ({
      contents: `module.exports = require('./${path}.cjs')`,
    }))
    onResolve({ filter: /./, namespace: BESIDE }, ({ path }) => ({ path, external: true }))
  },
}

const BESIDE = 'beside'
