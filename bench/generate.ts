/**
 * Writes a large configuration: `npx tsx bench/generate.ts --mb 10 --out FOLDER`
 *
 * `--bindings N` with `--domains M` instead of `--mb` makes N bindings with M domains each;
 * `--seed S` makes another one; `--language json|jsonc|toml|yaml` writes the same information in one
 * file for another parser.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Part } from './model.js'
import { provider } from './provider.js'
import { confFiles, type Language, oneText, providerOfSize } from './texts.js'

const LANGUAGES: readonly string[] = ['conf', 'json', 'jsonc', 'toml', 'yaml'] satisfies Language[]

try {
  main()
} catch (error) {
  console.error(`generate: ${(error as Error).message}`)
  process.exitCode = 2
}

function main(): void {
  const { values } = parseArgs({
    options: {
      mb: { type: 'string' },
      bindings: { type: 'string' },
      domains: { type: 'string' },
      seed: { type: 'string', default: '1' },
      language: { type: 'string', default: 'conf' },
      out: { type: 'string' },
    },
  })
  const { out, language } = values
  if (out === undefined) throw new Error('--out FOLDER says where the files go')
  if (!LANGUAGES.includes(language)) throw new Error(`--language is one of ${LANGUAGES.join(', ')}`)
  const seed = number('seed', values.seed)
  const domains = number('domains', values.domains)
  const parts = generated(number('mb', values.mb), number('bindings', values.bindings), {
    seed: seed ?? 1,
    domains,
  })
  const files =
    language === 'conf'
      ? confFiles(parts)
      : new Map([[`ecelerity.${language}`, oneText(parts, language as Language)]])
  for (const [file, text] of files) {
    mkdirSync(dirname(join(out, file)), { recursive: true })
    writeFileSync(join(out, file), text)
  }
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  console.log(`${files.size} files, ${(bytes / 1e6).toFixed(2)} MB in ${out}`)
}

function generated(
  megabytes: number | undefined,
  bindings: number | undefined,
  options: { seed: number; domains: number | undefined },
): Part[] {
  if ((megabytes === undefined) === (bindings === undefined)) {
    throw new Error('--mb SIZE or --bindings N says how large it becomes')
  }
  return bindings === undefined
    ? providerOfSize((megabytes as number) * 1e6, options)
    : provider({ ...options, bindings })
}

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value >= 0) || text.trim() === '') throw new Error(`--${name} takes a number`)
  return value
}
