import { cidr } from './addresses/cidr.js'
import { hostAddress } from './addresses/host-address.js'
import { hostName } from './addresses/host-name.js'
import { hostPort } from './addresses/host-port.js'
import { ipAddress } from './addresses/ip-address.js'
import { localAddress } from './addresses/local-address.js'
import { mailAddress } from './addresses/mail-address.js'
import { mailAddresses } from './addresses/mail-addresses.js'
import { nextHop } from './addresses/next-hop.js'
import { socketAddress } from './addresses/socket-address.js'
import { busUrl } from './bus-url.js'
import { datasourceUri } from './datasource-uri.js'
import { domain } from './domain.js'
import { domainGlob } from './domain-glob.js'
import { domainOrPattern } from './domain-or-pattern.js'
import { duration } from './duration.js'
import type { Format } from './format.js'
import { formatString } from './format-string.js'
import { logDestination } from './log-destination.js'
import { pathTemplate } from './path-template.js'
import { pcre } from './pcre.js'
import { route } from './route.js'
import { strftime } from './strftime.js'
import { sweepAction } from './sweep-action.js'
import { tlsProtocols } from './tls-protocols.js'

/** The checks of the keyword `format` in `schemas/`, for what JSON Schema cannot express. */
export const FORMATS = {
  'bus-url': busUrl,
  cidr,
  'datasource-uri': datasourceUri,
  domain,
  'domain-glob': domainGlob,
  'domain-or-pattern': domainOrPattern,
  duration,
  'format-string': formatString,
  'host-address': hostAddress,
  'host-name': hostName,
  'host-port': hostPort,
  'ip-address': ipAddress,
  'local-address': localAddress,
  'log-destination': logDestination,
  'mail-address': mailAddress,
  'mail-addresses': mailAddresses,
  'next-hop': nextHop,
  'path-template': pathTemplate,
  pcre,
  route,
  'socket-address': socketAddress,
  strftime,
  'sweep-action': sweepAction,
  'tls-protocols': tlsProtocols,
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof FORMATS
