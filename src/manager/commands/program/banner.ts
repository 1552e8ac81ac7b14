import type { Program } from '../session-context.js'

const WIDTH = 46

/** What a session begins with, and what `version` says (runtime spec 1.1): our own name and version. */
export function banner({ version }: Pick<Program, 'version'>): string {
  const rule = '#'.repeat(WIDTH)
  return `${rule}\n# eccmgr version: ${version}\n# A part of ecconf.\n${rule}\n`
}
