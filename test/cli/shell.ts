import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT, type Run } from '../tools/program.js'

/** Defines `ecconf` for a line of the shell: the built program. */
const DEFINITION = `ecconf() { '${process.execPath}' '${join(ROOT, 'dist/bin/ecconf.cjs')}' "$@"; }`

/** Runs a line of bash in a folder, in which `ecconf` is the built program. */
export function shell(
  line: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Run {
  const { status, stdout, stderr, error } = spawnSync('bash', ['-c', `${DEFINITION}\n${line}`], {
    cwd,
    env: { ...process.env, ...env },
    input: '',
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (error) throw error
  return { status, stdout, stderr }
}
