import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { builtProgram } from '../tools/program.js'

/** The code blocks of a kind on a page, in order. */
export function blocksOf(page: string, kind: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  )
}

/**
 * The environment of a reader who tries a page: the programs have the names there that they have where the
 * package is installed.
 * @param home a folder for them, and the reader's own
 */
export function readerEnvironment(home: string): NodeJS.ProcessEnv {
  const programs = join(home, 'bin')
  mkdirSync(programs)
  for (const name of ['ecconf', 'eccmgr', 'ec_console']) {
    const file = join(dirname(builtProgram()), `${name}.cjs`)
    writeFileSync(join(programs, name), `#!/bin/sh\nexec '${process.execPath}' '${file}' "$@"\n`, {
      mode: 0o755,
    })
  }
  const { env } = process
  const PATH = `${programs}:${env.PATH}:/usr/sbin`
  return { ...env, PATH, HOME: home, TERM: 'xterm', SHELL: '/bin/sh' }
}
