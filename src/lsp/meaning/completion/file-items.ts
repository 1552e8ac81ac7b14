import { sysrootOf } from '../../../config/environment/main-file.js'
import { dirname, isAbsolute, resolvePath } from '../../../config/environment/paths.js'
import {
  environmentNodeName,
  environmentSubcluster,
  searchFolders,
} from '../../../config/environment/search-path.js'
import { EnvironmentError } from '../../../config/index.js'
import { encodeString } from '../../../syntax/index.js'
import type { FileInTarget, FileSnapshot } from '../../workspace/snapshot.js'
import type { Candidate } from './candidate.js'
import type { Cursor } from './cursor.js'

/** Kinds of completions of the protocol. */
const FILE = 17
const FOLDER = 19

/** How many names are offered. */
const MOST_NAMES = 500

/**
 * The names that the operand of an include may go on with: files and folders beside the including
 * file and along the search path, or below the folder that is typed already.
 */
export async function fileItems(
  { within, path }: FileSnapshot,
  typed: Cursor['typed'],
): Promise<Candidate[]> {
  const operand = typed.text.replace(/^"/, '')
  const slash = operand.lastIndexOf('/') + 1
  const folder = operand.slice(0, slash)
  const found = new Map<string, Candidate>()
  for (const each of within) {
    for (const place of foldersFor(each, folder)) {
      for (const { name, isFolder } of await entriesOf(each, place)) {
        if (found.size >= MOST_NAMES) break
        const isItself = resolvePath(place, name) === path
        if (name.startsWith('.') || isItself || found.has(name)) continue
        const text = encodeString(`${folder}${name}${isFolder ? '/' : ''}`)
        found.set(name, {
          label: `${name}${isFolder ? '/' : ''}`,
          text,
          kind: isFolder ? FOLDER : FILE,
          rank: name.endsWith('.conf') ? 0 : isFolder ? 1 : 2,
        })
      }
    }
  }
  return [...found.values()]
}

/** The folders on this machine that a typed folder may mean, the best first. */
function foldersFor({ target, file }: FileInTarget, folder: string): string[] {
  const { options } = target.configuration
  const { environment } = options
  const sysroot = sysrootOf(options)
  if (isAbsolute(folder)) return [sysroot.inside(folder).path]
  const names = {
    nodeName: options.nodeName ?? environmentNodeName(environment),
    subcluster: options.subcluster ?? environmentSubcluster(environment),
  }
  const searched = searchFolders(environment, sysroot, names, options.searchPath)
  const others = searched.map((each) => sysroot.inside(resolvePath(each, folder)).path)
  return [resolvePath(dirname(file.path), folder), ...others]
}

async function entriesOf(
  { target }: FileInTarget,
  folder: string,
): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]> {
  const { environment } = target.configuration.options
  try {
    const status = await environment.status(folder)
    if (status?.kind !== 'directory') return []
    const names = [...(await environment.readDirectory(folder))].sort().slice(0, MOST_NAMES)
    const entries = []
    for (const name of names) {
      const kind = (await environment.status(resolvePath(folder, name)))?.kind
      if (kind === 'file' || kind === 'directory')
        entries.push({ name, isFolder: kind === 'directory' })
    }
    return entries
  } catch (error) {
    // A folder that cannot be read offers nothing.
    if (error instanceof EnvironmentError) return []
    throw error
  }
}
