// Every command, in the order of --help. A new one: a file of its own and a line here. Each is
// loaded when it is called, so that the others cost nothing.
import type { Command } from './command.ts'

interface Entry {
  /** One line for the list of commands. */
  readonly about: string
  load(): Promise<{ readonly command: Command }>
}

/** The groups of --help, each with its commands by name. */
export const commands: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  'To set up': {
    init: { about: 'set up a newsroom in a folder', load: () => import('./init.ts') },
    keys: {
      about: 'print, change, revoke and rehearse the keys',
      load: () => import('./keys/keys.ts'),
    },
    backup: { about: 'everything in one sealed file', load: () => import('./backup/backup.ts') },
    doctor: { about: 'check that all is well', load: () => import('./doctor.ts') },
  },
  'To bring in and out': {
    import: { about: 'bring in an old site or a folder', load: () => import('./import/import.ts') },
    export: {
      about: 'write everything into a plain folder',
      load: () => import('./export/export.ts'),
    },
  },
  'To settle and arrange': {
    account: { about: 'people with access to the studio', load: () => import('./account.ts') },
    articles: {
      about: 'list, show and settle articles',
      load: () => import('./articles/articles.ts'),
    },
    bylines: { about: 'public names for imported authors', load: () => import('./bylines.ts') },
    search: { about: 'search what is published', load: () => import('./search.ts') },
    people: { about: 'the register of people', load: () => import('./people.ts') },
    sections: { about: 'list, add and rename sections', load: () => import('./sections.ts') },
  },
  'To write and publish': {
    studio: {
      about: 'the newsroom’s private web application',
      load: () => import('./start/studio.ts'),
    },
    publish: {
      about: 'make the next edition of what is approved',
      load: () => import('./publish/publish.ts'),
    },
    publisher: {
      about: 'do what the studio has scheduled',
      load: () => import('./publish/run-publisher.ts'),
    },
    start: { about: 'start everything', load: () => import('./start/start.ts') },
    serve: { about: 'hand out the published site', load: () => import('./start/serve.ts') },
    ask: { about: 'answer readers’ searches', load: () => import('./start/ask.ts') },
  },
  'To carry': {
    deliver: { about: 'carry the edition to other places', load: () => import('./deliver.ts') },
    bundle: { about: 'the site, or a part, as a zip archive', load: () => import('./bundle.ts') },
  },
  'To check': {
    withdraw: {
      about: 'take an article back, or forget it',
      load: () => import('./publish/withdraw.ts'),
    },
    restore: {
      about: 'a newsroom back from a copy of its site',
      load: () => import('./backup/restore.ts'),
    },
    mirror: {
      about: 'other addresses, and whether they are whole',
      load: () => import('./mirror.ts'),
    },
    prune: { about: 'one list in place of many', load: () => import('./publish/prune.ts') },
    share: { about: 'an article as a file that proves itself', load: () => import('./share.ts') },
    verify: {
      about: 'check a copy, a page, a forwarded file',
      load: () => import('./verify/verify.ts'),
    },
  },
  'To try': {
    text: { about: 'filters: dateline, slug, teaser', load: () => import('./text.ts') },
  },
}
