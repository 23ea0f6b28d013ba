/** What holds for every platform that sells in China alone. */
export const CHINESE_PLATFORM = { timeZone: 'Asia/Shanghai', currency: { always: 'CNY' } } as const
