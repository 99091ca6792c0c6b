// Where a copy lies: what the verifier asks of a folder, a server, an archive or a dropped folder.

export interface Source {
  /** Every path in the copy, or null when that cannot be known (a server): then no extra file is seen. */
  paths(): Promise<readonly string[] | null>
  /** The bytes of a file, or null when there is no such file. Throws when it cannot be read. */
  read(path: string): Promise<Uint8Array | null>
  /** SHA-256 of a file, lower-case hexadecimal, or null; may read it piece by piece. */
  digest(path: string): Promise<string | null>
  /** How many digests to ask for at once. */
  readonly atOnce: number
}
