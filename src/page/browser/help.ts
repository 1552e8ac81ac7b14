import { html, type TemplateResult } from 'lit'

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'search'],
  ['j k ↓ ↑', 'down and up'],
  ['l h → ←', 'open or go in, close or go out'],
  ['Enter', 'open a scope, or go to the details of a value'],
  ['g G', 'the first row, the last one'],
  ['n p', 'the next finding, the one before'],
  ['1 2 3', 'values, changes, files'],
  ['d', 'differences unified or side by side'],
  ['t', 'light, dark, or as the system has it'],
  ['Esc', 'leave the search or the details, then take the filters away'],
  ['?', 'this help'],
]

/** The keys, and how to search. */
export function help(close: () => void): TemplateResult {
  return html`
    <h2>Keys</h2>
    <dl>
      ${KEYS.map(
        ([keys, what]) =>
          html`<dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${what}</dd>`,
      )}
    </dl>
    <h2>Search</h2>
    <p>
      All words must stand in the scope, the option, the value or the file.
      <code>scope:</code>, <code>option:</code>, <code>value:</code> and <code>file:</code> before a word say
      where, quotes keep words together: <code>option:gateway file:domains "relay 2"</code>. What is searched
      and filtered stands in the address, so that a link shows the same.
    </p>
    <button @click=${close}>Close</button>
  `
}
