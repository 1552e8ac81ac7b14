import { spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { runInTurn } from '../in-turn.js'
import { ROOT } from '../program.js'
import type { Run } from './runs.js'

const CORPUS = join(ROOT, 'corpus')

/** How a run ended, and what it printed. */
interface Ending {
  readonly status: number | string | null
  readonly stdout: Buffer
  readonly stderr: Buffer
}

/** A build, and a copy of the corpus that it works on. */
export class Side {
  readonly #build: string
  readonly #folder: string
  /** What tells each file of the copy as long as nobody touches it. */
  readonly #marks: Map<string, string>

  /**
   * @param build a folder such as `dist`
   * @param folder where the copy is made; nothing else stands there
   */
  constructor(build: string, folder: string) {
    this.#build = build
    this.#folder = folder
    cpSync(CORPUS, folder, { recursive: true })
    for (const path of pathsBelow(folder)) setMode(path)
    this.#marks = this.#look()
  }

  /** What a run prints, how it ends, and which files are then not as in the corpus. */
  async outcome(run: Run): Promise<string> {
    for (const [name, text] of Object.entries(run.files ?? {})) {
      writeFileSync(join(this.#folder, name), text)
    }
    for (const line of run.after ?? []) await this.#start(line, run)
    const printed = await this.#start(run.words, run)
    const changed = this.#changed()
    const outcome = steady(printed, this.#folder) + this.#shown(changed)
    this.#restore(changed)
    return outcome
  }

  /**
   * What runs of `ecconf` that write nothing print, and how they end, one after another in one process.
   *
   * @throws Error when one of them has written, or has ended the process
   */
  outcomes(runs: readonly Run[]): string[] {
    const lines = runs.map(({ words }) => wordsOf(words).slice(1))
    const program = join(this.#build, 'bin/ecconf.cjs')
    const ran = runInTurn(program, lines, { cwd: this.#folder, env: this.#variables() })
    const [changed] = this.#changed()
    if (changed !== undefined) throw new Error(`${runs[0]?.words} or one after it: ${changed}`)
    return ran.map((each) => steady(printed(each), this.#folder))
  }

  #look(): Map<string, string> {
    return new Map(
      pathsBelow(this.#folder).map((path) => [relative(this.#folder, path), mark(path)]),
    )
  }

  /** The paths of what is not as in the corpus, folders before what is in them. */
  #changed(): string[] {
    const is = this.#look()
    const paths = new Set([...this.#marks.keys(), ...is.keys()])
    return [...paths].filter((path) => this.#marks.get(path) !== is.get(path)).sort()
  }

  #shown(changed: readonly string[]): string {
    return (
      changed
        .map((path) => {
          const file = join(this.#folder, path)
          return lstatSync(file, { throwIfNoEntry: false }) ? shown(file, path) : `gone ${path}\n`
        })
        // The names of files may be random: they stand in the order of what is known of them.
        .map((text) => steady(text, this.#folder))
        .sort()
        .join('')
    )
  }

  #restore(changed: readonly string[]): void {
    for (const path of changed) {
      const file = join(this.#folder, path)
      const isOfCorpus = this.#marks.has(path)
      if (!isOfCorpus || !lstatSync(join(CORPUS, path)).isDirectory()) {
        rmSync(file, { recursive: true, force: true })
      }
      if (!isOfCorpus) continue
      cpSync(join(CORPUS, path), file, { recursive: true })
      setMode(file)
      this.#marks.set(path, mark(file))
    }
  }

  #start(line: string, { input = '', editor }: Run): Promise<string> {
    const [name, ...words] = wordsOf(line)
    const child = spawn(process.execPath, [join(this.#build, `bin/${name}.cjs`), ...words], {
      cwd: this.#folder,
      env: this.#variables(editor),
    })
    const chunks: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk) => chunks[0].push(chunk))
    child.stderr.on('data', (chunk) => chunks[1].push(chunk))
    child.stdin.on('error', () => {
      // A program that reads nothing may have ended before.
    })
    child.stdin.end(input)
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (status, signal) => {
        const [stdout, stderr] = [Buffer.concat(chunks[0]), Buffer.concat(chunks[1])]
        resolve(printed({ status: status ?? signal, stdout, stderr }))
      })
    })
  }

  #variables(editor = 'false'): NodeJS.ProcessEnv {
    const { PATH } = process.env
    return { PATH, HOME: this.#folder, TZ: 'UTC', LANG: 'C.UTF-8', EDITOR: editor }
  }
}

function wordsOf(line: string): string[] {
  return line.split(' ').filter((word) => word !== '')
}

function printed({ status, stdout, stderr }: Ending): string {
  const [out, error] = [stdout, stderr].map((bytes) => bytes.toString('latin1'))
  return `${out}--- standard error\n${error}--- status ${status}\n`
}

/** Modes as they come out of the repository, whatever the umask was. */
function setMode(path: string): void {
  chmodSync(path, lstatSync(path).isDirectory() ? 0o755 : 0o644)
}

/** Every file and folder below a folder, each before what is in it. */
function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path]
  })
}

/** What differs when anybody has written to a file, or to its owner or mode; of a folder its mode. */
function mark(path: string): string {
  const { ino, mode, uid, gid, size, ctimeNs } = lstatSync(path, { bigint: true })
  const isFolder = lstatSync(path).isDirectory()
  return (isFolder ? [mode, uid, gid] : [ino, mode, uid, gid, size, ctimeNs]).join(' ')
}

function shown(file: string, name: string): string {
  const { mode, uid, gid } = lstatSync(file)
  const head = `${name} ${(mode & 0o7777).toString(8)} ${uid}:${gid}\n`
  if (lstatSync(file).isDirectory()) return `folder ${head}`
  const text = readFileSync(file, 'latin1')
  // Records are one long line each.
  return `file ${head}${name.endsWith('.json') ? lines(text) : text}\n`
}

function lines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 1)
  } catch {
    return text
  }
}

/** A text without what differs from run to run: moments, processes, inodes, random names and digests. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, 'FOLDER')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?/g, 'MOMENT')
    .replace(/\[\w{3} \d\d \w{3} \d{4} [\d:]+\]/g, '[MOMENT]')
    .replace(
      /"(pid|ino|dev|birth|born|boot|start|started|inode|device)":(\s*)"?[\w.:-]+"?/g,
      '"$1":$2N',
    )
    .replace(/"id":(\s*)"[0-9a-f]{16}"/g, '"id":$1N')
    .replace(/\b(?:process|pid) \d+/g, 'process N')
    .replace(/(\.ecconf\/edit\/(?:\w+-)?)[0-9a-f]{12}\b/g, '$1N')
    .replace(/\b\d+(?:\.\d+)? (?:s|ms)\b/g, 'TIME')
}
