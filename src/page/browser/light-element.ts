import { LitElement } from 'lit'

/** An element whose content is part of the document, with the one style of the page. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this
  }

  /** Tells the page about something that was done here. */
  protected tell<D>(name: string, detail: D): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }))
  }

  /** Renders the element at once: a print does not wait. */
  renderNow(): void {
    this.requestUpdate()
    this.performUpdate()
  }
}
