// "/" in an empty paragraph offers what can stand there; typing on narrows it down, Escape leaves
// the stroke as what it was.
import { Plugin, PluginKey } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { Action } from './commands.ts'
import { element, icon } from './dom.ts'
import type { Said } from './said.ts'

interface Slash {
  /** What was typed after the stroke; null: closed. */
  readonly query: string | null
  readonly chosen: number
  /** Where a stroke stands that was declined. */
  readonly declined: number | null
}

const key = new PluginKey<Slash>('slash')

export function slashMenu(
  actions: readonly Action[],
  { said, run }: { said: Said; run: (action: Action) => void },
): Plugin<Slash> {
  const offered = actions.filter(({ slash }) => slash)
  const named = offered.map((action) => ({ action, name: said(`ed${action.name}`) }))
  const matching = (query: string) => {
    const wanted = query.toLowerCase()
    return named.filter(({ action, name }) =>
      [name, action.name].some((one) => one.toLowerCase().includes(wanted)),
    )
  }
  const choose = (view: EditorView, action: Action): void => {
    const { $from } = view.state.selection
    view.dispatch(view.state.tr.delete($from.start(), $from.end()))
    run(action)
  }
  return new Plugin<Slash>({
    key,
    state: {
      init: () => ({ query: null, chosen: 0, declined: null }),
      apply(tr, old, _, { selection }) {
        const told = tr.getMeta(key) as Partial<Slash> | undefined
        const { $from, empty } = selection
        const text = $from.parent.textContent
        const isStroke = empty && $from.depth > 0 && /^\/\S{0,20}$/.test(text)
        if (!isStroke) return { query: null, chosen: 0, declined: null }
        const declined = told?.declined ?? (old.declined === $from.start() ? old.declined : null)
        if (declined === $from.start()) return { query: null, chosen: 0, declined }
        const query = text.slice(1)
        const chosen = told?.chosen ?? (query === old.query ? old.chosen : 0)
        return { query, chosen, declined: null }
      },
    },
    props: {
      handleKeyDown(view, event) {
        const { query, chosen } = key.getState(view.state)!
        if (query === null) return false
        const list = matching(query)
        const tell = (change: Partial<Slash>): true => {
          view.dispatch(view.state.tr.setMeta(key, change))
          return true
        }
        if (event.key === 'Escape') return tell({ declined: view.state.selection.$from.start() })
        if (list.length === 0) return false
        const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
        const step = steps[event.key]
        if (step !== undefined) return tell({ chosen: (chosen + step + list.length) % list.length })
        if (event.key !== 'Enter' && event.key !== 'Tab') return false
        choose(view, list[chosen]!.action)
        return true
      },
    },
    view(view) {
      const menu = element('ul', {
        class: 'slash',
        role: 'listbox',
        id: 'slash-menu',
        'aria-label': said('edSlash'),
        hidden: true,
      })
      view.dom.parentElement?.append(menu)
      const update = (now: EditorView): void => {
        const { query, chosen } = key.getState(now.state)!
        const list = query === null ? [] : matching(query)
        menu.hidden = list.length === 0
        now.dom.toggleAttribute('aria-activedescendant', false)
        if (menu.hidden) {
          now.dom.removeAttribute('aria-controls')
          return
        }
        menu.replaceChildren(
          ...list.map(({ action, name }, at) => {
            const option = element('li', {
              role: 'option',
              id: `slash-${action.name}`,
              'aria-selected': at === chosen ? 'true' : 'false',
              onmousedown: (event: MouseEvent) => {
                event.preventDefault()
                choose(now, action)
              },
            })
            option.append(icon(action.icon ?? ''), name)
            return option
          }),
        )
        now.dom.setAttribute('aria-controls', menu.id)
        now.dom.setAttribute('aria-activedescendant', `slash-${list[chosen]?.action.name}`)
        place(menu, now)
      }
      return { update, destroy: () => menu.remove() }
    },
  })
}

/** Below the line, at the side the line begins. */
function place(menu: HTMLElement, view: EditorView): void {
  const { $from } = view.state.selection
  const block = view.nodeDOM($from.before())
  const frame = menu.offsetParent
  if (!(block instanceof HTMLElement) || frame === null) return
  const [line, around] = [block.getBoundingClientRect(), frame.getBoundingClientRect()]
  const foot = document.querySelector('.foot')?.getBoundingClientRect().top ?? innerHeight
  const isRoom = line.bottom + menu.offsetHeight + 8 < Math.min(foot, innerHeight)
  const top = isRoom ? line.bottom + 4 : line.top - menu.offsetHeight - 4
  menu.style.top = `${top - around.top}px`
  const isRtl = getComputedStyle(block).direction === 'rtl'
  menu.style.left = isRtl ? 'auto' : `${Math.max(0, line.left - around.left)}px`
  menu.style.right = isRtl ? `${Math.max(0, around.right - line.right)}px` : 'auto'
}
