import type { PageModel } from '../model/model.js'
import type { Payload } from '../model/payload.js'

/** The data of a page. @throws what the browser says of data that is damaged */
export async function modelFrom(text: string): Promise<PageModel> {
  const payload = JSON.parse(text) as Payload
  if (payload.form === 'plain') return payload.model as PageModel
  const bytes = Uint8Array.from(atob(payload.data), (character) => character.charCodeAt(0))
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return (await new Response(inflated).json()) as PageModel
}
