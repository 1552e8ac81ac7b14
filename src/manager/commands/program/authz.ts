import { xmlAttribute } from '../../../config/printing/xml.js'
import { ConsoleError } from '../../../console/index.js'
import { plainJson } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `authz id` (runtime spec 3.4): always XML. */
export const authzId: Command = {
  name: 'authz id',
  usage: ['authz id'],
  description: 'Show the user of this session and the roles that the user has',
  operands: 'none',
  only: 'manager',
  pipe: { displays: ['json'] },
  ownXml: true,
  run: async ({ operands, output, display }, { user, roles }) => {
    takesNothing(operands, authzId.usage)
    const own = await known(roles.own())
    if (display === 'json') await output.write(plainJson({ user, roles: own }))
    else {
      const lines = own.map((name) => `    <Role${xmlAttribute('name', name)}/>\n`).join('')
      const head = `<AuthzInformation${xmlAttribute('username', user)}>`
      await output.write(`${head}\n  <Roles>\n${lines}  </Roles>\n</AuthzInformation>\n`)
    }
    return DONE
  },
}

/** `authz roles list` (runtime spec 3.4): indented by one blank, as the product does. */
export const authzRolesList: Command = {
  name: 'authz roles list',
  usage: ['authz roles list'],
  description: 'Show all roles that there are',
  operands: 'none',
  only: 'manager',
  pipe: { displays: ['json'] },
  ownXml: true,
  run: async ({ operands, output, display }, { roles }) => {
    takesNothing(operands, authzRolesList.usage)
    const all = await known(roles.all())
    if (display === 'json') await output.write(plainJson({ roles: all }))
    else {
      const lines = all.map((name) => ` <Role${xmlAttribute('name', name)}/>\n`).join('')
      await output.write(`<Roles>\n${lines}</Roles>\n`)
    }
    return DONE
  },
}

/** @throws ConsoleError when the store cannot be asked: the reason is for the log alone */
async function known(roles: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await roles
  } catch {
    throw new ConsoleError(MESSAGES.rolesUnknown)
  }
}
