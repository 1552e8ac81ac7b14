import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, type Run } from './program.js'
import { scratch } from './scratch.js'

/** A new git repository with these files in its first commit. */
export function repository(files: Readonly<Record<string, string>>): string {
  const folder = scratch()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  git(folder, 'init', '--quiet')
  git(folder, 'add', '.')
  const name = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  git(folder, ...name, 'commit', '--quiet', '--no-gpg-sign', '-m', 'first')
  return folder
}

/** Runs git, without what the machine's user has set. @returns what it prints */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout
}

/** A folder with `ecconf` in it, as an installation puts it on the PATH. */
export function installedPrograms(): string {
  const folder = scratch()
  symlinkSync(join(ROOT, 'dist/bin/ecconf.cjs'), join(folder, 'ecconf'))
  return folder
}

/** Runs a script as a CI service does: bash without start-up files that stops at the first failure. */
export function runScript(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Run {
  const file = join(scratch(), 'script.sh')
  writeFileSync(file, script)
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', file]
  const { status, stdout, stderr, error } = spawnSync('bash', args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (error) throw error
  return { status, stdout, stderr }
}
