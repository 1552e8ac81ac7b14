import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ended } from '../../tools/ended.js'
import { ecconf, ROOT, type Run } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

/** A small configuration of two files in a folder of its own. */
export interface EditFiles {
  readonly root: string
  readonly main: string
  readonly part: string
}

export const MAIN_TEXT = `# main
Hostname = "mail.example.net"
Message_Expiration = 86400
include "part.conf"
`
export const PART_TEXT = `Domain "yahoo.com" {
  Gateway = "relay.example.net"
}
`

export function editFiles(): EditFiles {
  const root = scratch()
  const [main, part] = [join(root, 'ecelerity.conf'), join(root, 'part.conf')]
  writeFileSync(main, MAIN_TEXT)
  writeFileSync(part, PART_TEXT)
  return { root, main, part }
}

/** A shell script that is an editor: the copy is "$1". @returns the command that runs it */
export function editor({ root }: EditFiles, script: string, name = 'editor'): string {
  const path = join(root, `${name}.sh`)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

/** Runs `ecconf edit` without a terminal. */
export function edit({ root }: EditFiles, command: string, ...words: readonly string[]): Run {
  return ecconf(['edit', ...words], { cwd: root, env: environment(command) })
}

export function environment(command: string): Record<string, string | undefined> {
  return { EDITOR: command, VISUAL: undefined }
}

/** What lies in the folder of kept copies. */
export function kept({ root }: EditFiles): string[] {
  const folder = join(root, '.ecconf/edit')
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

/** The name of the copy of a file, below the folder of the configuration. */
export function copyName(files: EditFiles): string {
  const name = kept(files).find((each) => each.endsWith('.conf'))
  if (name === undefined) throw new Error(`no copy is kept: ${kept(files)}`)
  return `.ecconf/edit/${name}`
}

/** `ecconf edit` that runs beside the test. */
export interface RunningEdit {
  readonly pid: number
  readonly ended: Promise<Run & { readonly signal: NodeJS.Signals | null }>
}

export function startEdit(
  { root }: EditFiles,
  command: string,
  ...words: readonly string[]
): RunningEdit {
  const child = spawn(process.execPath, [join(ROOT, 'dist/bin/ecconf.cjs'), 'edit', ...words], {
    cwd: root,
    env: { ...process.env, ...environment(command) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { pid: child.pid as number, ended: ended(child) }
}

/** Waits until something is so. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const limit = Date.now() + 20_000
  while (!isSo()) {
    if (Date.now() > limit) throw new Error(`this did not happen: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
