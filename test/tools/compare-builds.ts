/**
 * `npm run compare-builds -- OLD NEW [WORDS]`: runs every command of the programs on the corpus with two builds
 * (folders such as `dist`), and compares what they print, their exit statuses and the files they leave.
 * The differences that somebody asked for are in `compare/expected.ts`. Prints each run that differs
 * otherwise, and each expected difference that no run shows; exit 1 when there are any. With WORDS, such
 * as "option file", only the command lines that have them.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { diffLines } from 'diff'
import { Comparison } from './compare/comparison.js'
import { EXPECTED } from './compare/expected.js'
import { type Run, runs, runsOfFiles } from './compare/runs.js'
import { Side } from './compare/side.js'

/** How many runs share a process. */
const MOST_TOGETHER = 50

const { positionals } = parseArgs({ allowPositionals: true })
const [before, after, words = ''] = positionals
if (before === undefined || after === undefined) {
  throw new Error('usage: compare-builds OLD NEW [WORDS]')
}
const isWanted = (run: Run) => run.words.includes(words)

const place = mkdtempSync(join(tmpdir(), 'ecconf-compare-'))
process.on('exit', () => rmSync(place, { recursive: true, force: true }))
const old = new Side(resolve(before), join(place, 'a/corpus'))
const made = new Side(resolve(after), join(place, 'b/corpus'))
const comparison = new Comparison(EXPECTED)
let count = 0
let differing = 0

for (const run of runs().filter(isWanted)) {
  const [was, is] = await Promise.all([old.outcome(run), made.outcome(run)])
  report(run, was, is)
}
const ofFiles = runsOfFiles().filter(isWanted)
for (let at = 0; at < ofFiles.length; at += MOST_TOGETHER) {
  const some = ofFiles.slice(at, at + MOST_TOGETHER)
  const [was, is] = [old.outcomes(some), made.outcomes(some)]
  for (const [index, run] of some.entries()) report(run, was[index] ?? '', is[index] ?? '')
}

const unseen = words === '' ? comparison.unseen() : []
for (const { point, what } of unseen) {
  console.log(`\nno run shows what ${point} asks for: ${what}`)
}
console.log(`\n${count} runs, ${differing} differ in what nobody asked for`)
for (const [point, seen] of comparison.seen()) console.log(`${point}: ${seen} runs`)
if (differing > 0 || unseen.length > 0) process.exitCode = 1

function report(run: Run, was: string, is: string): void {
  count++
  const left = comparison.of(run.words, was, is)
  if (left === undefined) return
  differing++
  console.log(`\n${run.words}`)
  const [wasText, isText] = [left.was, left.is].map((text) =>
    Buffer.from(text, 'latin1').toString(),
  )
  for (const { added, removed, value } of diffLines(wasText ?? '', isText ?? '')) {
    if (added || removed) console.log(value.replace(/^(?=.)/gm, added ? '+ ' : '- ').trimEnd())
  }
}
