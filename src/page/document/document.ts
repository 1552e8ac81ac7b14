import type { PageModel } from '../model/model.js'
import { LIVE, PAGE_ELEMENT, PAYLOAD_ID } from '../model/payload.js'
import { assets } from './assets.js'
import { payloadText } from './payload.js'
import { contentPolicy } from './policy.js'

/** What a document is made of: texts, which a thread can hand over without a copy of each value. */
export interface PageData {
  /** The name of the main file. */
  readonly main: string
  /** The program with its version. */
  readonly program: string
  readonly payload: string
}

export function pageData(model: PageModel): PageData {
  const { program, configuration } = model
  return { main: configuration.main, program, payload: payloadText(model) }
}

/**
 * A page as one HTML document with all that it needs in it.
 * @param revision of the data, for a page that is served and follows the files
 */
export function pageDocument({ main, program, payload }: PageData, revision?: number): string {
  const isLive = revision !== undefined
  const { script, style } = assets()
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(contentPolicy(assets(), isLive))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${escaped(program)}">
<title>${escaped(main)} · ecconf</title>
<style>${style}</style>
</head>
<body>
<${PAGE_ELEMENT}${isLive ? ` ${LIVE}="${revision}"` : ''}></${PAGE_ELEMENT}>
<noscript>This page shows ${escaped(main)}. It needs JavaScript, of which all is in the page.</noscript>
<script type="application/json" id="${PAYLOAD_ID}">${payload}</script>
<script>${script}</script>
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
}
