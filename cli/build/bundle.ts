import { existsSync } from 'node:fs'
import { type BuildOptions, build, formatMessages, type Metafile } from 'esbuild'
import { BuildFailure } from './failure.js'
import { fromRoot, ROOT } from './paths.js'

/** The oldest Node that `engines` in package.json promises. */
const TARGET = 'node20'

/**
 * Bundles entry files with everything they import, packages too. What esbuild warns of is an error
 * here: a bundle that may be wrong is not shipped.
 *
 * @param entries paths from the root
 * @returns which file imports which, and what went into which output
 * @throws BuildFailure
 */
export async function bundle(entries: readonly string[], options: BuildOptions): Promise<Metafile> {
  for (const entry of entries) {
    if (!existsSync(fromRoot(entry))) {
      throw new BuildFailure(`${entry} is missing; package.json leads to what is built from it`)
    }
  }
  const result = await build({
    target: TARGET,
    ...options,
    entryPoints: [...entries],
    absWorkingDir: ROOT,
    bundle: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  }).catch(rejectWithMessages)
  if (result.warnings.length > 0) await rejectWithMessages(result)
  return result.metafile
}

async function rejectWithMessages(failure: unknown): Promise<never> {
  const { errors = [], warnings = [] } = failure as Partial<Awaited<ReturnType<typeof build>>>
  if (errors.length + warnings.length === 0) throw failure
  const lines = await formatMessages([...errors, ...warnings], { kind: 'error' })
  throw new BuildFailure(lines.join('').trimEnd())
}

/**
 * The shortest chain of imports from one file to a forbidden one, both included; undefined when
 * there is none.
 */
export function importChain(
  inputs: Metafile['inputs'],
  from: string,
  isForbidden: (path: string) => boolean,
): string[] | undefined {
  const importers = new Map<string, string | undefined>([[from, undefined]])
  for (const path of importers.keys()) {
    if (isForbidden(path)) {
      const chain = [path]
      for (let by = importers.get(path); by !== undefined; by = importers.get(by)) chain.unshift(by)
      return chain
    }
    for (const imported of inputs[path]?.imports ?? []) {
      if (!importers.has(imported.path)) importers.set(imported.path, path)
    }
  }
  return undefined
}

/** @throws BuildFailure when an entry reaches Chevrotain, which costs 35 ms at each start */
export function refuseChevrotain(inputs: Metafile['inputs'], entry: string): void {
  const chain = importChain(inputs, entry, (path) =>
    /(^|\/)node_modules\/@?chevrotain\//.test(path),
  )
  if (chain) {
    throw new BuildFailure(
      `${entry} takes in Chevrotain, which is for the build only: ${chain.join(' → ')}`,
    )
  }
}
