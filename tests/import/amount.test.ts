import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAmountMicro, parseQuantityMilli } from '../../src/import/amount'

test('an amount is read exactly, to the last of its eight decimals and rounded half away from zero', () => {
  expect(parseAmountMicro('19.79')).toBe(19_790_000)
  expect(parseAmountMicro('6.95978571')).toBe(6_959_786)
  expect(parseAmountMicro('0.0000005')).toBe(1)
  expect(parseAmountMicro('-0.0000005')).toBe(-1)
  expect(parseAmountMicro('0.00000049999')).toBe(0)
  expect(parseAmountMicro('1.0000014999')).toBe(1_000_001)
  expect(parseAmountMicro('4.35')).toBe(4_350_000) // 4.35 * 1e6 is 4349999.999999999
  expect(parseAmountMicro('.5')).toBe(500_000)
})

test('any decimal text is read as exact arithmetic reads it', () => {
  const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`))
  fc.assert(
    fc.property(fc.boolean(), digits(7), fc.option(digits(12)), (negative, whole, fraction) => {
      const nanoPlaces = 12
      const scaled = BigInt(whole + (fraction ?? '').padEnd(nanoPlaces, '0'))
      const half = 10n ** BigInt(nanoPlaces - 6) / 2n
      const micro = Number((scaled + half) / (half * 2n))
      const text = `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`
      expect(parseAmountMicro(text)).toBe(negative && micro !== 0 ? -micro : micro)
    }),
  )
})

test('thousands separators, currency signs, full-width digits and minus signs are read', () => {
  for (const text of [
    '1,234.50',
    '¥1234.5',
    '￥1,234.50',
    '１２３４．５',
    '１，２３４.５',
    ' 1234.5 ',
    '¥ 1234.5',
  ]) {
    expect(parseAmountMicro(text), text).toBe(1_234_500_000)
  }
  for (const text of ['-12.3', '－12.3', '\u221212.3', '-¥12.3', '¥-12.3', '－１２．３']) {
    expect(parseAmountMicro(text), text).toBe(-12_300_000)
  }
})

test('what people and programs write around a number is read', () => {
  const texts: [string, number][] = [
    ['2元', 2_000_000],
    ['12.5 元', 12_500_000],
    ['$5.00', 5_000_000],
    ['-$12.96', -12_960_000],
    ['(12.96)', -12_960_000],
    ['($12.96)', -12_960_000],
    ['（12.96）', -12_960_000],
    ['CNY 3', 3_000_000],
    ['5.00 €', 5_000_000],
    ['1.0E-4', 100],
    ['1.5e3', 1_500_000_000],
    ['1E5', 100_000_000_000],
    ['12E-7', 1],
    ['-2.5e-1', -250_000],
    ['="12.5"', 12_500_000],
    ["'12.5", 12_500_000],
    ['\u200b12.5\u00a0', 12_500_000],
    ['1,234,567.5', 1_234_567_500_000],
  ]
  for (const [text, micro] of texts) expect(parseAmountMicro(text), text).toBe(micro)
})

test('an exponent moves the point exactly', () => {
  const parts = fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: -6, max: 1 }))
  fc.assert(
    fc.property(parts, ([digits, exponent]) => {
      const micro = (BigInt(digits) * 10n ** BigInt(exponent + 6)).toString()
      expect(parseAmountMicro(`${digits}e${exponent}`)).toBe(Number(micro))
    }),
  )
})

test('where a file writes decimal commas, a point only groups thousands', () => {
  const read = (text: string) => parseAmountMicro(text, 'comma')
  expect(read('1,234')).toBe(1_234_000)
  expect(read('0,500')).toBe(500_000)
  expect(read('12')).toBe(12_000_000)
  expect(read('-3,5')).toBe(-3_500_000)
  expect(read('1.234,56')).toBe(1_234_560_000)
  expect(read('1.234')).toBe(1_234_000_000)
  expect(read('0.234')).toBe('unreadableAmount')
  expect(read('1.5')).toBe('unreadableAmount')
  expect(read('12,34,56')).toBe('unreadableAmount')
})

test('a blank amount is null and never 0', () => {
  const words = ['--', '/', 'None', '#N/A', '#REF!', '无', '无权限', '暂无']
  for (const text of [...words, '', '  ', '-', 'nan', 'NaN', 'NULL', 'null', '\u3000']) {
    expect(parseAmountMicro(text), JSON.stringify(text)).toBeNull()
  }
})

test('minus zero is zero', () => {
  expect(parseAmountMicro('-0')).toBe(0)
  expect(parseAmountMicro('-0.0000001')).toBe(0)
})

test('anything else is not an amount', () => {
  const texts = [
    'abc',
    '1.2.3',
    '12,34',
    '1,2345',
    '--5',
    '-¥-5',
    '+5',
    '5.',
    '.',
    '¥',
    '5%',
    '0,500',
    '1,23,456',
    '-(5)',
    '(-5)',
    '1e',
    'e5',
    '2元元',
    '1.234,5',
    '2件',
  ]
  // The characters beside the digits in ASCII, before and after the point.
  for (const text of ['1/2', '1:2', '1./', '1.5/', '1.:', '1.5:', '/1', ':1', '1.5 5', '1.5-']) {
    expect(parseAmountMicro(text), text).toBe('unreadableAmount')
  }
  for (const text of [...texts, '1 000', '0x10', 'Infinity', '九', `${'1'.repeat(50)}x`]) {
    expect(parseAmountMicro(text), text).toBe('unreadableAmount')
  }
})

test('an amount beyond ten million yuan is implausible', () => {
  expect(parseAmountMicro('10000000')).toBe(10_000_000_000_000)
  expect(parseAmountMicro('-10000000')).toBe(-10_000_000_000_000)
  expect(parseAmountMicro('10000000.000001')).toBe('implausible')
  expect(parseAmountMicro('6901234567890')).toBe('implausible')
  expect(parseAmountMicro('9'.repeat(400))).toBe('implausible')
})

test.each([
  ['3', 3000],
  ['3.0', 3000],
  ['-2', -2000],
  ['0.5', 500],
  ['.125', 125],
  ['-0.5', -500],
  ['12.500', 12_500],
  ['0.0010000000', 1],
  ['１０', 10_000],
  ['０．５', 500],
  ['－１．２５０', -1250],
  ['1,234.5', 1_234_500],
  ['null', null],
  ['-0', 0],
  ['2000', 2_000_000],
  ['2000.001', 'implausible'],
  ['-2001', 'implausible'],
  ['99999999', 'implausible'],
  ['0.0001', 'tooManyDecimals'],
  ['1.2345', 'tooManyDecimals'],
  ['０．０００１', 'tooManyDecimals'],
  ['0.50000000001', 'tooManyDecimals'],
  ['0.9999999', 'tooManyDecimals'],
  ['1e-4', 'tooManyDecimals'],
  ['1.2345e0', 'tooManyDecimals'],
  ['1e-9', 'tooManyDecimals'],
  ['5E-1', 500],
  ['1.23456E2', 123_456],
  ['1e21', 'implausible'],
  ['(0.5)', -500],
  ['="0.125"', 125],
  [' 0.5\r', 500],
  ['0,500', 'unreadableAmount'],
  ['0.5 kg', 'unreadableAmount'],
  ['0.5.5', 'unreadableAmount'],
  ['½', 'unreadableAmount'],
  ['two', 'unreadableAmount'],
])('a quantity of %j is %j thousandths, and never rounded', (cell, milli) => {
  expect(parseQuantityMilli(cell, 2000)).toBe(milli)
})

test('a quantity is read by the file’s decimal mark', () => {
  const read = (text: string) => parseQuantityMilli(text, 2000, 'comma')
  expect(read('3,0')).toBe(3000)
  expect(read('0,500')).toBe(500)
  expect(read('１，２５')).toBe(1250)
  expect(read('1.234,5')).toBe(1_234_500)
  expect(read('1,2345')).toBe('tooManyDecimals')
  expect(read('1.234,5678')).toBe('tooManyDecimals')
  expect(read('0.5')).toBe('unreadableAmount')
})

test('any number of thousandths is read as it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (milli) => {
      const digits = String(Math.abs(milli)).padStart(4, '0')
      const written = `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`
      expect(parseQuantityMilli(written, 1_000_000)).toBe(milli)
    }),
  )
})

test('each digit after the point counts, the seventh by rounding, and none beyond', () => {
  for (let place = 1; place <= 6; place++) {
    const text = `0.${'0'.repeat(place - 1)}9`
    expect(parseAmountMicro(text), text).toBe(9 * 10 ** (6 - place))
  }
  expect(parseAmountMicro('1.1234564')).toBe(1_123_456)
  expect(parseAmountMicro('1.1234565')).toBe(1_123_457)
  expect(parseAmountMicro('1.12345649')).toBe(1_123_456)
})
