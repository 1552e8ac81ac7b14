/**
 * How deep a test digs: what every change runs through, or what `npm run test:deep` does now and then
 * (the variable `TEST_DEEP`): more random cases, longer texts.
 */
export function depth<Value>(usual: Value, deep: Value): Value {
  return (process.env.TEST_DEEP ?? '') === '' ? usual : deep
}
