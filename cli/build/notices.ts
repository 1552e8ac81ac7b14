import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { BuildFailure } from './failure.js'
import { fromRoot } from './paths.js'

/** The name of the file, in `dist/`. */
const NOTICES = 'THIRD-PARTY-NOTICES'

const HEAD = `The files of this package contain code of the packages below, each under its own licence.
This file is made by the build from what the bundles consist of.
`

/** Packages of which files are shipped as they are. */
const COPIED = ['node_modules/koffi']

const RULE = '-'.repeat(80)

/**
 * Writes the licences of every package that has code in a bundle: their texts ask to be handed on
 * with each copy.
 *
 * @throws BuildFailure when a package has no licence text
 */
export async function writeNotices(folder: string, metafiles: readonly Metafile[]): Promise<void> {
  const packages = [...bundledPackages(metafiles), ...COPIED]
  const notices = await Promise.all(packages.map(noticeOf))
  const once = [...new Set(notices)].sort()
  await writeFile(join(folder, NOTICES), [HEAD, ...once].join(`\n${RULE}\n`))
}

/** The folders of the packages that have code in a bundle, from the root. */
function bundledPackages(metafiles: readonly Metafile[]): string[] {
  const folders = new Set<string>()
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder)
      }
    }
  }
  return [...folders]
}

async function noticeOf(folder: string): Promise<string> {
  const text = await readFile(fromRoot(join(folder, 'package.json')), 'utf8')
  const { name, version, license } = JSON.parse(text) as Record<string, unknown>
  const licence = await licenceIn(folder)
  if (licence === undefined || typeof license !== 'string') {
    throw new BuildFailure(`${folder} is bundled, but its licence is not to be found in it`)
  }
  return `${name} ${version} (${license})\n\n${licence.replaceAll('\r\n', '\n').trim()}\n`
}

/** The text of a licence: a file of its own, or the section of the read-me under that heading. */
async function licenceIn(folder: string): Promise<string | undefined> {
  const files = (await readdir(fromRoot(folder))).sort()
  const file = files.find((it) => /^licen[cs]e([-.].*)?$/i.test(it))
  if (file !== undefined) return readFile(fromRoot(join(folder, file)), 'utf8')
  const readme = files.find((it) => /^readme\.md$/i.test(it))
  if (readme === undefined) return undefined
  const text = await readFile(fromRoot(join(folder, readme)), 'utf8')
  return /^#+ *licen[cs]e *\n([\s\S]*?)(?=^#|$(?![\s\S]))/im.exec(text)?.[1]
}
