import { type FormatProblem, wrongWhole } from '../format.js'
import { parseAddress } from './address.js'
import { isName, whyNoName } from './host-name.js'

interface EndpointForm {
  readonly port: 'required' | 'optional'
  /** Whether `*`, `[*]` or no host is allowed and means all addresses. */
  readonly anyAddress?: boolean
  /** Whether the path of a Unix domain socket is allowed. */
  readonly path?: boolean
}

/**
 * Checks HOST:PORT in its forms; IPv6 must be in brackets (language spec 2.4, sockaddr). No page says that
 * IPv4 may not stand in them, so it may.
 */
export function endpointProblem(text: string, form: EndpointForm): FormatProblem | undefined {
  if (form.path && text.startsWith('/')) return undefined
  if (text === '' && form.port === 'optional') return undefined
  if (text.includes('://')) return wrongWhole(text, whyNoName(text))
  const bare = bracketsMissing(text, form)
  if (bare !== undefined) {
    return wrongWhole(text, 'An IPv6 address stands in brackets here.', bare)
  }
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(text)
  if (parts === null) return wrongWhole(text, whyNoName(text))
  const [, host = '', port] = parts
  if (port === undefined && form.anyAddress && /^\d{1,5}$/.test(text)) {
    return wrongWhole(text, 'A port alone has a colon in front.', `:${text}`)
  }
  if (!isHost(host, form)) return wrongWhole(text, whyNoName(host))
  if (port === undefined) {
    return form.port === 'optional' ? undefined : wrongWhole(text, 'The port is missing.')
  }
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65535) return undefined
  return {
    start: text.length - port.length - 1,
    end: text.length,
    reason: 'A port is a number up to 65535.',
  }
}

function isHost(host: string, { anyAddress }: EndpointForm): boolean {
  if (host.startsWith('[')) {
    const address = host.slice(1, -1)
    return (anyAddress && address === '*') || parseAddress(address) !== undefined
  }
  if (host === '' || host === '*') return anyAddress === true
  return isName(host) || parseAddress(host) !== undefined
}

/** The text with the missing brackets around its IPv6 address; undefined when none are missing. */
function bracketsMissing(text: string, { port }: EndpointForm): string | undefined {
  const colon = text.lastIndexOf(':')
  const host = text.slice(0, Math.max(colon, 0))
  const number = text.slice(colon + 1)
  const isWithPort = /^\d{1,5}$/.test(number) && parseAddress(host)?.length === 16
  if (isWithPort && port === 'required') return `[${host}]:${number}`
  return parseAddress(text)?.length === 16 ? `[${text}]` : undefined
}
