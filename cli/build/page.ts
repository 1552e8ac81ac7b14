import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { bundle } from './bundle.js'

/** The browsers that know all that a page is made with: `light-dark()` of style sheets is the youngest. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5']

/**
 * Puts the code and the style of a page beside the programs, one file of each, which stand in every page.
 *
 * @param bin the folder of the programs
 * @returns what went into each
 */
export function buildPage(bin: string): Promise<Metafile[]> {
  const options = { minify: true, target: BROWSERS } as const
  return Promise.all([
    bundle(['src/page/browser/main.ts'], {
      ...options,
      outfile: join(bin, 'page.js'),
      format: 'iife',
      platform: 'browser',
    }),
    bundle(['src/page/browser/style/page.css'], { ...options, outfile: join(bin, 'page.css') }),
  ])
}
