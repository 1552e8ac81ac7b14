/** How the data stands in the document: as it is, or compressed when there is much of it. */
export type Payload =
  | { readonly form: 'plain'; readonly model: unknown }
  /** Raw deflate, in base64. */
  | { readonly form: 'deflate'; readonly data: string }

/** The `id` of the element that holds it. */
export const PAYLOAD_ID = 'ecconf-data'

/**
 * The name of the element that is the page, and the attribute that it has when it is served live: which
 * of the data it has.
 */
export const PAGE_ELEMENT = 'ecconf-page'
export const LIVE = 'live'

/** What a live page asks for, beside its own address. */
export const MODEL_PATH = 'model.json'
export const EVENTS_PATH = 'events'
