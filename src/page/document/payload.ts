import { deflateRawSync } from 'node:zlib'
import type { PageModel } from '../model/model.js'
import type { Payload } from '../model/payload.js'

/** How many UTF-16 units data may have that stands in the page as it is; more is compressed. */
const MOST_PLAIN = 64 * 1024

/** The data of a page as JSON that can stand in a document. */
export function payloadText(model: PageModel): string {
  const text = JSON.stringify(model)
  const isPlain = text.length <= MOST_PLAIN
  const plain: Payload = { form: 'plain', model }
  const payload: Payload = isPlain
    ? plain
    : { form: 'deflate', data: deflateRawSync(text).toString('base64') }
  // Nothing in it may end the element, or begin a comment.
  return JSON.stringify(payload).replaceAll('<', '\\u003c')
}
