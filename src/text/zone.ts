// Local time and instant, in a zone that is named: never the host's. When clocks go forward an hour of
// local times does not exist; when they go back one is there twice. Both are said, not smoothed over.

/** What a local time means in a zone: no offset in a gap, two (the earlier instant first) in an overlap. */
export function offsetsAt(date: string, time: string, zone: string): readonly string[] {
  const plain = Temporal.PlainDateTime.from(`${date}T${time}`)
  const zoned = (['earlier', 'later'] as const).map((disambiguation) =>
    plain.toZonedDateTime(zone, { disambiguation }),
  )
  const offsets = zoned
    .filter((z) => z.toPlainDateTime().equals(plain))
    .map((z) => offsetText(z.offset))
  return [...new Set(offsets)]
}

/** Local date, time (to the minute, cut off) and offset of an instant. RangeError on an unknown zone. */
export function toLocal(
  epochMs: number,
  zone: string,
): { readonly date: string; readonly time: string; readonly offset: string } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone)
  return {
    date: zoned.toPlainDate().toString(),
    time: zoned.toPlainTime().toString().slice(0, 5),
    offset: offsetText(zoned.offset),
  }
}

/** Whether this is a zone the runtime knows: `Europe/Berlin`, `UTC`, `+03:00`. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}

function offsetText(offset: string): string {
  return offset === '+00:00' ? 'Z' : offset
}
