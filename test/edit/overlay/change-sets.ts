import * as assert from 'uvu/assert'
import {
  type ChangeSet,
  editedBytes,
  type OverlayOptions,
  planOverlayApply,
  planOverlayRemove,
} from '../../../src/edit/index.js'
import { Source } from '../../../src/syntax/index.js'
import { decodeUtf8 } from '../../../src/syntax/utf8.js'
import { MemoryEnvironment, type MemoryEnvironmentOptions } from '../../tools/memory-environment.js'

/** Files by their names in `/c`, or by absolute paths. */
export type Files = Readonly<Record<string, string>>
type Options = OverlayOptions & MemoryEnvironmentOptions & { sysroot?: string; base?: string }

function optionsFor(files: Files, options: Options) {
  const { sysroot, base: _, require, inline, fixOrder, mains, ...rest } = options
  const absolute = Object.entries(files).map(([name, text]) => [
    name.startsWith('/') ? name : `/c/${name}`,
    text,
  ])
  const environment = new MemoryEnvironment(Object.fromEntries(absolute), {
    workingDirectory: '/c',
    ...rest,
  })
  return {
    environment,
    sysroot,
    ...(require && { require }),
    ...(inline && { inline }),
    ...(fixOrder && { fixOrder }),
    ...(mains && { mains }),
  }
}

/** Overlays are words of a text: `a.conf d/`. */
export function apply(files: Files, overlays: string, options: Options = {}): Promise<ChangeSet> {
  const { base = 'base.conf' } = options
  return planOverlayApply(base, overlays.split(' '), optionsFor(files, options))
}

export function remove(files: Files, overlays: string, options: Options = {}): Promise<ChangeSet> {
  const { base = 'base.conf' } = options
  return planOverlayRemove(base, overlays.split(' '), optionsFor(files, options))
}

/** The base after a change that must not be refused. */
export async function after(files: Files, plan: Promise<ChangeSet>, base = 'base.conf') {
  const { edits, refusals } = await plan
  assert.equal(refusals, [])
  const text = files[base] ?? ''
  const [own] = edits
  return own === undefined ? text : decodeUtf8(editedBytes(new Source(text), own))
}

/** Code, summary and detail of the only refusal. */
export async function refusal(plan: Promise<ChangeSet>): Promise<[string, string, string]> {
  const { edits, refusals } = await plan
  assert.equal(edits, [])
  assert.is(refusals.length, 1)
  const { code, summary, detail } = refusals[0] ?? ({} as never)
  return [code, summary, detail]
}

/** The notes of a plan that changes nothing. */
export async function notes(plan: Promise<ChangeSet>): Promise<readonly string[]> {
  const changeSet = await plan
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.edits, [])
  return changeSet.notes
}
