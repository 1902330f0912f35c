/** A MAPI property's first value, as bytes. */
export interface MapiProperty {
  readonly id: number;
  readonly type: number;
  readonly value: Buffer;
}

/** Sizes of the fixed-size property types in a TNEF stream ([MS-OXCDATA] §2.11.1); others carry their length. */
const SIZES: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const MULTIPLE = 0x1000;
const NAMED = 0x8000;
const MOST = 5_000;

/** Reads a property list of a TNEF attribute ([MS-OXTNEF] §2.1.3.4). Stops quietly where the bytes end or lie. */
export function readProperties(bytes: Buffer): MapiProperty[] {
  const properties: MapiProperty[] = [];
  if (bytes.length < 4) return properties;
  const count = Math.min(bytes.readUInt32LE(0), MOST);
  let at = 4;
  while (properties.length < count && at + 4 <= bytes.length) {
    const type = bytes.readUInt16LE(at);
    const id = bytes.readUInt16LE(at + 2);
    at = id >= NAMED ? skipName(bytes, at + 4) : at + 4;
    const values = readValues(bytes, at, type);
    if (values === null) break;
    properties.push({ id, type: type & ~MULTIPLE, value: values.first });
    at = values.end;
  }
  return properties;
}

function skipName(bytes: Buffer, at: number): number {
  if (at + 24 > bytes.length) return bytes.length;
  const isNumber = bytes.readUInt32LE(at + 16) === 0;
  return isNumber ? at + 24 : at + 24 + padded(bytes.readUInt32LE(at + 20));
}

function readValues(bytes: Buffer, start: number, type: number): { first: Buffer; end: number } | null {
  const size = SIZES[type & ~MULTIPLE];
  const isCounted = (type & MULTIPLE) !== 0 || size === undefined;
  if (start + 4 > bytes.length) return null;
  const count = isCounted ? bytes.readUInt32LE(start) : 1;
  let at = isCounted ? start + 4 : start;
  let first: Buffer | null = null;
  for (let i = 0; i < Math.min(count, MOST); i++) {
    let length = size;
    if (length === undefined) {
      if (at + 4 > bytes.length) return null;
      length = bytes.readUInt32LE(at);
      at += 4;
    }
    if (at + length > bytes.length) return null;
    first ??= bytes.subarray(at, at + length);
    at += padded(length);
  }
  return { first: first ?? bytes.subarray(0, 0), end: at };
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
