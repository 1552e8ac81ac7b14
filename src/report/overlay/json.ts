import { type Definition, displayScope, type Effective } from '../../config/index.js'
import type { OverlayEffect, OverlayStatus } from '../../edit/index.js'
import { definitionJson, valueJson } from '../lookup/value-json.js'

/** What overlays override and add, and whether they are in effect, as data. */
export function overlayJson(status: OverlayStatus, maskSecrets: boolean): unknown {
  const { base, state, effects, newScopes } = status
  const effective = ({ option, type }: OverlayEffect, { origin, value, scope }: Effective) => {
    return {
      origin,
      ...(value && valueJson({ name: option, type }, value, maskSecrets)),
      ...(origin === 'definition' && { scope: displayScope(scope?.path ?? []) }),
    }
  }
  return {
    version: 1,
    base: base.name,
    state,
    overlays: statesJson(status),
    options: effects.map((effect) => {
      const json = (definition: Definition | undefined) =>
        definitionJson({ name: effect.option, type: effect.type }, definition, maskSecrets)
      return {
        scope: displayScope(effect.path),
        option: effect.option,
        without: json(effect.before),
        otherwise: effective(effect, effect.otherwise),
        with: effect.own.map(({ overlay, definition }) => ({
          overlay: overlay.target.name,
          ...json(definition),
        })),
        after: json(effect.after),
        inEffect: effect.inEffect,
      }
    }),
    scopes: newScopes.map(displayScope),
  }
}

/** The state of each overlay, as data. */
export function statesJson({ base, overlays }: OverlayStatus): unknown[] {
  return overlays.map(({ overlay, state, statement, isLast }) => ({
    overlay: overlay.target.name,
    state,
    line: statement === undefined ? null : base.document.source.lineAt(statement.start),
    last: isLast,
  }))
}
