/** The library as built, not as written, and as it is in a Node program that has opened an endpoint. */

import { useNativeStartCodeSearch } from '../dist/node.js';

useNativeStartCodeSearch();
export * from '../dist/node.js';
