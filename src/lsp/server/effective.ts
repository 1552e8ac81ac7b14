import type { LintTarget } from '../../project/targets/lint-targets.js'
import { targetFor } from '../meaning/effective/answers.js'
import { type EffectiveAddress, effectiveAddress } from '../meaning/effective/uris.js'
import { unlessWrong } from '../workspace/unless-wrong.js'
import type { Serving } from './serving.js'

/** The configuration that an address of the server's own shows; undefined for any other address. */
export async function effectiveTarget(
  serving: Serving,
  uri: string,
): Promise<LintTarget | undefined> {
  const address = effectiveAddress(uri)
  return address && targetAt(serving, address)
}

/** The configuration of a file, of a main file first of all; undefined when nothing can be read. */
export async function targetAt(
  { workspace }: Serving,
  address: EffectiveAddress,
): Promise<LintTarget | undefined> {
  const targets = await unlessWrong(workspace.targets(address.path))
  return targets && targetFor(address, targets)
}
