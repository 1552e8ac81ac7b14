import { withoutHostBits } from '../../../schema/values/addresses/cidr.js'
import { encodeString, type ScalarView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { eachScalar } from '../../values/scalars.js'

/** A network with bits set beyond its mask, which are ignored (language spec 8, "CIDR match"). */
export const hostBits: SchemaRule = {
  codes: ['schema/host-bits'],
  option({ value, types }, { findings }) {
    if (types.length === 0 || types.some(({ type, element }) => (element ?? type) !== 'cidr'))
      return
    for (const scalar of eachScalar(value)) check(scalar, findings)
  },
  scope({ view, types }, { findings }) {
    if (view.instance === undefined || types.length === 0) return
    if (types.every(({ instanceType }) => instanceType === 'cidr')) check(view.instance, findings)
  },
}

function check(scalar: ScalarView, findings: FileFindings): void {
  const { value, start, end } = scalar
  const network = withoutHostBits(value)
  if (network === undefined) return
  const [host = '', mask = ''] = value.split('/')
  findings.report(
    'schema/host-bits',
    scalar,
    `Network ${quoted(value)} has bits set behind its mask`,
    {
      detail:
        `A mask of ${mask} leaves them out: it is ${network}. ` +
        `If one address is meant, write "${host}".`,
      fix: findings.unsafeFix(`Write ${network}`, {
        start,
        end,
        text: scalar.quoted ? encodeString(network) : network,
      }),
    },
  )
}
