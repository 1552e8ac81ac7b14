/**
 * Draws what the program prints on a terminal as an SVG: the picture in README.md. Run by
 * `npm run picture`; a test holds the picture fresh.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ecconfOnTerminal, ROOT } from './program.js'
import { scratch } from './scratch.js'

/** The picture, from the checkout's root. */
export const PICTURE = 'docs/terminal.svg'

const MAIN = 'eccluster.conf'
const COLOURS: Readonly<Record<string, string>> = {
  31: '#f47067',
  32: '#8ddb8c',
  33: '#f0b45b',
  36: '#6cb6ff',
}
const CELL = { width: 8.4, height: 19 }
const MARGIN = 16

/** What two commands print on the manager's files with a mistake in them, as an SVG. */
export async function terminalPicture(): Promise<string> {
  const root = scratch('corpus/cluster')
  const folder = join(root, 'opt/msys/ecelerity/etc/conf/default')
  const path = join(folder, MAIN)
  const right = readFileSync(path, 'utf8')
  writeFileSync(path, right.replace('File_Mode = 0640', 'Fiel_Mode = 0640'))
  const lint = await ecconfOnTerminal(['lint', '--sysroot', root, MAIN], [], { cwd: folder })
  writeFileSync(path, right)
  const words = ['set', 'logs', 'file_mode', '0600']
  const flags = ['--sysroot', root, '-c', MAIN, '--dry-run']
  const set = await ecconfOnTerminal([...words, ...flags], [], { cwd: folder })
  const finding = lint.screen.slice(0, lint.screen.indexOf('\n\n'))
  const error = finding.slice(finding.search(/\S*error/))
  return draw([
    `$ ecconf lint ${MAIN}`,
    ...error.split('\n'),
    '',
    `$ ecconf ${words.join(' ')} -c ${MAIN}`,
    ...set.screen.trimEnd().split('\n'),
  ])
}

function draw(lines: readonly string[]): string {
  const widest = Math.max(...lines.map((line) => plain(line).length))
  const width = Math.ceil(widest * CELL.width + 2 * MARGIN)
  const height = lines.length * CELL.height + 2 * MARGIN
  const rows = lines.map((line, row) => {
    const y = MARGIN + row * CELL.height + 14
    return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans(line)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#d5dbe3">
<title>What ecconf lint and ecconf set print</title>
<rect width="100%" height="100%" rx="8" fill="#1c2128"/>
${rows.join('\n')}
</svg>
`
}

/** A line of the terminal with its colours as SVG. */
function spans(line: string): string {
  let colour = ''
  let isBold = false
  let isDim = false
  let text = ''
  for (const part of line.split(/(\x1b\[\d+m)/)) {
    const code = /^\x1b\[(\d+)m$/.exec(part)?.[1]
    if (code === undefined) {
      if (part === '') continue
      const fill = colour || (isDim ? '#768390' : '')
      const style = `${fill && ` fill="${fill}"`}${isBold ? ' font-weight="bold"' : ''}`
      text += style ? `<tspan${style}>${escaped(part)}</tspan>` : escaped(part)
    } else if (code === '1') isBold = true
    else if (code === '2') isDim = true
    else if (code === '22') isBold = isDim = false
    else colour = COLOURS[code] ?? ''
  }
  return text
}

function plain(line: string): string {
  return line.replace(/\x1b\[\d+m/g, '')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(ROOT, PICTURE), await terminalPicture())
}
