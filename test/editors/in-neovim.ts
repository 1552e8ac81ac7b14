import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ended } from '../tools/ended.js'
import { ROOT } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

/** Where Neovim is; undefined when there is none, which is said. CI must have one. */
export const NEOVIM = neovimPath()

function neovimPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = folders.map((folder) => join(folder, 'nvim')).find((path) => existsSync(path))
  if (found === undefined) {
    if (process.env.ECCONF_NEEDS_EDITORS) throw new Error('nvim is not installed')
    console.error('skipped: nvim is not installed, and nothing is opened in it')
  }
  return found
}

/** What `neovim.lua` has seen. */
export interface Answers {
  /** What did not come in time. */
  readonly missing?: string
  readonly filetype: string
  readonly commentstring: string
  readonly findings: readonly unknown[]
  readonly colours: readonly string[]
  readonly hover?: { readonly value: string }
  readonly effective?: readonly string[]
  readonly source?: readonly [string, number]
  readonly source_filetype?: string
  readonly other_filetype?: string
}

/** Where a person's Neovim has its files, and where its programs are. */
export interface Person {
  readonly home: string
  /** Where `ecconf` is. */
  readonly programs: string
}

/**
 * Opens `ecelerity.conf` of a folder in a Neovim without a window, and asks it.
 * @param words flags of Neovim
 * @throws Error when it fails, or prints something
 */
export async function askNeovim(
  folder: string,
  { home, programs }: Person,
  questions: 'all' | 'findings',
  words: readonly string[] = [],
): Promise<Answers> {
  const answers = join(scratch(), 'answers.json')
  const flags = ['--headless', '-n', '-i', 'NONE', ...words]
  const child = spawn(NEOVIM ?? 'nvim', [...flags, '-S', join(ROOT, 'test/editors/neovim.lua')], {
    cwd: folder,
    env: {
      PATH: `${programs}:${process.env.PATH}`,
      HOME: home,
      ANSWERS: answers,
      QUESTIONS: questions,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), 90_000)
  const { status, signal, stdout, stderr } = await ended(child)
  clearTimeout(timer)
  if (status !== 0 || stdout !== '' || stderr !== '' || !existsSync(answers)) {
    throw new Error(`nvim ended with ${status ?? signal}: ${stdout}${stderr}`)
  }
  return JSON.parse(readFileSync(answers, 'utf8'))
}
