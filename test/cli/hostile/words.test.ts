import { linearSuite } from './linear.js'

const test = await linearSuite('one broken line of words', (times) => 'w '.repeat(times))

test.run()
