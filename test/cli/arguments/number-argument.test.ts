import { describe, expect, it } from 'vitest';
import { integerOf, pictureSizeOf } from '../../../src/cli/arguments/number-argument.js';
import { TypedArguments } from '../../../src/cli/grammar/typed-arguments.js';
import { UsageError } from '../../../src/cli/usage-error.js';

function typed(value: string): TypedArguments {
  return new TypedArguments(new Map(), [], new Map([['option', value]]));
}

describe('an integer as the value of an option', () => {
  it('is between the bounds, and whole', () => {
    expect(integerOf(typed('51'), 'option', 0, 51)).toBe(51);
    expect(integerOf(typed('0'), 'another', 0, 51)).toBeUndefined();
    expect(() => integerOf(typed('1.5'), 'option', 0, 51)).toThrow('--option is 1.5, expected an integer from 0 to 51');
    expect(() => integerOf(typed('52'), 'option', 0, 51)).toThrow(UsageError);
  });
});

describe('the size of a picture', () => {
  it('is two even numbers', () => {
    expect(pictureSizeOf(typed('320x240'), 'option')).toEqual({ width: 320, height: 240 });
    expect(pictureSizeOf(typed('1280X720'), 'option')).toEqual({ width: 1280, height: 720 });
    expect(pictureSizeOf(typed('320x240'), 'another')).toBeUndefined();
  });

  it.each(['320', '321x240', '320x0', '16386x2', '-2x2', '320x240x3', '', 'x'])('is not %j', (text) => {
    expect(() => pictureSizeOf(typed(text), 'option')).toThrow(UsageError);
  });
});
