import { askedBy, sentence, siteProblem } from '../../../schema/site/index.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/**
 * A value that a site's schema does not allow for the option. The rule is for values that are about to
 * be written: of what is in the files, a schema speaks of what counts, and `checkSiteSchemas` looks at
 * that.
 */
export const siteValue: SchemaRule = {
  codes: ['schema/site-rule'],
  option({ name, value, types }, { findings }) {
    const problems = types.map((type) => siteProblem(type, value))
    const [problem] = problems
    if (problem === undefined || problems.includes(undefined)) return
    const { annotation, description, name: schema, pointer } = problem
    const { message, severity } = annotation
    findings.report(
      'schema/site-rule',
      problem,
      message ?? sentence(`Option ${quoted(name)}`, problem),
      {
        detail:
          description !== undefined && message === undefined
            ? description
            : askedBy(schema, pointer),
        ...(severity !== undefined && { severity }),
      },
    )
  },
}
