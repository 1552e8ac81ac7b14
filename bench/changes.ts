import type { Change } from '../src/index.js'
import type * as OnNode from '../src/node.js'
import { changedFiles, renderUnifiedDiff } from '../src/report/index.js'
import type { SetMeasures, SetTask } from './tasks.js'

const OPTION = 'Max_Outbound_Connections'

type Loaded = Awaited<ReturnType<typeof OnNode.load>>

/** Times a `set` with its preview, from the loaded configuration to the text of the diff. */
export async function measureSet({ library, file, where, runs }: SetTask): Promise<SetMeasures> {
  const { change, load } = (await import(`${library}/node.js`)) as typeof OnNode
  const asked = changeOf(await load(file), where)
  const timed = async () => {
    const configuration = await load(file)
    const started = performance.now()
    const changeSet = await change(configuration, [asked])
    const files = changedFiles(changeSet, configuration, { maskSecrets: true })
    const diff = renderUnifiedDiff(files)
    const time = performance.now() - started
    if (diff === '') throw new Error(`no diff: ${changeSet.refusals[0]?.summary}`)
    return time
  }
  const first = await timed()
  const times: number[] = []
  for (let run = 0; run < runs; run++) times.push(await timed())
  return { first, times }
}

function changeOf(configuration: Loaded, where: SetTask['where']): Change {
  const change = { kind: 'set', option: OPTION, value: '77', words: [] } as const
  switch (where) {
    case 'global':
      return { ...change, path: [] }
    case 'domain':
      return { ...change, path: [{ name: 'Domain', instance: 'yahoo.com' }] }
    case 'domain of a binding': {
      const [group] = configuration.root.scopesNamed('Binding_Group').slice(50)
      const domain = group?.scopesNamed('Binding')[0]?.scopesNamed('Domain')[0]
      if (domain === undefined) throw new Error('the configuration has no domains in bindings')
      return { ...change, path: domain.path }
    }
    case 'new scope':
      return { ...change, path: [{ name: 'Domain', instance: 'new.example' }] }
  }
}
