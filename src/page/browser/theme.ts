/** What somebody has chosen; `auto` is what the system says. */
export type Theme = 'auto' | 'light' | 'dark'

const KEY = 'ecconf-theme'
const THEMES: readonly Theme[] = ['auto', 'light', 'dark']

/** The theme that was chosen last. */
export function keptTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto'
  } catch {
    // A browser may keep nothing for a file.
    return 'auto'
  }
}

export function useTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // A theme that cannot be kept counts until the page is closed.
  }
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] as Theme
}
