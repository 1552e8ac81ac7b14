import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import { scratch } from '../tools/scratch.js'
import { playTranscript } from './transcript.js'

const FOLDER = fileURLToPath(new URL('./transcripts/', import.meta.url))

const only = process.env.TRANSCRIPT

for (const name of readdirSync(FOLDER).sort()) {
  if (only !== undefined && !name.includes(only)) continue
  test(name, () => playTranscript(`${FOLDER}${name}`, scratch()))
}

test.run()
