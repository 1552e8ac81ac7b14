import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { explanation } from '../../src/diagnostics/explanations/index.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { fingerprints } from '../../src/lint/index.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import { textsOf } from '../../src/project/targets/findings.js'
import {
  type FormatInfo,
  type ReportFormat,
  renderFormat,
} from '../../src/report/findings/formats/index.js'
import { VERSION } from '../version.js'
import { pageAddress } from './pages.js'
import type { ReportWriter } from './report.js'

/** A form for programs and services. */
export function formatWriter(format: ReportFormat): ReportWriter {
  return (report, { texts, targets, verdict }) => {
    const { document, path } = textsOf(targets)
    const root = checkoutAround(process.cwd())
    const published = (file: string) => publishedPath(root, path(file) ?? resolve(file))
    let prints: ReturnType<typeof fingerprints> | undefined
    const info: FormatInfo = {
      version: VERSION,
      path: published,
      rule: (code) => explanation(code),
      fingerprint: (diagnostic: Diagnostic) => {
        prints ??= fingerprints(report.all ?? report.diagnostics, { document, nameOf: published })
        return prints.get(diagnostic)?.hash ?? ''
      },
      home: pageAddress('lint.md'),
      page: (code) => pageAddress(`rules/${code}.md`),
      verdict,
    }
    return renderFormat(format, report, texts, info)
  }
}

/** The folder of the checkout that holds a folder; the folder itself when there is none. */
function checkoutAround(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (at === dirname(at)) return folder
  }
}

/** A path relative to the checkout where it lies below it, else as it is. */
function publishedPath(root: string, path: string): string {
  const below = relative(root, path)
  if (below !== '' && !below.startsWith('..') && !isAbsolute(below)) return below
  const real = realPathOf(path)
  return real === path ? path : publishedPath(root, real)
}
