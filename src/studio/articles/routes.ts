// Writing, translating, checking: the routes about articles and their versions.
import type { Route } from '../route.ts'
import { articleScreen, changeArticle, makeArticle, newScreen } from './about.ts'
import { historyScreen } from './history.ts'
import { keysScreen } from './keys.ts'
import { checkLinks } from './links.ts'
import { listScreen } from './list.ts'
import { mergeScreen, mergeVersion } from './merge.ts'
import { joiners, joinPair, pairsScreen, refusePair } from './pairs.ts'
import { atArticle, atVersion, textBytesMax } from './place.ts'
import { deviceKeys, noteWriting, saveWindow, takeOver } from './saves-route.ts'
import { answerBeside, approvers, deleters } from './side.ts'
import { applyFix, approveVersion, deleteDraft, returnVersion, takeBackApproval } from './states.ts'
import { answerVariants, keepFix } from './variants.ts'
import { saveForReview, savePlain, writingScreen } from './writing.ts'

const access = 'signed-in'
const version = '/articles/:id/:lang'
const post = { method: 'POST', access } as const
const get = { method: 'GET', access } as const
const bodyMax = textBytesMax

export const articleRoutes: readonly Route[] = [
  { ...get, path: '/articles', handle: listScreen },
  { ...get, path: '/keys', handle: keysScreen },
  { ...get, path: '/articles/new', handle: (visit) => newScreen(visit) },
  { ...post, path: '/articles/new', handle: makeArticle },
  { ...get, path: '/articles/:id', handle: atArticle((...at) => articleScreen(...at)) },
  { ...post, path: '/articles/:id', handle: atArticle(changeArticle) },
  { ...get, path: version, handle: atVersion((...at) => writingScreen(...at)) },
  { ...post, path: version, bodyMax, handle: atVersion(savePlain) },
  { ...post, path: `${version}/review`, bodyMax, handle: atVersion(saveForReview) },
  { ...post, path: `${version}/save`, bodyMax, handle: atVersion(saveWindow) },
  { ...post, path: `${version}/writing`, handle: atVersion(noteWriting) },
  { ...post, path: `${version}/take-over`, handle: atVersion(takeOver) },
  { ...get, path: `${version}/merge`, handle: atVersion((...at) => mergeScreen(...at)) },
  { ...post, path: `${version}/merge`, handle: atVersion(mergeVersion) },
  { ...get, path: `${version}/history`, handle: atVersion(historyScreen) },
  { ...post, access: deleters, path: `${version}/delete`, handle: atVersion(deleteDraft) },
  { ...get, path: `${version}/beside`, handle: atVersion(answerBeside) },
  { ...get, path: `${version}/variants`, handle: atVersion(answerVariants) },
  { ...post, path: `${version}/fix-phrase`, handle: atVersion(keepFix) },
  { ...post, path: `${version}/fix`, handle: atVersion(applyFix) },
  { ...post, path: `${version}/links`, handle: atVersion(checkLinks) },
  { ...post, access: approvers, path: `${version}/approve`, handle: atVersion(approveVersion) },
  { ...post, access: approvers, path: `${version}/return`, handle: atVersion(returnVersion) },
  {
    ...post,
    access: approvers,
    path: `${version}/take-back`,
    handle: atVersion(takeBackApproval),
  },
  { ...get, path: '/translations', handle: (visit) => pairsScreen(visit) },
  { ...post, access: joiners, path: '/translations/join', handle: joinPair },
  { ...post, access: joiners, path: '/translations/reject', handle: refusePair },
  { ...post, path: '/device-keys', handle: deviceKeys },
]
