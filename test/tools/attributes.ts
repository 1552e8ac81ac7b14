import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives a file or folder an access list, in the words of `setfacl`: `-m u:77:r`. */
export function setAccessList(path: string, ...words: readonly string[]): void {
  tool('setfacl', 'acl', [...words, '--', path])
}

export function setAttribute(path: string, name: string, value: string): void {
  tool('setfattr', 'attr', ['-n', name, '-v', value, '--', path])
}

/** The access list of a file, one line an entry, and its extended attributes, by name. */
export function attributesOf(path: string): readonly string[] {
  const list = tool('getfacl', 'acl', ['-n', '-c', '-E', '-p', '--', path])
  const others = tool('getfattr', 'attr', ['-d', '-m', '-', '-e', 'hex', '--absolute-names', path])
  const lines = `${list}\n${others}`.split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('#')).sort()
}

const FOLDERS: readonly string[] = [tmpdir(), '/dev/shm']

/**
 * A new folder on each kind of file system there is that knows access lists and attributes.
 * @throws Error when the folder for temporary files is on none
 */
export function placesWithAttributes(): readonly string[] {
  const places = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => {
    const place = mkdtempSync(join(folder, 'ecconf-test-'))
    process.on('exit', () => rmSync(place, { recursive: true, force: true }))
    const probe = join(place, 'probe')
    writeFileSync(probe, '')
    try {
      setAccessList(probe, '-m', 'u:77:r')
      setAttribute(probe, 'user.probe', '1')
    } catch (error) {
      if (/not supported/i.test((error as Error).message)) return []
      throw error
    }
    rmSync(probe)
    return [place]
  })
  if (places.length === 0) throw new Error(`no file system of ${FOLDERS} knows access lists`)
  return places
}

/** @throws Error with what to install, or what the program says */
function tool(name: string, from: string, words: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(name, words, { encoding: 'utf8' })
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new Error(`${name} is missing: apt-get install ${from}`)
  }
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
  return stdout
}
