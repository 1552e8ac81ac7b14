import { spawnSync } from 'node:child_process'
import type { Run } from './program.js'

/**
 * Runs npm as a user would, without what an npm around the tests has set, but for where packages come
 * from.
 */
export function npm(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Run {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|init_cwd$|node_env$)/i.test(name) || /^npm_config_registry$/i.test(name),
  )
  const plain = Object.fromEntries(kept)
  const { status, stdout, stderr } = spawnSync('npm', words, {
    cwd,
    env: { ...plain, npm_config_globalconfig: globalConfig(plain), ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** What the machine has set for npm, which would be looked for below another prefix. */
function globalConfig(env: Readonly<Record<string, string | undefined>>): string {
  const asked = ['config', 'get', 'globalconfig']
  return spawnSync('npm', asked, { env, encoding: 'utf8' }).stdout.trim()
}
