import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile, Plugin } from 'esbuild'
import { bundle, importChain, refuseChevrotain } from './bundle.js'
import { BuildFailure } from './failure.js'
import { fromRoot } from './paths.js'

const CORE = 'src/index.ts'
const ENTRIES = [CORE, 'src/node.ts', 'src/lsp.ts']

/**
 * Bundles the library: ES modules, one for each `exports` of package.json, over shared chunks. What the
 * programs have already, the manager, is a module that loads it from them.
 *
 * @returns what went into the bundles
 * @throws BuildFailure when the core would not run in a browser
 */
export async function buildLibrary(folder: string): Promise<Metafile> {
  const metafile = await bundle(ENTRIES, {
    outdir: folder,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*'],
    // Packages look for Node's `process` by its bare name, which throws in a browser.
    define: { process: 'globalThis.process' },
    plugins: [protocolBeside],
  })
  const { inputs } = metafile
  const chain = importChain(inputs, CORE, (path) => path.startsWith('node:'))
  if (chain) {
    throw new BuildFailure(`The core must run in a browser, but: ${chain.join(' → ')}`)
  }
  for (const entry of ENTRIES) refuseChevrotain(inputs, entry)
  await copyFile(fromRoot('cli/manager-library.js'), join(folder, 'manager.js'))
  return metafile
}

/** Leaves the library of the protocol where the programs have it: it is CommonJS, and asks for Node's modules. */
const protocolBeside: Plugin = {
  name: 'protocol-beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/library\.js$/ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' && join(resolveDir, path) === fromRoot('src/lsp/library.js')
        ? // Seen from the entry: no other entry has this code, so that it is in no chunk.
          { path: './bin/lsp.cjs', external: true }
        : undefined,
    )
  },
}
