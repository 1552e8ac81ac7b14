import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { ConfigurationModel } from '../model/model.js'
import { Files } from './files.js'
import { findingModels } from './findings.js'
import { OptionLists } from './option-lists.js'
import { Places } from './places.js'
import { Scopes } from './scopes.js'
import { searchesOf } from './searches.js'
import { shownText, Texts } from './texts.js'

/**
 * A configuration as data of a page, with its secrets masked.
 * @param findings what `lint` says about it
 */
export function configurationModel(
  configuration: Configuration,
  findings: readonly Diagnostic[],
): ConfigurationModel {
  const texts = new Texts()
  const files = new Files(configuration)
  const lists = new OptionLists(texts)
  const places = new Places()
  const scopes = new Scopes(configuration, { texts, files, lists, places })
  const { searches, searched } = searchesOf(configuration, scopes.all, { lists, texts })
  const found = findingModels(findings, configuration, { files, places })
  return {
    main: shownText(configuration.main.name),
    role: configuration.role,
    texts: texts.all,
    files: files.models,
    inclusions: files.inclusions,
    optionLists: lists.all,
    scopes: { ...scopes.columns, searches, searched },
    options: scopes.options,
    definitions: scopes.definitions,
    chains: scopes.chains,
    findings: found.findings,
    findingsLeftOut: found.leftOut,
  }
}
