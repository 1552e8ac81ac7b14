import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as assert from 'uvu/assert'
import { USUAL_CAPABILITIES } from '../../bench/editor.js'
import { EditorClient } from './client.js'

/** A fence of a transcript, or a line that begins with `>`. */
interface Step {
  readonly kind: string
  readonly words: string
  readonly text: string
  /** Where its text stands among the lines of the file. */
  readonly from: number
  readonly to: number
}

/**
 * Plays a transcript: a Markdown file with what an editor and the server say to each other.
 *
 * - a fence `ecconf NAME` (or `json NAME.json`) is a file in the folder that is played in
 * - `json capabilities` is what the client can, beside the usual
 * - `> open NAME` opens a file, `> write NAME` changes it on the disk to the fence that follows
 * - `json notify METHOD` is sent; `json expect METHOD` has to come, without being asked for
 * - `json request METHOD` is asked, and `json response` (or `json error`) has to be the answer
 *
 * ROOT in any of them is the address of the folder, and ID what is made up by chance. With
 * UPDATE_TRANSCRIPTS the answers are written into the file instead, to be read before they are kept.
 */
export async function playTranscript(file: string, folder: string): Promise<void> {
  const lines = readFileSync(file, 'utf8').split('\n')
  const player = new Player(folder, lines)
  try {
    await player.play(stepsOf(lines))
  } finally {
    player.client?.kill()
  }
  if (process.env.UPDATE_TRANSCRIPTS !== undefined) {
    writeFileSync(file, player.updated().join('\n'))
  }
}

class Player {
  client: EditorClient | undefined
  #capabilities: object = {}
  readonly #replaced: { from: number; to: number; text: string }[] = []
  readonly #root: string

  constructor(
    readonly folder: string,
    readonly lines: readonly string[],
  ) {
    this.#root = pathToFileURL(folder).href
  }

  async play(steps: readonly Step[]): Promise<void> {
    let asked: unknown
    let written: string | undefined
    for (const { kind, words, text, from, to } of steps) {
      const [verb = '', method = ''] = words.split(' ')
      if (kind === '>' && verb === 'open') await this.#open(method)
      else if (kind === '>' && verb === 'write') written = method
      else if (kind === 'ecconf' || words.endsWith('.json')) {
        this.#write(written ?? words, text)
        written = undefined
      } else if (verb === 'capabilities') this.#capabilities = JSON.parse(text)
      else if (verb === 'notify') (await this.#started()).notify(method, this.#given(text))
      else if (verb === 'request') {
        asked = (await (await this.#started()).request(method, this.#given(text))) as unknown
      } else if (verb === 'response' || verb === 'error') {
        const { result, error } = asked as { result?: unknown; error?: unknown }
        this.#same(verb === 'response' ? (error ?? result) : error, { text, from, to })
      } else if (verb === 'expect') {
        this.#same(await (await this.#started()).next(method), { text, from, to })
      } else throw new Error(`a transcript has no ${kind} ${words}`)
    }
    assert.is(await (await this.#started()).end(), 0)
    assert.is(this.client?.stderr, '')
  }

  /** The lines of the file with the answers that came. */
  updated(): string[] {
    const lines = [...this.lines]
    for (const { from, to, text } of this.#replaced.reverse()) {
      lines.splice(from, to - from, ...text.split('\n'))
    }
    return lines
  }

  async #started(): Promise<EditorClient> {
    if (this.client !== undefined) return this.client
    this.client = new EditorClient(this.folder)
    const { result } = await this.client.request('initialize', {
      processId: null,
      rootUri: this.#root,
      workspaceFolders: [{ uri: this.#root, name: 'conf' }],
      capabilities: merged(USUAL_CAPABILITIES, this.#capabilities),
    })
    assert.ok(result)
    this.client.notify('initialized', {})
    return this.client
  }

  async #open(name: string): Promise<void> {
    const text = readFileSync(join(this.folder, name), 'utf8')
    const uri = `${this.#root}/${name}`
    const client = await this.#started()
    client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'ecconf', version: 1, text },
    })
  }

  #write(name: string, text: string): void {
    const path = join(this.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${text}\n`, { mode: 0o640 })
  }

  #given(text: string): unknown {
    return JSON.parse(text.replaceAll('ROOT', this.#root))
  }

  #same(came: unknown, { text, from, to }: Pick<Step, 'text' | 'from' | 'to'>): void {
    const actual = JSON.stringify(came ?? null, null, 1)
      .replaceAll(this.#root, 'ROOT')
      .replaceAll(/file:\/\/\/[^"]*\/docs\/rules/g, 'DOCS/rules')
      .replaceAll(this.folder, 'FOLDER')
      .replaceAll(/"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"/g, '"ID"')
    if (process.env.UPDATE_TRANSCRIPTS !== undefined) {
      this.#replaced.push({ from, to, text: compact(JSON.parse(actual)) })
    } else assert.equal(JSON.parse(actual), JSON.parse(text))
  }
}

/** JSON with everything on one line that fits there. */
function compact(value: unknown, indent = ''): string {
  const line = JSON.stringify(value)
  if (line.length + indent.length < 100 || value === null || typeof value !== 'object') return line
  const inner = `${indent}  `
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const parts = Array.isArray(value)
    ? value.map((each) => inner + compact(each, inner))
    : Object.entries(value).map(
        ([key, its]) => `${inner}${JSON.stringify(key)}: ${compact(its, inner)}`,
      )
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`
}

function stepsOf(lines: readonly string[]): Step[] {
  const steps: Step[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.startsWith('> ')) {
      steps.push({ kind: '>', words: line.slice(2), text: '', from: at, to: at })
      continue
    }
    const fence = /^(`{3,})(\w+) (.+)$/.exec(line)
    if (fence === null) continue
    const [, ticks = '', kind = '', words = ''] = fence
    const from = at + 1
    at = lines.indexOf(ticks, from)
    if (at === -1) throw new Error(`the fence of line ${from} is not closed`)
    steps.push({ kind, words, text: lines.slice(from, at).join('\n'), from, to: at })
  }
  return steps
}

function merged(one: object, other: object): object {
  const all: Record<string, unknown> = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const known = all[key]
    const isBoth = isObject(known) && isObject(value)
    all[key] = isBoth ? merged(known, value) : value
  }
  return all
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
