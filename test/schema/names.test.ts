import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { registry, type ScopeType } from '../../src/schema/index.js'
import { scopeAt } from './lookup.js'

type Names = Readonly<Record<string, string>>

/** What the product has: each a list of words. */
const names: {
  /** Each option of the core: the scopes where it stands. */
  options: Names
  /** Each scope of the core: the scopes where it stands. */
  scopes: Names
  /** Each module and scope in a module, by its path: its options. */
  modules: Names
  /** Other names that the documents have for options, by the path of the scope. */
  aliases: Names
} = JSON.parse(readFileSync(new URL('./names.json', import.meta.url), 'utf8'))

const test = suite('names')

function words(list: string): string[] {
  return list.split(' ').filter((word) => word !== '')
}

/** The places of a scope of the core: a module may have one of the same name. */
function places(name: string): readonly ScopeType[] {
  if (name === 'global') return [registry().global]
  const all = registry().scopesNamed(name)
  return all.filter(({ id }) => id === name || !((id.split('/')[0] as string) in names.modules))
}

test('every option of the core stands in every place of each of its scopes', () => {
  for (const [option, scopes] of Object.entries(names.options)) {
    for (const name of words(scopes)) {
      assert.ok(places(name).length > 0, `no scope ${name}`)
      for (const place of places(name)) {
        assert.ok(place.options.has(option), `${option} is missing in ${place.id}`)
      }
    }
  }
})

test('every scope of the core stands in each of its scopes', () => {
  for (const [scope, parents] of Object.entries(names.scopes)) {
    for (const parent of words(parents)) {
      for (const place of places(parent)) {
        assert.ok(place.scopes.has(scope), `${scope} is missing in ${place.id}`)
      }
    }
  }
})

test('every module and scope in a module has its options', () => {
  for (const [path, options] of Object.entries(names.modules)) {
    const scope = scopeAt(path)
    for (const option of words(options)) {
      assert.ok(scope.options.has(option), `${option} is missing in ${path}`)
    }
  }
})

test('nothing stands in a module that its list has not', () => {
  const surplus = Object.entries(names.modules).flatMap(([path, options]) => {
    const known = words(options)
    const found = [...scopeAt(path).options.values()].filter(({ aliasOf }) => aliasOf === undefined)
    const others = found.map(({ name }) => name).filter((name) => !known.includes(name))
    return others.map((name) => `${name} in ${path}`)
  })
  // What every module takes the engines of antivirus take as well.
  const engines = ['av_fsecure', 'clamav', 'csapi'].map((name) => `antivirus/${name}`)
  const taken = engines.flatMap((path) => [`enabled in ${path}`, `debug_level in ${path}`])
  assert.equal(surplus, taken)
})

test('the other names that the documents have are known, and lead to the first', () => {
  for (const [path, options] of Object.entries(names.aliases)) {
    const scope = scopeAt(path)
    for (const name of words(options)) {
      const option = scope.options.get(name)
      assert.ok(option?.aliasOf !== undefined, `${name} in ${path} is no other name`)
      assert.ok(scope.options.has(option.aliasOf), `${option.aliasOf} is missing in ${path}`)
    }
  }
})

test('nothing stands in the core that no list has, but for what is told apart', () => {
  const surplus = new Set<string>()
  for (const name of [...Object.keys(names.scopes), 'global']) {
    if (name in names.modules) continue
    for (const place of places(name)) {
      for (const option of place.options.values()) {
        const known = words(names.options[option.name] ?? '').includes(name)
        if (!known && option.aliasOf === undefined) surplus.add(`${option.name} in ${name}`)
      }
    }
  }
  // Runtime spec 2: what stands in one of Control_Listener, Listen and Peer is taken in all three.
  assert.equal([...surplus].sort(), [
    'authcrammd5parameters in peer',
    'authorizationparameters in peer',
    'authplainparameters in control_listener',
    'authplainparameters in peer',
    'duravip_follow in control_listener',
    'duravip_follow in peer',
    'duravip_preference in control_listener',
    'duravip_preference in peer',
    'enable_duravip in control_listener',
    'enable_duravip in peer',
    'timeout in listen',
    'timeout in peer',
  ])
})

test.run()
