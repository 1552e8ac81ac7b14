import type { Metafile } from 'esbuild'
import { bundle, importChain, refuseChevrotain } from './bundle.js'
import { BuildFailure } from './failure.js'

const CORE = 'src/index.ts'
const ENTRIES = [CORE, 'src/node.ts']

/**
 * Bundles the library: ES modules, one for each `exports` of package.json, over shared chunks.
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
  })
  const { inputs } = metafile
  const chain = importChain(inputs, CORE, (path) => path.startsWith('node:'))
  if (chain) {
    throw new BuildFailure(`The core must run in a browser, but: ${chain.join(' → ')}`)
  }
  for (const entry of ENTRIES) refuseChevrotain(inputs, entry)
  return metafile
}
