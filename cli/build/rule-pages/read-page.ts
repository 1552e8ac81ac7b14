import { parse } from 'yaml'
import type { Example, Explanation } from '../../../src/diagnostics/explanations/explanation.js'
import type { Severity } from '../../../src/diagnostics/index.js'
import { BuildFailure } from '../failure.js'
import { exampleText } from './example-text.js'
import { plainText } from './markdown.js'

/** What the page of a code says by itself, without what follows from it. */
export interface RulePage {
  readonly code: string
  readonly severity: Severity
  readonly explanation: Explanation
}

/**
 * Reads the page of a code. What `npm run docs` writes into it is passed over, so that a new page
 * needs only its front matter, its text, and both examples.
 *
 * @param file the page's path from the root, for messages
 * @throws BuildFailure when the page lacks something, or has something that no page has
 */
export function readPage(text: string, file: string): RulePage {
  return new PageReader(text, file).page()
}

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'info'] satisfies Severity[]

/** The sections, in their order, and whether they are the author's. */
const SECTIONS = { Wrong: true, Right: true, Fix: false, 'Switch it off': false } as const

type Growing = { -readonly [Key in keyof Example]: Example[Key] } & {
  files: Record<string, string>
  readable?: string[]
}

class PageReader {
  readonly #lines: readonly string[]
  #at = 0

  constructor(
    text: string,
    private readonly file: string,
  ) {
    this.#lines = text.split(/\r?\n/)
  }

  page(): RulePage {
    const { code, severity, summary } = this.#frontMatter()
    const text = this.#paragraphs()
    const wrong = this.#example('Wrong')
    const right = this.#example('Right')
    this.#rest()
    return {
      code,
      severity,
      explanation: { title: summary, text, wrong, right },
    }
  }

  #frontMatter(): { code: string; severity: Severity; summary: string } {
    const end = this.#lines.indexOf('---', 1)
    if (this.#lines[0] !== '---' || end < 0) {
      throw this.#failure('a page begins with "---", front matter, and another "---"')
    }
    const { code, severity, summary, ...others } = this.#yaml(this.#lines.slice(1, end).join('\n'))
    for (const [key, value] of Object.entries({ code, severity, summary })) {
      if (typeof value !== 'string') throw this.#failure(`the front matter has no ${key}`)
    }
    if (!SEVERITIES.includes(severity)) {
      throw this.#failure(`the severity is ${SEVERITIES.join(' or ')}, not ${severity}`)
    }
    const [unknown] = Object.keys(others)
    if (unknown !== undefined) throw this.#failure(`no page has "${unknown}" in its front matter`)
    this.#at = end + 1
    return { code: code as string, severity: severity as Severity, summary: summary as string }
  }

  #yaml(text: string): Readonly<Record<string, unknown>> {
    try {
      const data: unknown = parse(text)
      if (typeof data === 'object' && data !== null) return data as Record<string, unknown>
    } catch {
      // What YAML says names lines of the front matter alone.
    }
    throw this.#failure('the front matter is lines of YAML: "key: value"')
  }

  /** The text in front of the examples, a paragraph each. */
  #paragraphs(): string[] {
    const paragraphs: string[] = []
    for (let words = this.#block(); words !== undefined; words = this.#block()) {
      if (!isMade(words)) paragraphs.push(plainText(words))
    }
    if (paragraphs.length === 0) throw this.#failure('there is no text before "## Wrong"')
    return paragraphs
  }

  #example(heading: keyof typeof SECTIONS): Example {
    if (this.#lines[this.#at] !== `## ${heading}`) {
      throw this.#failure(`"## ${heading}" belongs here`)
    }
    this.#at++
    const example: Growing = { files: {} }
    for (let words = this.#block(); words !== undefined; words = this.#block()) {
      const file = /^`([^`]+)`(, and others may read it)?:$/.exec(words)
      const flags = /^With `([^`]+)`:$/.exec(words)
      if (file !== null) {
        const [, name = '', readable] = file
        example.files[name] = exampleText(this.#code())
        if (readable !== undefined) example.readable = [...(example.readable ?? []), name]
      } else if (flags !== null) this.#flags(flags[1] as string, example)
      else if (words === 'This is found:' && heading === 'Wrong') this.#code()
      else throw this.#failure('an example is "`NAME`:" and a block of code for each file', -1)
    }
    if (Object.keys(example.files).length === 0) throw this.#failure('this example has no file')
    return example
  }

  /** What the example needs on the command line. `--schema` says what the files say too. */
  #flags(text: string, example: Growing): void {
    for (const [flag, name, value] of text.matchAll(/(\S+)(?: ([^-\s]\S*))?/g)) {
      if (name === '--target' && value !== undefined) example.target = value
      else if (name === '--check-files' && value === undefined) example.checkFiles = true
      else if (name !== '--schema') throw this.#failure(`no example has the flag "${flag}"`, -1)
    }
  }

  /** The lines of the block of code that is next. */
  #code(): readonly string[] {
    while (this.#lines[this.#at] === '') this.#at++
    const fence = /^(`{3,})text$/.exec(this.#lines[this.#at] ?? '')?.[1]
    const start = this.#at + 1
    const end = fence === undefined ? -1 : this.#lines.indexOf(fence, start)
    if (end < 0) throw this.#failure('a block of code between "```text" and "```" belongs here')
    this.#at = end + 1
    return this.#lines.slice(start, end)
  }

  /** The next lines up to an empty one; undefined in front of a heading and at the end. */
  #block(): string | undefined {
    while (this.#lines[this.#at] === '') this.#at++
    if (this.#lines[this.#at]?.startsWith('## ') ?? true) return undefined
    const start = this.#at
    while ((this.#lines[this.#at] ?? '') !== '') this.#at++
    return this.#lines.slice(start, this.#at).join(' ')
  }

  /** What stands behind the examples is made. */
  #rest(): void {
    for (; this.#at < this.#lines.length; this.#at++) {
      const heading = /^## (.*)/.exec(this.#lines[this.#at] as string)?.[1]
      if (heading === undefined) continue
      if (SECTIONS[heading as keyof typeof SECTIONS] !== false) {
        throw this.#failure(`no page has "## ${heading}" here`)
      }
    }
  }

  /** @param by how far the line is from the one that is next, which the message names */
  #failure(what: string, by = 0): BuildFailure {
    return new BuildFailure(`${this.file}:${this.#at + 1 + by}: ${what}`)
  }
}

/** Whether a paragraph is what `npm run docs` writes above the text: the note, heading, summary. */
function isMade(words: string): boolean {
  return /^(?:<!-- .* -->|# .*|\*\*.*\*\* \((?:error|warning|info)\))$/.test(words)
}
