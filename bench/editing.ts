import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Editor, USUAL_CAPABILITIES } from './editor.js'
import type { LspMeasures, LspTask } from './tasks.js'

/** What is about a whole text. */
const LONG = [
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/semanticTokens/full',
  'textDocument/formatting',
] as const

interface Place {
  readonly line: number
  readonly character: number
}

/** Measures what an editor waits for when somebody works in one large text. */
export async function measureLsp(task: LspTask): Promise<LspMeasures> {
  const text = readFileSync(task.file, 'utf8')
  const starts: number[] = []
  for (let run = 1; run < task.starts; run++) {
    const { editor, time } = await opened(task, text)
    starts.push(time)
    await editor.end()
  }
  const folder = mkdtempSync(join(tmpdir(), 'ecconf-bench-'))
  const { editor, time } = await opened(task, text, join(folder, 'heap'))
  starts.push(time)
  try {
    const work = new Work(editor, pathToFileURL(task.file).href, text)
    const keystrokes = await work.keystrokes(task.keystrokes)
    const findings = await work.findings(task.findings)
    const methods = await work.methods(task.calls)
    const waits = await work.waits(task.calls)
    const memory = await memoryOf(editor, folder)
    return { starts, keystrokes, findings, methods, waits, memory }
  } finally {
    editor.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts a server and opens the text. @returns the milliseconds until its findings have come */
async function opened({ program, hook, file }: LspTask, text: string, heap?: string) {
  const began = performance.now()
  const words = heap === undefined ? [program] : ['--expose-gc', '--require', hook, program]
  const editor = new Editor([...words, 'lsp'], {
    env: { ...process.env, HEAP_FILE: heap, HEAP_BUFFERS: '' },
  })
  await editor.result('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: USUAL_CAPABILITIES,
  })
  editor.notify('initialized', {})
  const found = editor.next('textDocument/publishDiagnostics')
  const uri = pathToFileURL(file).href
  editor.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'ecconf', version: 1, text },
  })
  await found
  return { editor, time: performance.now() - began }
}

class Work {
  /** In an option in the middle of the text. */
  readonly place: Place
  #version = 1

  constructor(
    readonly editor: Editor,
    readonly uri: string,
    text: string,
  ) {
    const at = text.indexOf('Retry_Interval', text.length / 2)
    const before = text.slice(0, at)
    const line = before.split('\n').length - 1
    this.place = { line, character: at - (before.lastIndexOf('\n') + 1) + 3 }
  }

  /** A letter is typed, and what the editor asks about at once is answered. @returns milliseconds of each */
  async keystrokes(count: number): Promise<number[]> {
    const times: number[] = []
    for (let done = 0; done < count; done++) {
      const began = performance.now()
      this.#type(done)
      await this.editor.result('textDocument/completion', {
        textDocument: { uri: this.uri },
        position: this.place,
      })
      times.push(performance.now() - began)
    }
    return times
  }

  /** A letter is typed, and the findings come. @returns milliseconds of each */
  async findings(count: number): Promise<number[]> {
    const times: number[] = []
    for (let done = 0; done < count; done++) {
      const began = performance.now()
      this.#type(done)
      const isNew = ({ version }: { version: number }) => version === this.#version
      await this.editor.next('textDocument/publishDiagnostics', isNew)
      times.push(performance.now() - began)
    }
    return times
  }

  async methods(calls: number): Promise<Record<string, number[]>> {
    const textDocument = { uri: this.uri }
    const { place: position } = this
    const range = {
      start: { line: position.line - 30, character: 0 },
      end: { line: position.line + 30, character: 0 },
    }
    const tokens = await this.editor.result<{ resultId: string }>(
      'textDocument/semanticTokens/full',
      { textDocument },
    )
    const options = { tabSize: 2, insertSpaces: true }
    const at = { textDocument, position }
    const questions: Readonly<Record<string, object>> = {
      'textDocument/hover': at,
      'textDocument/completion': at,
      'textDocument/definition': at,
      'textDocument/references': { ...at, context: { includeDeclaration: true } },
      'textDocument/documentSymbol': { textDocument },
      'textDocument/documentLink': { textDocument },
      'textDocument/foldingRange': { textDocument },
      'textDocument/selectionRange': { textDocument, positions: [position] },
      'textDocument/semanticTokens/full': { textDocument },
      'textDocument/semanticTokens/full/delta': { textDocument, previousResultId: tokens.resultId },
      'textDocument/semanticTokens/range': { textDocument, range },
      'textDocument/formatting': { textDocument, options },
      'textDocument/rangeFormatting': { textDocument, options, range },
      'textDocument/codeAction': { textDocument, range, context: { diagnostics: [] } },
      'textDocument/codeLens': { textDocument },
      'textDocument/inlayHint': { textDocument, range },
      'workspace/symbol': { query: 'customer1' },
    }
    const times: Record<string, number[]> = {}
    for (const [method, params] of Object.entries(questions)) {
      const its: number[] = []
      for (let done = 0; done < calls; done++) {
        const began = performance.now()
        await this.editor.result(method, params)
        its.push(performance.now() - began)
      }
      times[method] = its
    }
    return times
  }

  /** How long another question waits while one about the whole text is answered. @returns the longest of each */
  async waits(calls: number): Promise<Record<string, number[]>> {
    const textDocument = { uri: this.uri }
    const times: Record<string, number[]> = {}
    for (const method of LONG) {
      const its: number[] = []
      for (let done = 0; done < calls; done++) {
        const options = { tabSize: 4, insertSpaces: true }
        const answer = this.editor.result(method, { textDocument, options })
        its.push(await this.#longestWait(answer))
      }
      times[method] = its
    }
    return times
  }

  async #longestWait(answer: Promise<unknown>): Promise<number> {
    let isAnswered = false
    void answer.then(() => {
      isAnswered = true
    })
    let longest = 0
    for (;;) {
      const began = performance.now()
      await this.editor.result('textDocument/selectionRange', {
        textDocument: { uri: this.uri },
        positions: [this.place],
      })
      // What comes behind a large answer waits for the editor, which has to read that.
      if (isAnswered) break
      longest = Math.max(longest, performance.now() - began)
    }
    await answer
    return longest
  }

  /** Types a letter, or takes it out again. */
  #type(count: number): void {
    const { line, character } = this.place
    const end = { line, character: character + (count % 2) }
    this.editor.notify('textDocument/didChange', {
      textDocument: { uri: this.uri, version: ++this.#version },
      contentChanges: [{ range: { start: this.place, end }, text: count % 2 === 0 ? 'x' : '' }],
    })
  }
}

/** The bytes of the server's heap and of what lies beside it, after a collection of garbage. */
async function memoryOf({ child }: Editor, folder: string): Promise<number> {
  // What is looked for after the last letter holds memory of its own meanwhile.
  await sleep(2000)
  const file = join(folder, 'heap')
  child.kill('SIGUSR2')
  while (!existsSync(file)) await sleep(20)
  return Number(readFileSync(file, 'utf8'))
}
