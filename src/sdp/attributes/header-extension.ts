/** `a=extmap`: what the identifiers of header extensions stand for (RFC 8285 §5). */

import { parseDecimalInteger } from '../decimal-integer.js';
import { DIRECTIONS, type HeaderExtensionMapping } from '../stream-description.js';
import type { SdpAttribute } from './sdp-attribute.js';

/** A packet can tell no more apart; the bound also holds for the copies that every stream has of those of the session. */
const MAX_MAPPINGS = 255;
const SYNTAX = `id[/direction] URI [attributes] (id 1 to 4351, at most ${MAX_MAPPINGS} of them)`;

export const headerExtension: SdpAttribute = {
  name: 'extmap',
  section: 'RFC 8285 §5',
  atSessionLevel: true,
  read(value, draft) {
    const mapping = parseMapping(value);
    if (mapping === undefined || draft.headerExtensions.length === MAX_MAPPINGS) return SYNTAX;
    draft.headerExtensions.push(mapping);
    return undefined;
  },
  write: ({ headerExtensions }) =>
    headerExtensions.map(({ id, direction, uri, attributes }) =>
      `${direction === undefined ? id : `${id}/${direction}`} ${uri} ${attributes}`.trimEnd(),
    ),
};

function parseMapping(value: string): HeaderExtensionMapping | undefined {
  const [idAndDirection, uri, ...attributes] = value.trim().split(' ');
  const [idText, directionText, ...rest] = idAndDirection!.split('/');
  const id = parseDecimalInteger(idText, 1, 4351);
  const direction = DIRECTIONS.find((name) => name === directionText);
  if (id === undefined || !uri || rest.length > 0) return undefined;
  if (directionText !== undefined && direction === undefined) return undefined;
  return { id, uri, direction, attributes: attributes.join(' ') };
}
