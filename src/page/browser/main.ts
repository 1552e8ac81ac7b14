import { PAGE_ELEMENT, PAYLOAD_ID } from '../model/payload.js'
import { ChangesElement } from './changes/changes.js'
import { DiffElement } from './changes/diff.js'
import { modelFrom } from './data.js'
import { DetailsElement } from './details/details.js'
import { FilesElement } from './files/files.js'
import { PageElement } from './page.js'
import { TreeElement } from './tree/tree.js'

customElements.define('ecconf-tree', TreeElement)
customElements.define('ecconf-details', DetailsElement)
customElements.define('ecconf-diff', DiffElement)
customElements.define('ecconf-changes', ChangesElement)
customElements.define('ecconf-files', FilesElement)
customElements.define(PAGE_ELEMENT, PageElement)

const data = document.getElementById(PAYLOAD_ID)
const page = document.querySelector<PageElement>(PAGE_ELEMENT)
const text = data?.textContent ?? ''
// The data are read once; they need not be kept twice.
data?.remove()
modelFrom(text).then(
  (model) => page?.show(model),
  () => {
    document.body.append('The data of this page are damaged: make it again.')
  },
)
