// Node's http module without its ESM face: `import` reads every export, the lazy ones too, and so
// loads the fetch client, which costs a start about four times what http itself does.
export const { Agent, createServer, request, STATUS_CODES } = process.getBuiltinModule('node:http')
