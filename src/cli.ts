// The command line: names a command, hands over to it in cli/, turns its result into an exit code.
import { enableCompileCache } from 'node:module'

enableCompileCache()
