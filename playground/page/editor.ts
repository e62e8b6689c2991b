/** CodeMirror twice: the source to write in, the emitted code to read. */

import { indentWithTab } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { setDiagnostics, type Diagnostic as Mark } from '@codemirror/lint'
import { EditorState, Prec, StateEffect, StateField, type Extension } from '@codemirror/state'
import { Decoration, EditorView, keymap, type DecorationSet } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import type { Diagnostic, Range } from '../messages.js'

export interface Reader {
  view: EditorView
  setText(text: string): void
  /** Lights these characters; scrolls to the first of them where asked. */
  lightRanges(ranges: Range[], scroll: boolean): void
  /** Lights these lines, from 1. */
  lightLines(lines: number[], scroll: boolean): void
  /** Puts the cursor here. */
  select(position: number): void
}

export interface Listeners {
  /** The pointer is over this place; undefined: over none. */
  point(position: number | undefined): void
  /** The cursor was put here. */
  cursor(position: number): void
  edit?(text: string): void
}

export function openEditor(parent: HTMLElement, label: string, listeners: Listeners): Reader {
  return open(parent, [
    // Not a new line: the page runs the program.
    Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => true }])),
    basicSetup,
    keymap.of([indentWithTab]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) listeners.edit?.(update.state.doc.toString())
    }),
    ...shared(label, listeners),
  ])
}

export function openViewer(parent: HTMLElement, label: string, listeners: Listeners): Reader {
  return open(parent, [basicSetup, EditorState.readOnly.of(true), ...shared(label, listeners)])
}

export function showDiagnostics({ view }: Reader, diagnostics: Diagnostic[]): void {
  const length = view.state.doc.length
  const marks = diagnostics.map(({ start, length: width, message, id, severity }): Mark => {
    const from = Math.min(start, length)
    return { from, to: Math.min(from + Math.max(1, width), length), message, severity, source: id }
  })
  view.dispatch(setDiagnostics(view.state, marks))
}

function open(parent: HTMLElement, extensions: Extension[]): Reader {
  const view = new EditorView({ parent, state: EditorState.create({ extensions }) })
  const light = (set: DecorationSet, first: number | undefined, scroll: boolean): void => {
    const effects: StateEffect<unknown>[] = [setLights.of(set)]
    if (scroll && first !== undefined) effects.push(EditorView.scrollIntoView(first, { y: 'nearest', yMargin: 60 }))
    view.dispatch({ effects })
  }
  return {
    view,
    setText(text) {
      if (text !== view.state.doc.toString()) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } })
      }
    },
    lightRanges(ranges, scroll) {
      const { length } = view.state.doc
      const inside = ranges.filter(({ start, end }) => start < end && end <= length)
      const marks = inside.map(({ start, end }) => mark.range(start, end))
      light(Decoration.set(marks, true), inside[0]?.start, scroll)
    },
    lightLines(lines, scroll) {
      const { doc } = view.state
      const starts = lines.filter((line) => line <= doc.lines).map((line) => doc.line(line).from)
      light(
        Decoration.set(
          starts.map((at) => lineMark.range(at)),
          true,
        ),
        starts[0],
        scroll,
      )
    },
    select(position) {
      view.dispatch({ selection: { anchor: Math.min(position, view.state.doc.length) }, scrollIntoView: true })
      view.focus()
    },
  }
}

function shared(label: string, listeners: Listeners): Extension[] {
  return [
    javascript({ typescript: true }),
    lights,
    syntaxHighlighting(colours),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': 'Escape, then Tab, leaves it.',
      spellcheck: 'false',
    }),
    EditorView.domEventHandlers({
      mousemove(event, view) {
        listeners.point(view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? undefined)
      },
      mouseleave() {
        listeners.point(undefined)
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.selectionSet && update.view.hasFocus) listeners.cursor(update.state.selection.main.head)
    }),
  ]
}

const setLights = StateEffect.define<DecorationSet>()
const mark = Decoration.mark({ class: 'lit' })
const lineMark = Decoration.line({ class: 'lit-line' })
const lights = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    let next = transaction.docChanged ? set.map(transaction.changes) : set
    for (const effect of transaction.effects) if (effect.is(setLights)) next = effect.value
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Colours come from the style sheet, so that light and dark are one. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.comment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className], color: 'var(--code-type)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
])
