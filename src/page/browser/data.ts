import type { PageModel } from '../model/model.js'
import type { Payload } from '../model/payload.js'

/** The data of a page. @throws what the browser says of data that is damaged */
export async function modelFrom(text: string): Promise<PageModel> {
  const payload = JSON.parse(text) as Payload
  if (payload.form === 'plain') return payload.model as PageModel
  const inflated = new Blob([bytesOf(atob(payload.data))])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
  return (await new Response(inflated).json()) as PageModel
}

/** The bytes that characters stand for. A loop: there are millions. */
function bytesOf(characters: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(characters.length)
  for (let at = 0; at < characters.length; at++) bytes[at] = characters.charCodeAt(at)
  return bytes
}
