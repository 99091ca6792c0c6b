// Who may use which route, written down a second time on purpose: a route that is missing here, or
// whose rights have changed, fails the test of rights until somebody has thought about it.

const all = 'signed-in'

/** "METHOD path" -> 'anyone', 'signed-in', or roles; "!" asks for a recent proof of who they are. */
export const rights: Readonly<Record<string, string>> = {
  'GET /': all,

  'GET /sign-in': 'anyone',
  'POST /sign-in': 'anyone',
  'POST /sign-in/passkey': 'anyone',
  'GET /recover': 'anyone',
  'POST /recover': 'anyone',
  'GET /prove': all,
  'POST /prove': all,
  'POST /prove/passkey': all,
  'POST /sign-out': all,
  'GET /join': 'anyone',
  'POST /join': 'anyone',
  'POST /join/password': 'anyone',
  'POST /join/passkey': 'anyone',

  'GET /account': all,
  'POST /account/language': all,
  'POST /account/sessions/end': all,
  'GET /account/ways-in': `${all}!`,
  'POST /account/passkeys': `${all}!`,
  'POST /account/passkeys/drop': `${all}!`,
  'POST /account/password': `${all}!`,
  'POST /account/codes': `${all}!`,

  'GET /settings/access': 'administrator!',
  'POST /settings/access/invite': 'administrator!',
  'POST /settings/access/:id/roles': 'administrator!',
  'POST /settings/access/:id/renew': 'administrator!',
  'POST /settings/access/:id/sessions': 'administrator!',
  'POST /settings/access/:id/close': 'administrator!',
  'GET /settings/log': 'administrator',

  'GET /publishing': all,
  'POST /publishing/plan': 'publisher',
  'POST /publishing/now': 'publisher',
  'POST /publishing/at': 'publisher',
  'GET /publishing/jobs/:id': all,
  'POST /publishing/jobs/:id/cancel': 'publisher',
  'POST /publishing/jobs/:id/retry': 'publisher',
  'GET /publishing/versions/:article/:lang': 'editor publisher',
  'POST /publishing/versions/:article/:lang/correct': 'editor publisher',
  'POST /publishing/versions/:article/:lang/withdraw': 'editor publisher',
  'POST /publishing/versions/:article/:lang/return': 'editor publisher',

  'GET /media': all,
  'POST /media': 'writer translator editor',
  'GET /media/:digest': all,
  'POST /media/:digest': 'writer translator editor',
  'GET /media/:digest/:width': all,

  'GET /settings': 'administrator',
  'GET /settings/newsroom': 'administrator',
  'POST /settings/newsroom': 'administrator',
  'GET /settings/sections': 'administrator',
  'POST /settings/sections': 'administrator',
  'POST /settings/sections/add': 'administrator',
  'GET /settings/bylines': 'administrator',
  'POST /settings/bylines': 'administrator',
  'GET /settings/look': 'administrator',
  'POST /settings/look': 'administrator',
  'GET /settings/addresses': 'administrator!',
  'POST /settings/addresses': 'administrator!',
  'GET /settings/health': 'administrator',
}
