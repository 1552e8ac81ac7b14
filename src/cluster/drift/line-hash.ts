import { createHash } from 'node:crypto'
import { visible } from '../../report/index.js'
import { canonicalLine, type Listed } from './listing.js'

/** How many characters of a line's hash a comparison needs. */
const SHORT_HASH = 16

/** How a comparison calls an option with its value. */
export function lineHash({ key, meaning }: Pick<Listed, 'key' | 'meaning'>): string {
  return createHash('sha256')
    .update(canonicalLine(key, meaning), 'utf8')
    .digest('hex')
    .slice(0, SHORT_HASH)
}

/** An option and where it is set, without its value: that may be a secret. */
export function placed({ scope, option, file, line }: Listed): string {
  return visible(`${scope} ${option}: ${line === 0 ? file : `${file}:${line}`}`)
}
