/**
 * Runs compiled test files one after another in this process: `node together-process.js MARK FILE...`. What a
 * file printed stands between two lines of the mark: `MARK begin FILE` and `MARK end FILE SECONDS`. A
 * file that cannot be loaded has no end, and is the last.
 */
import { pathToFileURL } from 'node:url'

const [mark = '', ...files] = process.argv.slice(2)

/** uvu's own way to leave it to a runner when suites run: its queue has one entry a file. */
const runner = globalThis as unknown as { UVU_DEFER: number; UVU_QUEUE: unknown[] }
runner.UVU_DEFER = 1
const { exec } = await import('uvu')

for (const file of files) {
  const started = performance.now()
  process.stdout.write(`\n${mark} begin ${file}\n`)
  // The first of an entry is a title, here none; suites add themselves behind it.
  runner.UVU_QUEUE.splice(0, Number.POSITIVE_INFINITY, [null])
  await import(pathToFileURL(file).href)
  await exec()
  // What tests came to stands in the output. Any other status is a mishap.
  process.exitCode = 0
  const seconds = (performance.now() - started) / 1000
  process.stdout.write(`\n${mark} end ${file} ${seconds.toFixed(3)}\n`)
}
