import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { PageModel } from '../../src/page/model/model.js'
import type { Payload } from '../../src/page/model/payload.js'
import { folderWith } from '../cli/folders.js'
import { ecconf, type Run } from '../tools/program.js'

/** A page that was made, and what was said on the way. */
export interface MadePage extends Run {
  readonly folder: string
  readonly file: string
  readonly url: string
  readonly html: string
}

/** Runs `ecconf page` in a folder. @param words without `-o` */
export function pageOf(folder: string, words: readonly string[] = ['ecelerity.conf']): MadePage {
  const file = join(folder, 'page.html')
  const run = ecconf(['page', ...words, '-o', file], { cwd: folder })
  const html = run.status === 0 ? readFileSync(file, 'utf8') : ''
  return { ...run, folder, file, url: `file://${file}`, html }
}

/** As `pageOf`, in a folder with these files. */
export function pageWith(
  files: Readonly<Record<string, string>>,
  words: readonly string[] = ['ecelerity.conf'],
): MadePage {
  return pageOf(folderWith(files), words)
}

export function rewrite(folder: string, file: string, text: string): void {
  writeFileSync(join(folder, file), text)
}

/** The data of a page as JSON. */
export function dataText(html: string): string {
  const [, text = ''] = /<script type="application\/json"[^>]*>([^<]*)<\/script>/.exec(html) ?? []
  const payload = JSON.parse(text) as Payload
  if (payload.form === 'plain') return JSON.stringify(payload.model)
  return inflateRawSync(Buffer.from(payload.data, 'base64')).toString('utf8')
}

export function dataOf(html: string): PageModel {
  return JSON.parse(dataText(html)) as PageModel
}
