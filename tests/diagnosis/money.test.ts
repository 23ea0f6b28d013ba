import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  divideRounded,
  divideRoundedBig,
  moneyEach,
  rateTenths,
  shareTenths,
  toFen,
} from '../../src/diagnosis/money'

/** Half away from zero, as a person does it: the quotient, and one more where the rest is half or more. */
function reference(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  const quotient = magnitude / denominator
  const rounded = 2n * (magnitude % denominator) >= denominator ? quotient + 1n : quotient
  return rounded === 0n ? 0 : Number(numerator < 0n ? -rounded : rounded)
}

/** Integers near halves, within the safe integers and far beyond them. */
const integer = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }).map(Number),
  fc.constantFrom(2 ** 52, 2 ** 53, -(2 ** 52), -(2 ** 53), Number.MAX_SAFE_INTEGER, -0),
)
const positive = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 2 ** 53 - 1 }))
/** `numerator / denominator` lies exactly between two integers. */
const half = fc
  .tuple(fc.integer({ min: -(10 ** 6), max: 10 ** 6 }), fc.integer({ min: 1, max: 10 ** 6 }))
  .map(([whole, halfDenominator]): [number, number] => [
    whole * 2 * halfDenominator + halfDenominator,
    2 * halfDenominator,
  ])

describe('a rounded division', () => {
  test.each([
    [5, 10, 1],
    [-5, 10, -1],
    [4, 10, 0],
    [-4, 10, 0],
    [15, 10, 2],
    [-15, 10, -2],
    [1, 3, 0],
    [2, 3, 1],
    [7, 1, 7],
    [0, 7, 0],
    [-0, 7, 0],
    [2 ** 53 - 1, 2, 2 ** 52],
  ])('of %d by %d is %d: half goes away from zero, and 0 has no sign', (numerator, denominator, rounded) => {
    expect(divideRounded(numerator, denominator)).toBe(rounded)
    expect(divideRoundedBig(BigInt(numerator), BigInt(denominator))).toBe(rounded)
  })

  test('agrees with exact arithmetic over the safe integers and beyond', () => {
    fc.assert(
      fc.property(integer, positive, (numerator, denominator) => {
        expect(divideRounded(numerator, denominator)).toBe(reference(BigInt(numerator), BigInt(denominator)))
      }),
      { numRuns: 2000 },
    )
  })

  test('agrees with exact arithmetic on halves', () => {
    fc.assert(
      fc.property(half, ([numerator, denominator]) => {
        expect(divideRounded(numerator, denominator)).toBe(reference(BigInt(numerator), BigInt(denominator)))
      }),
    )
  })

  test('of big integers agrees with exact arithmetic', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 30n }), (numerator, denominator) => {
        expect(divideRoundedBig(numerator, denominator)).toBe(reference(numerator, denominator))
      }),
    )
  })

  test('is odd: a loss rounds as the profit of the same size', () => {
    fc.assert(
      fc.property(integer, positive, (numerator, denominator) => {
        expect(divideRounded(-numerator, denominator) + divideRounded(numerator, denominator)).toBe(0)
      }),
    )
  })
})

describe('fen', () => {
  test.each([
    [4_999, 0],
    [5_000, 1],
    [-4_999, 0],
    [-5_000, -1],
    [14_999, 1],
    [15_000, 2],
    [12_345_678, 1235],
    [0, 0],
  ])('of %d micro-yuan are %d', (micro, fen) => {
    expect(toFen(micro)).toBe(fen)
  })
})

describe('a rate', () => {
  test.each([
    [1, 3, 333],
    [2, 3, 667],
    [-2, 3, -667],
    [1, 2000, 1],
    [-1, 2000, -1],
    [1, 2001, 0],
    [5, 1, 5000],
    [0, 5, 0],
  ])('of %d in %d is %d tenths of a percent', (part, whole, tenths) => {
    expect(rateTenths(part, whole)).toBe(tenths)
  })

  test('is 0 where the whole is not positive', () => {
    fc.assert(
      fc.property(integer, positive, (part, whole) => {
        expect([rateTenths(part, 0), rateTenths(part, -whole)]).toEqual([0, 0])
      }),
    )
  })

  test('agrees with exact arithmetic over the safe integers and beyond', () => {
    fc.assert(
      fc.property(integer, positive, (part, whole) => {
        expect(rateTenths(part, whole)).toBe(reference(1000n * BigInt(part), BigInt(whole)))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a part of a whole', () => {
  test('is unknown where there is nothing to be a part of, or no exact number', () => {
    expect(shareTenths(117300, 800741)).toBe(146)
    expect(shareTenths(5, 0)).toBeNull()
    expect(shareTenths(5, -1)).toBeNull()
    expect(shareTenths(Number.NaN, 5)).toBeNull()
    expect(shareTenths(5, Number.NaN)).toBeNull()
  })

  test('an amount a piece is rounded to fen, half away from zero, and unknown without a piece', () => {
    expect(moneyEach(800741, 303)).toBe(2643)
    expect(moneyEach(5, 2)).toBe(3)
    expect(moneyEach(-5, 2)).toBe(-3)
    expect(moneyEach(5, 0)).toBeNull()
    expect(moneyEach(Number.NaN, 3)).toBeNull()
  })
})
