import { testLinear } from './linear.js'

const test = { run: () => testLinear('one broken line of words', (times) => 'w '.repeat(times)) }

await test.run()
