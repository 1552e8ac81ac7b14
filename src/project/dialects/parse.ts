import {
  type DialectDocument,
  parseClusterBoot,
  parseDigestFile,
  parseEnvironment,
  parseGroupsFile,
  parseMbus,
  parsePasswordFile,
  parseRotate,
} from '../../../grammar/index.js'
import type { DialectName } from './other-languages.js'

const PARSERS: Readonly<
  Record<
    DialectName,
    (text: string | Uint8Array, options: { name: string }) => DialectDocument<unknown>
  >
> = {
  mbus: parseMbus,
  'cluster-boot': parseClusterBoot,
  environment: parseEnvironment,
  digest: parseDigestFile,
  passwords: parsePasswordFile,
  groups: parseGroupsFile,
  rotate: parseRotate,
}

/** Parses a text in a dialect. Never throws: what is wrong is in `diagnostics`. */
export function parseInDialect(
  dialect: DialectName,
  text: string | Uint8Array,
  name: string,
): DialectDocument<unknown> {
  return PARSERS[dialect](text, { name })
}
