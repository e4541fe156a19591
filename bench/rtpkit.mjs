/** The library as built, not as written: what users run. */
export * from '../dist/index.js';
