import { testLinear } from './linear.js'

const options = (times: number) =>
  Array.from({ length: times }, (_, index) => `unk_${index} = ${index}\n`).join('')

const test = { run: () => testLinear('unknown options', options) }

await test.run()
