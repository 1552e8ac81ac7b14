import { createHash } from 'node:crypto'
import type { Assets } from './assets.js'

/**
 * What the content of a page may do: run its own code, use its own style, and nothing else.
 * @param isLive whether it may ask the server that it comes from
 */
export function contentPolicy({ script, style }: Assets, isLive: boolean): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    ...(isLive ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ')
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
