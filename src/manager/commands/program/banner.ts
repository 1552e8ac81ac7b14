import type { Program } from '../session-context.js'

const WIDTH = 46

/**
 * What a session begins with, and what `version` says (runtime spec 1.1): our own name and version. A
 * node says besides which line of products it is of.
 */
export function banner({ version, node }: Pick<Program, 'version' | 'node'>): string {
  const rule = '#'.repeat(WIDTH)
  const lines =
    node === undefined
      ? [`# eccmgr version: ${version}`]
      : [`# ecelerity version: ${version}`, '# Momentum Sending']
  return [rule, ...lines, '# A part of ecconf.', rule].map((line) => `${line}\n`).join('')
}
